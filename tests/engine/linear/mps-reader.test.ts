import { describe, expect, it } from 'vitest';
import type { LinearModel } from '../../../src/engine/linear/linear-model.ts';
import { readMps } from '../../../src/engine/linear/mps-reader.ts';

function readModel(text: string): LinearModel {
  const read = readMps(text);
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

function readFault(text: string): { code: string; message: string; path?: string | undefined } {
  const read = readMps(text);
  if (read.ok) throw new Error('the text was read');
  return read.fault;
}

const bounds = (model: LinearModel, name: string): [number, number, number] => {
  const column = model.columnNames.indexOf(name);
  return [model.lower[column]!, model.upper[column]!, model.isInteger[column]!];
};

const limits = (model: LinearModel, name: string): [number, number] => {
  const row = model.rowNames.indexOf(name);
  return [model.rowLower[row]!, model.rowUpper[row]!];
};

const twoRows = ['NAME  two', 'ROWS', ' N  COST', ' G  R1', ' L  R2', ' E  R3', 'COLUMNS', '    X  COST  1  R1  2', '    X  R2  3', '    Y  R3  4'];
const withSections = (...lines: string[]): string => [...twoRows, ...lines, 'ENDATA'].join('\n');

describe('readMps: what it understands', () => {
  it('reads free form with one or two entries a line', () => {
    const model = readModel(withSections('RHS', '    RHS  R1  5  R2  7', '    RHS  R3  9'));
    expect([model.name, model.sense, model.rowNames, model.columnNames]).toEqual(['two', 'min', ['R1', 'R2', 'R3'], ['X', 'Y']]);
    expect([limits(model, 'R1'), limits(model, 'R2'), limits(model, 'R3')]).toEqual([[5, Infinity], [-Infinity, 7], [9, 9]]);
    expect(Array.from(model.entryValue)).toEqual([2, 3, 4]);
    expect(Array.from(model.objective)).toEqual([1, 0]);
  });

  it('reads fixed form with blanks in names', () => {
    const text = [
      'NAME          TOURS OF MAY',
      'ROWS',
      ' N  COST',
      ' L  CAP NORD',
      ' G  MIN SUED',
      'COLUMNS',
      '    VISIT 1   COST               1.5   CAP NORD           2.0',
      '    VISIT 1   MIN SUED           1.0',
      '    VISIT 2   CAP NORD          -3.0',
      'RHS',
      '    RHS 1     CAP NORD          10.0   MIN SUED           0.5',
      'BOUNDS',
      ' UP BND 1     VISIT 1            4.0',
      ' FR BND 1     VISIT 2',
      'ENDATA',
    ].join('\n');
    const model = readModel(text);
    expect([model.rowNames, model.columnNames]).toEqual([['CAP NORD', 'MIN SUED'], ['VISIT 1', 'VISIT 2']]);
    expect([limits(model, 'CAP NORD'), limits(model, 'MIN SUED')]).toEqual([[-Infinity, 10], [0.5, Infinity]]);
    expect([bounds(model, 'VISIT 1'), bounds(model, 'VISIT 2')]).toEqual([[0, 4, 0], [-Infinity, Infinity, 0]]);
    expect(Array.from(model.entryValue)).toEqual([2, 1, -3]);
  });

  it('accepts CRLF, no final line end, a byte order mark, comments, blank lines and Fortran exponents', () => {
    const text = `\uFEFF* a comment\r\n${withSections('RHS', '', '    RHS  R1  1.5D1  $ the rest is a comment', '* another').replaceAll('\n', '\r\n')}`;
    expect(text.endsWith('ENDATA')).toBe(true);
    expect(limits(readModel(text), 'R1')).toEqual([15, Infinity]);
  });

  it('accepts a missing set name, and data lines that are not indented', () => {
    const text = withSections('RHS', 'R1 5', 'BOUNDS', 'UP X 4', 'MI Y', 'RANGES', 'R2 2');
    const model = readModel(text.replaceAll(/^ +/gm, ''));
    expect([limits(model, 'R1'), limits(model, 'R2'), bounds(model, 'X'), bounds(model, 'Y')]).toEqual([[5, Infinity], [-2, 0], [0, 4, 0], [-Infinity, Infinity, 0]]);
  });

  it('uses the first RHS, RANGES and BOUNDS vector and ignores the others', () => {
    const model = readModel(withSections('RHS', '    A  R1  5', '    B  R1  6', 'BOUNDS', ' UP A X 4', ' UP B X 5'));
    expect([limits(model, 'R1'), bounds(model, 'X')]).toEqual([[5, Infinity], [0, 4, 0]]);
  });

  it.each([
    ['OBJSENSE\n    MAX\n', 'max'],
    ['OBJSENSE\nMAXIMIZE\n', 'max'],
    ['OBJSENSE MAX\n', 'max'],
    ['OBJSENSE\n    MINIMIZE\n', 'min'],
    ['', 'min'],
  ])('reads the sense from %j', (section, sense) => {
    expect(readModel(`${section}${withSections()}`).sense).toBe(sense);
  });

  it('takes the objective from OBJNAME, and says nothing of other N rows', () => {
    const text = 'OBJNAME\n    SECOND\nROWS\n N FIRST\n N SECOND\n L R\nCOLUMNS\n X FIRST 1 SECOND 2\n X R 3\nRHS\n RHS FIRST 4 SECOND -5\nENDATA';
    const model = readModel(text);
    expect([Array.from(model.objective), model.offset, model.rowNames]).toEqual([[2], 5, ['R']]);
  });

  it('reads the constant of the objective from its right-hand side, with the sign turned', () => {
    expect(readModel(withSections('RHS', '    RHS  COST  -12.5')).offset).toBe(12.5);
  });

  it.each([
    ['G row', 'R1', 4, [5, 9]],
    ['L row', 'R2', 4, [3, 7]],
    ['L row, negative range', 'R2', -4, [3, 7]],
    ['E row, positive range', 'R3', 4, [9, 13]],
    ['E row, negative range', 'R3', -4, [5, 9]],
  ])('applies a range to a %s', (_what, row, range, expected) => {
    const text = withSections('RANGES', `    RNG  ${row}  ${range}`, 'RHS', '    RHS  R1  5  R2  7', '    RHS  R3  9');
    expect(limits(readModel(text), row)).toEqual(expected);
  });

  it.each([
    [[' UP B X 4'], [0, 4, 0]],
    [[' UP B X -4'], [-Infinity, -4, 0]],
    [[' LO B X -9', ' UP B X -4'], [-9, -4, 0]],
    [[' UP B X -4', ' LO B X -9'], [-9, -4, 0]],
    [[' LO B X 0', ' UP B X -4'], [0, -4, 0]],
    [[' UP B X 0'], [0, 0, 0]],
    [[' LO B X 2'], [2, Infinity, 0]],
    [[' FX B X 3'], [3, 3, 0]],
    [[' FR B X'], [-Infinity, Infinity, 0]],
    [[' MI B X'], [-Infinity, Infinity, 0]],
    [[' MI B X', ' UP B X 5'], [-Infinity, 5, 0]],
    [[' UP B X 5', ' PL B X'], [0, Infinity, 0]],
    [[' BV B X'], [0, 1, 1]],
    [[' LI B X 2'], [2, Infinity, 1]],
    [[' UI B X 7'], [0, 7, 1]],
    [[' UP B X 1e30'], [0, Infinity, 0]],
    [[' LO B X -1e20'], [-Infinity, Infinity, 0]],
    [[' LO B X -Inf', ' UP B X Infinity'], [-Infinity, Infinity, 0]],
    [[' FR B X 0'], [-Infinity, Infinity, 0]],
  ])('reads bounds %j', (lines, expected) => {
    expect(bounds(readModel(withSections('BOUNDS', ...lines)), 'X')).toEqual(expected);
  });

  it.each([
    [[], [0, 1, 1]],
    [[' PL B Z'], [0, Infinity, 1]],
    [[' LO B Z 2'], [2, Infinity, 1]],
    [[' UP B Z 9'], [0, 9, 1]],
    [[' UP B Z -9'], [-Infinity, -9, 1]],
    [[' MI B Z'], [-Infinity, Infinity, 1]],
  ])('gives a whole-numbered column of a MARKER block with bounds %j its range', (lines, expected) => {
    const text = withSections("    M1  'MARKER'  'INTORG'", '    Z  R1  1', "    M2  'MARKER'  'INTEND'", '    W  R1  1', 'BOUNDS', ...lines);
    expect(bounds(readModel(text), 'Z')).toEqual(expected);
    expect(bounds(readModel(text), 'W')).toEqual([0, Infinity, 0]);
  });

  it('keeps a row that an infinite right-hand side leaves without limit', () => {
    expect(limits(readModel(withSections('RHS', '    RHS  R2  1e30')), 'R2')).toEqual([-Infinity, Infinity]);
  });
});

describe('readMps: broken texts', () => {
  it.each([
    ['', 'FILE_EMPTY', undefined, 'The model file is empty.'],
    ['HELLO WORLD\n', 'BAD_FORMAT', 'line 1', 'found HELLO WORLD, expected a section: NAME'],
    ['constructor\n', 'BAD_FORMAT', 'line 1', 'found constructor, expected a section: NAME'],
    [withSections('BOUNDS', ' toString B X 1'), 'BAD_FORMAT', 'line 12', 'found toString, expected a bound type'],
    ['NAME x\nCOLUMNS\n', 'BAD_FORMAT', 'line 2', 'found COLUMNS, expected the ROWS section first'],
    [twoRows.join('\n'), 'BAD_FORMAT', 'line 11', 'found the end of the file, expected ENDATA'],
    [withSections('ROWS'), 'BAD_FORMAT', 'line 11', 'found a second ROWS section'],
    ['ROWS\n Q  R\n', 'BAD_FORMAT', 'line 2', 'found Q, expected a row type N, E, L or G'],
    ['ROWS\n L  R\n G  R\n', 'BAD_FORMAT', 'line 3', 'found R, expected a row name that is not in use yet'],
    [withSections('    X  R3  1', '    Y  R1  1'), 'BAD_FORMAT', 'line 11', 'found X, expected a new column'],
    [withSections('    Y  R9  1'), 'UNKNOWN_REFERENCE', 'line 11', 'found R9, expected a row of the ROWS section'],
    [withSections('    Y  R1  1,5'), 'BAD_FORMAT', 'line 11', 'found 1,5, expected a number'],
    [withSections('    Y  R1  inf'), 'BAD_FORMAT', 'line 11', 'found inf, expected a number'],
    [withSections('    Y  R1  nan'), 'BAD_FORMAT', 'line 11', 'found nan, expected a number'],
    [withSections('    Y  R1'), 'BAD_FORMAT', 'line 11', 'expected a column, then pairs of a row and a number'],
    [withSections('    Y  R3  5'), 'BAD_FORMAT', 'line 11', 'found a second coefficient of Y in R3'],
    [withSections("    M  'MARKER'  'INTEND'"), 'BAD_FORMAT', 'line 11', "expected 'INTORG'"],
    [withSections("    M  'MARKER'  'INTORG'"), 'BAD_FORMAT', 'line 12', "expected 'INTEND' for the last 'INTORG'"],
    [withSections('RHS', '    RHS  R1  1', '    RHS  R1  2'), 'BAD_FORMAT', 'line 13', 'found R1 2, expected one right-hand side a row'],
    [withSections('RHS', '    RHS  R7  1'), 'UNKNOWN_REFERENCE', 'line 12', 'found R7, expected a row'],
    [withSections('RHS', '    RHS  R3  1e30'), 'BAD_FORMAT', 'line 12', 'expected a right-hand side the row can reach'],
    [withSections('RANGES', '    RNG  COST  1'), 'BAD_FORMAT', 'line 12', 'the objective has no range'],
    [withSections('BOUNDS', ' XX B X 1'), 'BAD_FORMAT', 'line 12', 'found XX, expected a bound type'],
    [withSections('BOUNDS', ' UP B Q 1'), 'UNKNOWN_REFERENCE', 'line 12', 'found Q, expected a column of the COLUMNS section'],
    [withSections('BOUNDS', ' UP B X two'), 'BAD_FORMAT', 'line 12', 'found two, expected a number'],
    [withSections('BOUNDS', ' LI B X 1.5'), 'BAD_FORMAT', 'line 12', 'found 1.5, expected a whole number'],
    [withSections('BOUNDS', ' LO B X inf'), 'BAD_FORMAT', 'line 12', 'found inf, expected a number or -inf'],
    [withSections('BOUNDS', ' SC B X 4'), 'NOT_SUPPORTED', 'line 12', 'found SC'],
    [withSections('QUADOBJ', '    X X 1'), 'NOT_SUPPORTED', 'line 11', 'found QUADOBJ'],
    [withSections('SOS2'), 'NOT_SUPPORTED', 'line 11', 'found SOS2'],
    [`OBJSENSE\n    UPWARD\n${withSections()}`, 'BAD_FORMAT', 'line 2', 'found UPWARD, expected MIN or MAX'],
    [`OBJNAME\n    PROFIT\n${withSections()}`, 'UNKNOWN_REFERENCE', 'line 13', 'found objective PROFIT'],
  ])('says where %j is broken', (text, code, path, message) => {
    const fault = readFault(text);
    expect([fault.code, fault.path]).toEqual([code, path]);
    expect(fault.message).toContain(message);
  });

  it('shortens long values and shows control characters', () => {
    expect(readFault(`${'x'.repeat(90)}\u0007`).message).toBe(`Line 1: found ${'x'.repeat(39)}…, expected a section: NAME, ROWS, COLUMNS, RHS, RANGES, BOUNDS or ENDATA.`);
    expect(readFault('a\u0007b').message).toContain('found a\\u0007b,');
  });
});
