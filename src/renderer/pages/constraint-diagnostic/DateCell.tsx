import Box from '@mui/material/Box';
import { weekdayOf } from '../../shared/format/date.ts';
import { DateField } from '../../shared/forms/DateField.tsx';
import { useInlineEdit } from '../../shared/ui/use-inline-edit.ts';

interface DateCellProps {
  readonly label: string;
  /** ISO day; empty where there is none. */
  readonly value: string;
  /** False where the field may be emptied. */
  readonly isNeeded: boolean;
  /** Earliest day that may be chosen. */
  readonly notBefore?: string;
  readonly onCommit: (text: string) => void;
  readonly width?: number;
}

/** What is wrong with a typed day, or null. */
export function describeDayProblem(text: string, { isNeeded, notBefore }: Pick<DateCellProps, 'isNeeded' | 'notBefore'>): string | null {
  if (text === '') return isNeeded ? 'Date required.' : null;
  if (weekdayOf(text) === null) return 'Date expected, such as 2027-01-31.';
  return notBefore !== undefined && text < notBefore ? `Not before ${notBefore}.` : null;
}

/** A day committed by Enter or leaving; Esc reverts; arrow up and down move it. */
export function DateCell({ label, value, isNeeded, notBefore, onCommit, width }: DateCellProps) {
  const edit = useInlineEdit(
    value,
    (text) => {
      const message = describeDayProblem(text, { isNeeded, ...(notBefore === undefined ? {} : { notBefore }) });
      return message === null ? { value: text } : { message };
    },
    onCommit,
  );
  return (
    <Box onKeyDown={edit.onKeyDown} sx={width === undefined ? { flexGrow: 1, flexBasis: 0 } : { width }}>
      <DateField label={label} text={edit.text} onText={edit.onText} error={edit.message !== null} message={edit.message ?? undefined} onBlur={edit.onBlur} fullWidth />
    </Box>
  );
}
