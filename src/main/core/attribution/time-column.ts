import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { TimeColumns } from '../../../engine/attribution/touch-history.ts';
import { addOrderEvidence, createOrderEvidence, decideOrder } from '../import/guess/profile-columns.ts';
import { createDateReader, dateEvidence, type WrittenTime } from '../import/values/read-date.ts';
import type { InputRow } from './input-table.ts';

const EXPECTED = 'a date such as 2027-01-04 or 2027-01-04 10:15';

/** Collects the times of a column; the order of day and month is decided from all of its cells. */
export interface TimeColumn {
  add<Field extends string>(row: InputRow<Field>, field: Field): void;
  /** The times in the order they were added; a fault where the cells fit both orders of day and month. */
  finish(path: string): Result<TimeColumns>;
}

export function createTimeColumn(): TimeColumn {
  const readFixed = createDateReader('unknown');
  const day: number[] = [];
  const second: number[] = [];
  const open: { readonly at: number; readonly line: number; readonly text: string }[] = [];
  const set = (at: number, time: WrittenTime): void => {
    day[at] = time.day;
    second[at] = time.second;
  };
  return {
    add(row, field) {
      const text = row.text(field);
      const time = readFixed(text);
      if (time === null) {
        if (dateEvidence(text) === 'none') row.refuse(field, EXPECTED);
        open.push({ at: day.length, line: row.line, text });
      }
      set(day.length, time ?? { day: 0, second: -1 });
    },
    finish(path) {
      const evidence = createOrderEvidence();
      for (const { text } of open) addOrderEvidence(evidence, text);
      const order = decideOrder(evidence);
      if (open.length > 0 && order === 'unknown') {
        const [{ line, text } = { line: 1, text: '' }] = open;
        return fail('DATE_ORDER_UNKNOWN', `${path} line ${line}: ${JSON.stringify(text)} can be day first or month first, and the other dates do not tell.`, { path: `${path}:${line}`, hint: 'Write dates as 2027-01-04.' });
      }
      const read = createDateReader(order);
      for (const { at, line, text } of open) {
        const time = read(text);
        if (time === null) return fail('BAD_INPUT', `${path} line ${line}: found ${JSON.stringify(text)}. Expected a date with the ${order === 'dmy' ? 'day' : 'month'} first, as in the other lines.`, { path: `${path}:${line}` });
        set(at, time);
      }
      return succeed({ day: Int32Array.from(day), second: Int32Array.from(second) });
    },
  };
}
