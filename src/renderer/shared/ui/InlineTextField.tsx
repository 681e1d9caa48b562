import TextField from '@mui/material/TextField';
import { useInlineEdit, type Reading } from './use-inline-edit.ts';

interface InlineTextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
  /** What is wrong with a text, or null. */
  readonly validate?: (text: string) => string | null;
  readonly isDisabled?: boolean;
  readonly width?: number | string;
}

/** A text edited where it stands. */
export function InlineTextField({ label, value, onCommit, validate, isDisabled = false, width = 240 }: InlineTextFieldProps) {
  const read = (text: string): Reading<string> => {
    const message = validate?.(text.trim()) ?? null;
    return message === null ? { value: text.trim() } : { message };
  };
  const edit = useInlineEdit(value, read, onCommit);
  return (
    <TextField
      label={label}
      value={edit.text}
      disabled={isDisabled}
      error={edit.message !== null}
      helperText={edit.message}
      onChange={(event) => edit.onText(event.target.value)}
      onKeyDown={edit.onKeyDown}
      onBlur={edit.onBlur}
      sx={{ width }}
    />
  );
}
