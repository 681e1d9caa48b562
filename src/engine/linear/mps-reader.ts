import { fail, succeed, type Result } from '../base/fault.ts';
import { createLineFault, createUnsupportedFault, type LineFault } from './line-fault.ts';
import type { LinearModel } from './linear-model.ts';
import { createModelBuilder } from './model-builder.ts';
import { readBoundLine } from './mps-bounds.ts';
import { createMpsDraft, objectiveRow, type MpsDraft } from './mps-draft.ts';
import { readMpsLines, splitMpsFields, type MpsForm, type MpsLine } from './mps-lines.ts';
import { readColumnLine, readObjectiveNameLine, readRangeLine, readRhsLine, readRowLine, readSenseLine, type ReadDataLine } from './mps-sections.ts';

const sectionReaders: Readonly<Record<string, ReadDataLine>> = {
  OBJSENSE: readSenseLine,
  OBJNAME: readObjectiveNameLine,
  ROWS: readRowLine,
  COLUMNS: readColumnLine,
  RHS: readRhsLine,
  RANGES: readRangeLine,
  BOUNDS: readBoundLine,
};

/** Sections that must have come before; the others may stand in any order. */
const requiredBefore: Readonly<Record<string, string>> = { COLUMNS: 'ROWS', RHS: 'COLUMNS', RANGES: 'COLUMNS', BOUNDS: 'COLUMNS', ENDATA: 'COLUMNS' };

const unsupportedSections: Readonly<Record<string, string>> = {
  SOS: 'A special ordered set',
  SOS1: 'A special ordered set',
  SOS2: 'A special ordered set',
  SETS: 'A special ordered set',
  QUADOBJ: 'A quadratic objective',
  QMATRIX: 'A quadratic objective',
  QSECTION: 'A quadratic objective',
  QCMATRIX: 'A quadratic row',
  CSECTION: 'A cone',
  INDICATORS: 'An indicator row',
  LAZYCONS: 'A lazy row',
  USERCUTS: 'A user cut',
};

interface Header {
  readonly keyword: string;
  readonly rest: readonly string[];
}

/** The section a line opens, or null for a data line (free files do not always indent those). */
function readHeader(line: MpsLine, section: string | null): Header | null {
  if (line.isIndented) return null;
  const [first = '', ...rest] = line.text.split(/\s+/);
  const keyword = first.toUpperCase();
  if (keyword === 'NAME' || (rest.length === 0 && (Object.hasOwn(sectionReaders, keyword) || keyword === 'ENDATA'))) return { keyword, rest };
  if (rest.length === 1 && (keyword === 'OBJSENSE' || keyword === 'OBJNAME')) return { keyword, rest };
  if (Object.hasOwn(unsupportedSections, keyword)) return { keyword, rest };
  return section === null ? { keyword: first, rest } : null;
}

function openSection(draft: MpsDraft, header: Header, opened: Set<string>, line: MpsLine): LineFault | null {
  const { keyword, rest } = header;
  if (Object.hasOwn(unsupportedSections, keyword)) return createUnsupportedFault(line.number, keyword, unsupportedSections[keyword]!);
  const isKnown = keyword === 'NAME' || keyword === 'ENDATA' || Object.hasOwn(sectionReaders, keyword);
  if (!isKnown) return createLineFault(line.number, line.text, 'a section: NAME, ROWS, COLUMNS, RHS, RANGES, BOUNDS or ENDATA');
  const required = requiredBefore[keyword];
  if (required !== undefined && !opened.has(required)) return createLineFault(line.number, keyword, `the ${required} section first`);
  if (opened.has(keyword)) return createLineFault(line.number, `a second ${keyword} section`, 'each section once');
  if (keyword === 'ENDATA' && draft.isIntegerBlock) return createLineFault(line.number, keyword, "'INTEND' for the last 'INTORG'");
  opened.add(keyword);
  if (keyword === 'NAME') draft.name = line.text.slice(4).trim();
  return rest.length > 0 && keyword !== 'NAME' ? (sectionReaders[keyword]?.(draft, rest, line.number) ?? null) : null;
}

/** OBJNAME has to name a row, and to stand before that row is read. */
function checkObjective(draft: MpsDraft, line: number): LineFault | null {
  if (draft.objectiveName === null || draft.rowIndex.get(draft.objectiveName) === objectiveRow) return null;
  return createLineFault(line, `objective ${draft.objectiveName}`, 'OBJNAME before ROWS and an N row of that name', { code: 'UNKNOWN_REFERENCE' });
}

function readDraft(text: string, form: MpsForm): MpsDraft | LineFault {
  const draft = createMpsDraft();
  const opened = new Set<string>();
  let section: string | null = null;
  let lastLine = 0;
  for (const line of readMpsLines(text)) {
    lastLine = line.number;
    const header = readHeader(line, section);
    if (header !== null) {
      const problem = openSection(draft, header, opened, line);
      if (problem !== null) return problem;
      if (header.keyword === 'ENDATA') return checkObjective(draft, line.number) ?? draft;
      section = header.keyword === 'NAME' || header.rest.length > 0 ? null : header.keyword;
      continue;
    }
    const fields = splitMpsFields(line.text, form);
    if (fields === null) return createLineFault(line.number, line.text.trim(), 'fields in the card columns 2, 5, 15, 25, 40 and 50');
    if (fields.length === 0) continue;
    const readLine: ReadDataLine | undefined = section === null ? undefined : sectionReaders[section];
    if (readLine === undefined) return createLineFault(line.number, line.text.trim(), 'a section: ROWS, COLUMNS, RHS, RANGES, BOUNDS or ENDATA');
    const problem = readLine(draft, fields, line.number);
    if (problem !== null) return problem;
  }
  return createLineFault(lastLine + 1, 'the end of the file', 'ENDATA', { hint: 'The file looks cut off. Fetch it again, or add a last line ENDATA.' });
}

/** Lower and upper limit of a row from its type, right-hand side and range. */
function rowLimits(type: 'E' | 'L' | 'G', rhs: number, range: number | null): [number, number] {
  if (!Number.isFinite(rhs)) return [-Infinity, Infinity];
  const width = Math.abs(range ?? Infinity);
  if (type === 'L') return [range === null ? -Infinity : rhs - width, rhs];
  if (type === 'G') return [rhs, range === null ? Infinity : rhs + width];
  if (range === null) return [rhs, rhs];
  return range < 0 ? [rhs - width, rhs] : [rhs, rhs + width];
}

function buildModel(draft: MpsDraft): LinearModel {
  const builder = createModelBuilder({ name: draft.name, sense: draft.sense });
  builder.addOffset(draft.offset);
  draft.rowNames.forEach((name, row) => {
    const [lower, upper] = rowLimits(draft.rowTypes[row]!, draft.rowRhs[row] ?? 0, draft.rowRange[row] ?? null);
    builder.addRow({ name, lower, upper });
  });
  for (const { name, lower, upper, cost, isInteger } of draft.columns) builder.addColumn({ name, lower, upper, cost, isInteger });
  draft.entries.value.forEach((value, entry) => builder.addEntry(draft.entries.row[entry]!, draft.entries.column[entry]!, value));
  return builder.build();
}

const isFault = (read: MpsDraft | LineFault): read is LineFault => 'fault' in read;

/**
 * Reads an MPS model, free or fixed form (found out by reading: free first, then the card columns, which allow blanks
 * in names). Known: NAME, OBJSENSE, OBJNAME, ROWS, COLUMNS with integer MARKERs, RHS (on the objective row: minus the
 * constant), RANGES, BOUNDS of types UP LO FX FR MI PL BV LI UI, ENDATA, `*` and `$` comments. Where several RHS,
 * RANGES or BOUNDS vectors stand in the file the first one counts. Faults name the line, the value found and what was
 * expected. Linear in the length of the text.
 */
export function readMps(text: string): Result<LinearModel> {
  if (text.trim() === '') return fail('FILE_EMPTY', 'The model file is empty.', { hint: 'Choose an MPS file with ROWS and COLUMNS.' });
  const free = readDraft(text, 'free');
  if (!isFault(free)) return succeed(buildModel(free));
  const fixed = readDraft(text, 'fixed');
  if (!isFault(fixed)) return succeed(buildModel(fixed));
  return { ok: false, fault: (fixed.line > free.line ? fixed : free).fault };
}
