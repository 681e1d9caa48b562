import { useEffect, useState, type KeyboardEvent } from 'react';

interface InlineEdit {
  readonly text: string;
  readonly message: string | null;
  readonly onText: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
}

/** Result of reading a typed text: a value, or what is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly message: string };

/**
 * Editing where the value stands: Enter and leaving commit, Esc reverts, what is wrong is said while typing.
 * A wrong text is never committed; leaving the field with one reverts it.
 */
export function useInlineEdit<T>(shown: string, read: (text: string) => Reading<T>, onCommit: (value: T) => void): InlineEdit {
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const reading = read(text);
  const isChanged = text !== shown;
  const message = isChanged && 'message' in reading ? reading.message : null;
  const settle = (): void => {
    if (isChanged && 'value' in reading) onCommit(reading.value);
    else setText(shown);
  };
  return {
    text,
    message,
    onText: setText,
    onKeyDown(event) {
      if (event.key === 'Enter' && message === null) {
        event.preventDefault();
        settle();
      }
      if (event.key === 'Escape' && isChanged) {
        event.preventDefault();
        event.stopPropagation();
        setText(shown);
      }
    },
    onBlur: settle,
  };
}
