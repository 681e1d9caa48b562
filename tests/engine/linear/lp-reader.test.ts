import { describe, expect, it } from 'vitest';
import type { LinearModel } from '../../../src/engine/linear/linear-model.ts';
import { readLp } from '../../../src/engine/linear/lp-reader.ts';

function readModel(text: string): LinearModel {
  const read = readLp(text);
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

const bounds = (model: LinearModel, name: string): [number, number, number] => {
  const column = model.columnNames.indexOf(name);
  return [model.lower[column]!, model.upper[column]!, model.isInteger[column]!];
};

/** Rows as `name: lower ≤ coefficients by column ≤ upper`. */
function rowsOf(model: LinearModel): Record<string, [number, Record<string, number>, number]> {
  const terms: Record<string, number>[] = model.rowNames.map(() => ({}));
  model.columnNames.forEach((name, column) => {
    for (let entry = model.columnStart[column]!; entry < model.columnStart[column + 1]!; entry++) terms[model.entryRow[entry]!]![name] = model.entryValue[entry]!;
  });
  return Object.fromEntries(model.rowNames.map((name, row) => [name, [model.rowLower[row]!, terms[row]!, model.rowUpper[row]!]]));
}

const rowText = (row: string): string => `Minimize\n obj: x + y\nSubject To\n ${row}\nEnd\n`;
const boundText = (bound: string): string => `Minimize\n obj: x + y\nSubject To\n c: x + y >= 1\nBounds\n ${bound}\nEnd\n`;

describe('readLp: what it understands', () => {
  it('reads every section of a small model', () => {
    const model = readModel(`\\Problem name: spring
\\ a comment
Maximize
 profit: 3 x + 2.5y - z
  + 1e1 w + 7
Subject To
 cap: x + 2 y <= 10 \\ behind a row
 low: -1.5 x + w >= -4
 fix: z = 3
 both: 1 <= x + z <= 8
Bounds
 y <= 4
 w free
 -2 <= z <= 6
General
 x
Binary
 y
End`);
    expect([model.name, model.sense, model.offset]).toEqual(['spring', 'max', 7]);
    expect(model.columnNames).toEqual(['x', 'y', 'z', 'w']);
    expect(Array.from(model.objective)).toEqual([3, 2.5, -1, 10]);
    expect(rowsOf(model)).toEqual({
      cap: [-Infinity, { x: 1, y: 2 }, 10],
      low: [-4, { x: -1.5, w: 1 }, Infinity],
      fix: [3, { z: 1 }, 3],
      both: [1, { x: 1, z: 1 }, 8],
    });
    expect(['x', 'y', 'z', 'w'].map((name) => bounds(model, name))).toEqual([[0, Infinity, 1], [0, 1, 1], [-2, 6, 0], [-Infinity, Infinity, 0]]);
  });

  it.each([
    ['c: x + y <= 5', [-Infinity, { x: 1, y: 1 }, 5]],
    ['c: x + y < 5', [-Infinity, { x: 1, y: 1 }, 5]],
    ['c: x + y =< 5', [-Infinity, { x: 1, y: 1 }, 5]],
    ['c: x + y => 5', [5, { x: 1, y: 1 }, Infinity]],
    ['c: 5 >= x + y', [-Infinity, { x: 1, y: 1 }, 5]],
    ['c: -5 <= x', [-5, { x: 1 }, Infinity]],
    ['c: 5 = x', [5, { x: 1 }, 5]],
    ['c: 9 >= x - y >= -2', [-2, { x: 1, y: -1 }, 9]],
    ['c: x + x - 3 y >= 1', [1, { x: 2, y: -3 }, Infinity]],
    ['c: x + 4 >= 10', [6, { x: 1 }, Infinity]],
    ['c: - - x <= 1', [-Infinity, { x: 1 }, 1]],
    ['c: x >= -inf', [-Infinity, { x: 1 }, Infinity]],
    ['c: x <= +infinity', [-Infinity, { x: 1 }, Infinity]],
    ['c: x <= 1e30', [-Infinity, { x: 1 }, Infinity]],
    ['c: -infinity <= x <= 3', [-Infinity, { x: 1 }, 3]],
    ['c: >= 3', [3, {}, Infinity]],
    ['c: 0 x >= 3', [3, {}, Infinity]],
    ['c: x\n   + y\n >= 2', [2, { x: 1, y: 1 }, Infinity]],
  ])('reads the row %j', (row, expected) => {
    expect(rowsOf(readModel(rowText(row)))).toEqual({ c: expected });
  });

  it('names rows without a label by their number and keeps given names apart', () => {
    expect(readModel(rowText('x >= 1\n x + y <= 5\n c2: y >= 2\n 3 <= y')).rowNames).toEqual(['c1', 'c2_', 'c2', 'c4']);
  });

  it('takes a number before a label for the end of the row before', () => {
    expect(rowsOf(readModel(rowText('a: x >= 2\n b: y >= 3')))).toEqual({ a: [2, { x: 1 }, Infinity], b: [3, { y: 1 }, Infinity] });
  });

  it.each([
    ['x <= 4', [0, 4, 0]],
    ['x >= -4', [-4, Infinity, 0]],
    ['x = 4', [4, 4, 0]],
    ['x free', [-Infinity, Infinity, 0]],
    ['x FREE', [-Infinity, Infinity, 0]],
    ['2 <= x', [2, Infinity, 0]],
    ['2 >= x', [0, 2, 0]],
    ['-2 <= x <= 3', [-2, 3, 0]],
    ['3 >= x >= -2', [-2, 3, 0]],
    ['-inf <= x <= 3', [-Infinity, 3, 0]],
    ['x >= -1e30', [-Infinity, Infinity, 0]],
    ['x <= -5', [0, -5, 0]],
    ['x >= 1\n x <= 2\n y free', [1, 2, 0]],
  ])('reads the bound %j', (bound, expected) => {
    expect(bounds(readModel(boundText(bound)), 'x')).toEqual(expected);
  });

  it('makes columns that stand in Bounds or General alone', () => {
    const model = readModel('min x\nst\n c: x >= 1\nbounds\n y = 3\ngeneral\n z\nend');
    expect(['x', 'y', 'z'].map((name) => bounds(model, name))).toEqual([[0, Infinity, 0], [3, 3, 0], [0, Infinity, 1]]);
  });

  it.each([
    ['General', [0, Infinity, 1]],
    ['generals', [0, Infinity, 1]],
    ['INTEGER', [0, Infinity, 1]],
    ['int', [0, Infinity, 1]],
    ['Binaries', [0, 1, 1]],
    ['bin', [0, 1, 1]],
  ])('reads the section %s', (section, expected) => {
    expect(bounds(readModel(`min x + y\nst\n c: x + y >= 1\n${section}\n x\nend`), 'x')).toEqual(expected);
  });

  it.each(['st', 'ST', 's.t.', 'st.', 'subject to', 'SUCH THAT'])('takes %s for the start of the rows', (word) => {
    expect(readModel(`maximise\n x\n${word}\n c: x <= 1\nEND`).rowNames).toEqual(['c']);
  });

  it.each(['semi', 'Semi-Continuous', 'SOS', 'lazy constraints'])('passes over an empty section %s', (section) => {
    expect(readModel(`min x\nst\n c: x >= 1\n${section}\nbin\nend`).columnNames).toEqual(['x']);
  });

  it('accepts CRLF, an empty objective, no final line end and names with marks', () => {
    const model = readModel('Minimize\r\n obj:\r\nSubject To\r\n c#1: 2 x(1,2) + 3 _y.z - a[1] >= 2\r\nEnd');
    expect(rowsOf(model)).toEqual({ 'c#1': [2, { 'x(1,2)': 2, '_y.z': 3, 'a[1]': -1 }, Infinity] });
  });

  it('lets a section word be a label or a column inside a line', () => {
    expect(readModel('min\n obj: 3 end\nst\n bounds: x + 2 end >= 1\nEnd').columnNames).toEqual(['end', 'x']);
  });
});

describe('readLp: broken texts', () => {
  it.each([
    [' \n', 'FILE_EMPTY', undefined, 'The model file is empty.'],
    ['hello', 'BAD_FORMAT', 'line 1', 'found hello, expected Minimize or Maximize'],
    ['\\ only a comment', 'BAD_FORMAT', 'line 1', 'found the end of the file, expected Minimize or Maximize'],
    ['st\n x >= 1\nend', 'BAD_FORMAT', 'line 1', 'found st, expected Minimize or Maximize first'],
    ['min\n x\nst\n c: x >= 1\n', 'BAD_FORMAT', 'line 5', 'found the end of the file, expected End'],
    ['min\n x\nbounds\n x <= 1\nend', 'BAD_FORMAT', 'line 3', 'found bounds, expected Subject To first'],
    ['min\n x\nmax\n x\nend', 'BAD_FORMAT', 'line 3', 'found max, expected one objective'],
    ['min\n x y\nst\n c: x >= 1\nend', 'BAD_FORMAT', 'line 2', 'found y, expected +, - or the section Subject To'],
    ['min\n x ^ 2\nst\n c: x >= 1\nend', 'BAD_FORMAT', 'line 2', 'found ^'],
    ['min\n [ x ^ 2 ] / 2\nst\n c: x >= 1\nend', 'NOT_SUPPORTED', 'line 2', 'found ['],
    ['min\n nan x\nst\n c: x >= 1\nend', 'BAD_FORMAT', 'line 2', 'found nan'],
    ['min\n 1e999 x\nst\n c: x >= 1\nend', 'BAD_FORMAT', 'line 2', 'found 1e999, expected a finite number'],
    ['min\n x +\nst\n c: x >= 1\nend', 'BAD_FORMAT', 'line 3', 'found st, expected a number or a column after a sign'],
    [rowText('c: x >='), 'BAD_FORMAT', 'line 5', 'found End, expected a number'],
    [rowText('c: x >= y'), 'BAD_FORMAT', 'line 4', 'found y, expected a number'],
    [rowText('c: x + y'), 'BAD_FORMAT', 'line 5', 'found End, expected one of <= >= ='],
    [rowText('>= 3'), 'BAD_FORMAT', 'line 4', 'found >=, expected a sum of columns'],
    [rowText('c: 3'), 'BAD_FORMAT', 'line 5', 'found End, expected one of <= >= ='],
    [rowText('c: 3 >='), 'BAD_FORMAT', 'line 5', 'found End, expected a sum of columns'],
    [rowText('c: 1 <= x >= 3'), 'BAD_FORMAT', 'line 4', 'expected two <= or two >= around a sum'],
    [rowText('c: x >= inf'), 'BAD_FORMAT', 'line 4', 'expected a limit that some number can reach'],
    [rowText('c: x >= 1\n c: y >= 1'), 'BAD_FORMAT', 'line 5', 'found c, expected a row name that is not in use yet'],
    [boundText('x <= nan'), 'BAD_FORMAT', 'line 6', 'found nan, expected a number'],
    [boundText('x'), 'BAD_FORMAT', 'line 7', 'found End, expected one of <= >= ='],
    [boundText('x = inf'), 'BAD_FORMAT', 'line 6', 'expected a limit that some number can reach'],
    ['min x\nst\n c: x >= 1\ngeneral\n 3\nend', 'BAD_FORMAT', 'line 5', 'found 3, expected a column'],
    ['min x\nst\n c: x >= 1\nsemi-continuous\n x\nend', 'NOT_SUPPORTED', 'line 5', 'found x'],
    ['min x\nst\n c: x >= 1\nSOS\n s1: S1:: x:1\nend', 'NOT_SUPPORTED', 'line 5', 'found s1'],
  ])('says where %j is broken', (text, code, path, message) => {
    const read = readLp(text);
    if (read.ok) throw new Error('the text was read');
    expect([read.fault.code, read.fault.path]).toEqual([code, path]);
    expect(read.fault.message).toContain(message);
  });
});
