import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import type { Ref } from 'react';
import { parseDay, formatDay } from '../../../engine/base/day.ts';
import { weekdayOf } from '../format/date.ts';

interface DateFieldProps {
  readonly label: string;
  /** ISO day, or what has been typed of it. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly message?: string | undefined;
  readonly error?: boolean;
  readonly onBlur?: () => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly fullWidth?: boolean;
}

/** The day `days` later, or the same text where it is no day. */
export function shiftDay(isoDate: string, days: number): string {
  const day = parseDay(isoDate);
  return day === null ? isoDate : formatDay(day + days);
}

/** An ISO day with its weekday beside it; arrow up and down move by a day, with Shift by a week. */
export function DateField({ label, text, onText, message, error = false, onBlur, inputRef, fullWidth = false }: DateFieldProps) {
  const weekday = weekdayOf(text);
  return (
    <TextField
      label={label}
      value={text}
      error={error}
      fullWidth={fullWidth}
      helperText={message}
      placeholder="YYYY-MM-DD"
      {...(inputRef === undefined ? {} : { inputRef })}
      {...(onBlur === undefined ? {} : { onBlur })}
      onChange={(event) => onText(event.target.value.trim())}
      onKeyDown={(event) => {
        if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || weekday === null) return;
        event.preventDefault();
        onText(shiftDay(text, (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 7 : 1)));
      }}
      slotProps={{ input: { endAdornment: weekday === null ? undefined : <InputAdornment position="end">{weekday}</InputAdornment> } }}
    />
  );
}
