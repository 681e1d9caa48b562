import { replaceEqualDeep } from '@tanstack/react-query';
import { useState } from 'react';

/** The value, with every part that is deeply equal to before being the same object as before. For plain data. */
export function useStable<T>(value: T): T {
  const [kept, setKept] = useState(value);
  const next = replaceEqualDeep(kept, value);
  if (next !== kept) setKept(() => next);
  return next;
}
