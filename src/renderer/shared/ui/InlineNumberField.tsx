import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { formatNumber } from '../format/number.ts';
import { parseNumberText, toFieldText } from '../format/parse-number.ts';
import { useInlineEdit, type Reading } from './use-inline-edit.ts';

interface InlineNumberFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly onCommit: (value: number | null) => void;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly isWhole?: boolean;
  /** True where the field may be emptied; commits null. */
  readonly isOptional?: boolean;
  /** Shown and typed as percent, kept as a share of 1. */
  readonly isPercent?: boolean;
  readonly isDisabled?: boolean;
  readonly width?: number | string;
  /** Keeps the label for screen readers only, where the column header already says it. */
  readonly isLabelHidden?: boolean;
}

/** What a typed number means, or what is wrong with it. Limits are in the shown unit. */
export function readNumber(text: string, limits: Pick<InlineNumberFieldProps, 'min' | 'max' | 'isWhole' | 'isOptional' | 'isPercent'>): Reading<number | null> {
  if (text.trim() === '') return limits.isOptional === true ? { value: null } : { message: 'Value required.' };
  const typed = parseNumberText(text.replace(/%\s*$/, ''));
  if (typed === null) return { message: 'Number expected.' };
  if (limits.isWhole === true && !Number.isInteger(typed)) return { message: 'Whole number expected.' };
  if (limits.isWhole === true && !Number.isSafeInteger(typed)) return { message: `At most ${formatNumber(Number.MAX_SAFE_INTEGER)}.` };
  if (limits.min !== undefined && typed < limits.min) return { message: `At least ${formatNumber(limits.min)}.` };
  if (limits.max !== undefined && typed > limits.max) return { message: `At most ${formatNumber(limits.max)}.` };
  return { value: limits.isPercent === true ? Number((typed / 100).toPrecision(12)) : typed };
}

/** A number edited where it stands. */
export function InlineNumberField(props: InlineNumberFieldProps) {
  const { label, value, onCommit, unit, isPercent = false, isDisabled = false, width = 140, isLabelHidden = false } = props;
  const shown = value === null ? '' : toFieldText(isPercent ? value * 100 : value);
  const edit = useInlineEdit(shown, (text) => readNumber(text, props), onCommit);
  const shownUnit = isPercent ? '%' : unit;
  return (
    <TextField
      {...(isLabelHidden ? {} : { label })}
      value={edit.text}
      disabled={isDisabled}
      error={edit.message !== null}
      helperText={edit.message}
      onChange={(event) => edit.onText(event.target.value)}
      onKeyDown={edit.onKeyDown}
      onBlur={edit.onBlur}
      sx={{ width, '& input': { textAlign: 'right' } }}
      slotProps={{
        htmlInput: { inputMode: 'decimal', ...(isLabelHidden ? { 'aria-label': label } : {}) },
        input: { endAdornment: shownUnit === undefined ? undefined : <InputAdornment position="end">{shownUnit}</InputAdornment> },
      }}
    />
  );
}
