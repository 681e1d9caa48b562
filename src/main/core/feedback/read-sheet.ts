import { createCancelFlag } from '../../../engine/base/cancel.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import type { AnsweredLine } from '../../../engine/feedback/check-answers.ts';
import { readInputTable } from '../attribution/input-table.ts';
import { restoreCell } from '../export/csv-writer.ts';

const columns = {
  sheet: { names: ['sheet'] },
  id: { names: ['row id', 'row'] },
  contact: { names: ['contact id', 'contact'] },
  channel: { names: ['channel'] },
  decision: { names: ['decision'] },
  newGoal: { names: ['new goal'] },
  why: { names: ['why'] },
} as const;

/** Reads a sheet that came back: CSV however a spreadsheet wrote it, or a workbook. Lines in the order of the file. */
export async function readSheet(path: string): Promise<Result<AnsweredLine[]>> {
  const answers: AnsweredLine[] = [];
  const read = await readInputTable(path, columns, createCancelFlag(), (row) => {
    const text = (field: keyof typeof columns): string => restoreCell(row.text(field));
    answers.push({ line: row.line, sheet: text('sheet'), id: text('id'), contact: text('contact'), channel: text('channel'), decision: text('decision'), newGoal: text('newGoal'), why: text('why') });
  });
  return read.ok ? succeed(answers) : read;
}
