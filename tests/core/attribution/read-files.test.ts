import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCancelFlag, raiseCancel } from '../../../src/engine/base/cancel.ts';
import type { Result } from '../../../src/engine/base/fault.ts';
import { readHistoryFiles, readPathsFile } from '../../../src/main/core/attribution/read-files.ts';
import { createFolder } from '../../cli/run-omnivor.ts';

const folder = createFolder();
afterAll(() => folder.dispose());
let files = 0;
const put = (text: string): string => {
  const file = join(folder.path, `${(files += 1)}.csv`);
  writeFileSync(file, text);
  return file;
};
const messageOf = (result: Result<unknown>): string => (result.ok ? 'no fault' : result.fault.message);

describe('readPathsFile', () => {
  const read = (text: string) => readPathsFile(put(text), createCancelFlag());

  it.each([
    ['a semicolon', 'path;total_conversions;total_conversion_value;total_null\na > b;2;5.5;1\n'],
    ['a comma, quotes and no last line end', 'path,total_conversions,total_conversion_value,total_null\n"a > b",2,5.5,1'],
    ['a tab, CRLF and a byte order mark', '\uFEFFpath\ttotal_conversions\ttotal_conversion_value\ttotal_null\r\na > b\t2\t5.5\t1\r\n'],
    ['a decimal comma, no spaces round >, columns in another order', 'total_null;path;total_conversion_value;total_conversions\n1;a>b;5,5;2\n'],
    ['a sep line and equal paths in two lines', 'sep=;\npath;total_conversions;total_conversion_value;total_null\na > b;1;2.5;0\n\na > b;1;3;1\n'],
  ])('reads a file with %s', async (_how, text) => {
    const table = await read(text);
    if (!table.ok) throw new Error(table.fault.message);
    expect({ ...table.value }).toEqual({ channels: ['a', 'b'], start: Int32Array.of(0, 2), channel: Int32Array.of(0, 1), conversions: Float64Array.of(2), value: Float64Array.of(5.5), nulls: Float64Array.of(1) });
  });

  it.each<[string, string, string]>([
    ['an empty path', 'path;total_conversions\na;1\n;2\n', 'line 3, column path: found "". Expected text.'],
    ['only separators', 'path;total_conversions\n > > ;1\n', 'line 2, column path: found "> >". Expected a channel'],
    ['a number that is none', 'path;total_conversions;total_conversion_value;total_null\na;1;2;3\n\nb;one;2;3\n', 'line 4, column total_conversions: found "one". Expected a number, 0 or more.'],
    ['an empty count', 'path;total_conversions\na;1\nb;\n', 'line 3, column total_conversions: found "". Expected a number, 0 or more.'],
    ['a number below 0', 'path;total_conversions;total_null\na;1;-3\n', 'line 2, column total_null: found "-3". Expected a number, 0 or more.'],
    ['a number that is too large', 'path;total_conversions\na;1e250\n', 'between 1e-100 and 1e+100'],
    ['a value without conversion', 'path;total_conversions;total_conversion_value\na;0;3\n', 'column total_conversion_value: found "3". Expected 0, as the path has no conversion.'],
    ['a short line', 'path;total_conversions;total_null\na;1\n', 'line 2: 2 cells. Expected 3.'],
    ['a long line', 'path;total_conversions\na;1;2\n', 'line 2: 3 cells. Expected 2.'],
    ['a quote that never ends', 'path;total_conversions\na;1\n"b;2\n', 'line 3: a quote (") is opened and never closed.'],
    ['a missing column', 'path;conversions\na;1\n', 'has no column "total_conversions". Its columns: path, conversions.'],
    ['an empty file', '', 'is empty: 0 bytes.'],
  ])('refuses %s', async (_what, text, wanted) => {
    expect(messageOf(await read(text))).toContain(wanted);
  });

  it('refuses a folder and a file that is not there', async () => {
    expect(messageOf(await readPathsFile(folder.path, createCancelFlag()))).toContain('is a folder');
    expect(messageOf(await readPathsFile(join(folder.path, 'none.csv'), createCancelFlag()))).toContain('does not exist');
  });

  it('stops where it is cancelled', async () => {
    const cancel = createCancelFlag();
    raiseCancel(cancel);
    const read = await readPathsFile(put('path;total_conversions\na;1\n'), cancel);
    expect(read.ok ? null : read.fault.code).toBe('CANCELLED');
  });
});

describe('readHistoryFiles', () => {
  const touches = 'contact,time,channel,type,cost\nC2,04.01.2027,visit,sent,80\nC1,13.01.2027 10:00,email,,0.5\nC1,2027-01-14,email,,0.25\n';
  const outcomes = 'contact,time,outcome,value\nC3,2027-01-15T09:30:00Z,order,7\nC1,2027-01-16,order,\n';
  const read = (touchText: string, outcomeText: string) => readHistoryFiles(put(touchText), put(outcomeText), createCancelFlag());

  it('numbers contacts, channels and kinds by their names and reads times', async () => {
    const files = await read(touches, outcomes);
    if (!files.ok) throw new Error(files.fault.message);
    const { history, costs } = files.value;
    expect(history.contactCount).toBe(3);
    expect(history.channels).toEqual(['email', 'visit']);
    expect(history.touches).toEqual({ contact: Int32Array.of(1, 0, 0), channel: Int32Array.of(1, 0, 0), day: Int32Array.of(20_822, 20_831, 20_832), second: Int32Array.of(-1, 36_000, -1) });
    expect(history.outcomes).toEqual({ contact: Int32Array.of(2, 0), kind: Int32Array.of(0, 0), value: Float64Array.of(7, 0), day: Int32Array.of(20_833, 20_834), second: Int32Array.of(34_200, -1) });
    expect(costs).toEqual({ email: 0.75, visit: 80 });
  });

  it.each<[string, string, string, string]>([
    ['a time that is none', 'contact,time,channel\nC1,soon,email\n', outcomes, 'line 2, column time: found "soon". Expected a date such as'],
    ['dates that can be either', 'contact,time,channel\nC1,03/04/2027,email\n', outcomes, 'line 2: "03/04/2027" can be day first or month first'],
    ['a touch of nobody', 'contact,time,channel\n,2027-01-04,email\n', outcomes, 'line 2, column contact: found "". Expected text.'],
    ['an outcome of no kind', touches, 'contact,time,outcome\nC1,2027-01-04,\n', 'line 2, column outcome: found "". Expected text.'],
    ['a negative value', touches, 'contact,time,outcome,value\nC1,2027-01-04,order,-1\n', 'line 2, column value: found "-1". Expected a number, 0 or more.'],
    ['outcomes without their time', touches, 'contact,outcome\nC1,order\n', 'has no column "time". Its columns: contact, outcome.'],
  ])('refuses %s', async (_what, touchText, outcomeText, wanted) => {
    expect(messageOf(await read(touchText, outcomeText))).toContain(wanted);
  });
});
