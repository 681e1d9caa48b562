import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';

interface NumberCellProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max?: number;
  readonly isWhole?: boolean;
  readonly onCommit: (value: number) => void;
  readonly width?: number;
  /** True shows the label above the field; in tables it is only spoken. */
  readonly isLabelShown?: boolean;
}

/** What is wrong with a typed number, or null. */
export function describeNumberProblem(text: string, { min, max, isWhole = false }: { readonly min: number; readonly max?: number | undefined; readonly isWhole?: boolean }): string | null {
  const value = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value)) return 'Expected a number.';
  if (isWhole && !Number.isInteger(value)) return 'Expected a whole number.';
  if (value < min) return `At least ${min}.`;
  if (max !== undefined && value > max) return `At most ${max}.`;
  return null;
}

/** A number edited where it stands: Enter or leaving commits, Esc reverts, a wrong one says why beside it. */
export function NumberCell({ label, value, min, max, isWhole = false, onCommit, width = 110, isLabelShown = false }: NumberCellProps) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const problem = describeNumberProblem(text, { min, max, isWhole });
  const commit = (): void => {
    const next = Number(text.trim().replace(',', '.'));
    if (problem !== null) setText(String(value));
    else if (next !== value) onCommit(next);
  };
  return (
    <TextField
      {...(isLabelShown ? { label } : {})}
      value={text}
      error={problem !== null}
      helperText={problem ?? undefined}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setText(String(value));
        }
      }}
      slotProps={{ htmlInput: { 'aria-label': label, inputMode: isWhole ? 'numeric' : 'decimal', style: { textAlign: isLabelShown ? 'left' : 'right' } } }}
      sx={{ width }}
    />
  );
}
