import { createLineFault, type LineFault } from './line-fault.ts';
import { ignoredRow, objectiveRow, type MpsDraft } from './mps-draft.ts';
import { parseModelBound, parseModelNumber } from './model-number.ts';

/** Reads one data line of a section into the draft. */
export type ReadDataLine = (draft: MpsDraft, fields: readonly string[], line: number) => LineFault | null;

/** OBJSENSE: one word. */
export const readSenseLine: ReadDataLine = (draft, fields, line) => {
  const word = fields[0]?.toUpperCase() ?? '';
  if (!/^(MAX|MIN)(IMI[SZ]E|IMUM)?$/.test(word)) return createLineFault(line, fields.join(' '), 'MIN or MAX');
  draft.sense = word.startsWith('MAX') ? 'max' : 'min';
  return null;
};

/** OBJNAME: the row that is the objective. */
export const readObjectiveNameLine: ReadDataLine = (draft, fields) => {
  draft.objectiveName = fields.join(' ');
  return null;
};

/** ROWS: type and name. The first N row (or the one OBJNAME names) is the objective, further N rows say nothing. */
export const readRowLine: ReadDataLine = (draft, fields, line) => {
  const [typeText, name] = fields;
  const type = typeText?.toUpperCase();
  if (type !== 'N' && type !== 'E' && type !== 'L' && type !== 'G') return createLineFault(line, typeText ?? '', 'a row type N, E, L or G');
  if (name === undefined || fields.length > 2) return createLineFault(line, fields.join(' '), 'a row type and one name');
  if (draft.rowIndex.has(name)) return createLineFault(line, name, 'a row name that is not in use yet');
  if (type === 'N') {
    draft.objectiveName ??= name;
    draft.rowIndex.set(name, draft.objectiveName === name ? objectiveRow : ignoredRow);
    return null;
  }
  draft.rowIndex.set(name, draft.rowNames.length);
  draft.rowNames.push(name);
  draft.rowTypes.push(type);
  draft.rowRhs.push(null);
  draft.rowRange.push(null);
  draft.lastColumnOfRow.push(-1);
  return null;
};

function readMarker(draft: MpsDraft, fields: readonly string[], line: number): LineFault | null {
  const kind = fields[2]?.replaceAll("'", '').toUpperCase();
  if (kind !== 'INTORG' && kind !== 'INTEND') return createLineFault(line, fields.slice(2).join(' '), "'INTORG' or 'INTEND'");
  if (draft.isIntegerBlock === (kind === 'INTORG')) return createLineFault(line, kind, draft.isIntegerBlock ? "'INTEND'" : "'INTORG'");
  draft.isIntegerBlock = kind === 'INTORG';
  return null;
}

/** Number of the column a COLUMNS line continues or starts; a fault where the column was left before. */
function findOrAddColumn(draft: MpsDraft, name: string, line: number): LineFault | number {
  const last = draft.columns.length - 1;
  if (draft.columns[last]?.name === name) return last;
  if (draft.columnIndex.has(name)) return createLineFault(line, name, 'a new column; this one has ended on an earlier line');
  const upper = draft.isIntegerBlock ? 1 : Infinity;
  draft.columnIndex.set(name, last + 1);
  draft.columns.push({ name, cost: 0, hasCost: false, lower: 0, upper, isInteger: draft.isIntegerBlock, hasLower: false, hasBound: false });
  return last + 1;
}

/** COLUMNS: a column and its coefficients in one or two rows, or a MARKER that starts or ends whole-numbered columns. */
export const readColumnLine: ReadDataLine = (draft, fields, line) => {
  if (fields[1]?.toUpperCase() === "'MARKER'") return readMarker(draft, fields, line);
  if (fields.length < 3 || fields.length % 2 === 0) return createLineFault(line, fields.join(' '), 'a column, then pairs of a row and a number');
  const index = findOrAddColumn(draft, fields[0]!, line);
  if (typeof index !== 'number') return index;
  const column = draft.columns[index]!;
  for (let field = 1; field < fields.length; field += 2) {
    const rowName = fields[field]!;
    const row = draft.rowIndex.get(rowName);
    const value = parseModelNumber(fields[field + 1]!);
    if (row === undefined) return createLineFault(line, rowName, 'a row of the ROWS section', { code: 'UNKNOWN_REFERENCE' });
    if (value === null) return createLineFault(line, fields[field + 1]!, 'a number');
    const isRepeated = row === objectiveRow ? column.hasCost : row !== ignoredRow && draft.lastColumnOfRow[row] === index;
    if (isRepeated) return createLineFault(line, `a second coefficient of ${column.name} in ${rowName}`, 'one coefficient a cell');
    if (row === objectiveRow) {
      column.cost = value;
      column.hasCost = true;
    } else if (row !== ignoredRow) {
      draft.lastColumnOfRow[row] = index;
      draft.entries.row.push(row);
      draft.entries.column.push(index);
      draft.entries.value.push(value);
    }
  }
  return null;
};

/** Reads `[set] row value [row value]`; only the vector named first counts. */
function readVectorLine(setKey: 'rhsSet' | 'rangeSet', store: (draft: MpsDraft, row: number, value: number) => string | null): ReadDataLine {
  return (draft, fields, line) => {
    const hasSet = fields.length % 2 === 1;
    if (fields.length < 2) return createLineFault(line, fields.join(' '), 'a set name, then pairs of a row and a number');
    const set = hasSet ? fields[0]! : '';
    draft[setKey] ??= set;
    for (let field = hasSet ? 1 : 0; field < fields.length; field += 2) {
      const rowName = fields[field]!;
      const row = draft.rowIndex.get(rowName);
      const value = parseModelBound(fields[field + 1]!);
      if (row === undefined) return createLineFault(line, rowName, 'a row of the ROWS section', { code: 'UNKNOWN_REFERENCE' });
      if (value === null) return createLineFault(line, fields[field + 1]!, 'a number');
      if (draft[setKey] !== set || row === ignoredRow) continue;
      const expected = store(draft, row, value);
      if (expected !== null) return createLineFault(line, `${rowName} ${fields[field + 1]!}`, expected);
    }
    return null;
  };
}

/** RHS: right-hand sides; on the objective row the negative of the objective constant. */
export const readRhsLine = readVectorLine('rhsSet', (draft, row, value) => {
  if (row === objectiveRow) {
    if (draft.hasOffset) return 'one right-hand side a row';
    if (!Number.isFinite(value)) return 'a finite objective constant';
    draft.offset = -value;
    draft.hasOffset = true;
    return null;
  }
  if (draft.rowRhs[row] !== null) return 'one right-hand side a row';
  const isImpossible = !Number.isFinite(value) && value !== { L: Infinity, G: -Infinity, E: NaN }[draft.rowTypes[row]!];
  if (isImpossible) return 'a right-hand side the row can reach';
  draft.rowRhs[row] = value;
  return null;
});

/** RANGES: the distance between the two limits of a row. */
export const readRangeLine = readVectorLine('rangeSet', (draft, row, value) => {
  if (row === objectiveRow) return 'a row of type E, L or G; the objective has no range';
  if (draft.rowRange[row] !== null) return 'one range a row';
  draft.rowRange[row] = value;
  return null;
});
