import { succeed, type Result } from '../base/fault.ts';
import { checkNames, createFreeName } from './check-names.ts';
import type { LinearModel } from './linear-model.ts';

const NAME_RULE = 'MPS names hold no blanks and do not start with $.';
/** Stands for "no limit"; 1e20 and above is infinite to every reader of the format. */
const NO_LIMIT = '1e30';

const isMpsName = (name: string): boolean => name !== '' && !/\s/.test(name) && !name.startsWith('$') && name.toUpperCase() !== "'MARKER'";

/** How a row stands in the file: its type, right-hand side and, between two limits, the range. */
interface RowForm {
  readonly type: 'E' | 'L' | 'G';
  readonly rhs: number | typeof NO_LIMIT;
  readonly range: number | null;
}

/**
 * The limit nearer to 0 becomes the right-hand side, which stands exactly; the other one is right-hand side ± range
 * and comes back to within one unit in its last place.
 */
function formOfRow(lower: number, upper: number): RowForm {
  if (lower === upper) return { type: 'E', rhs: lower, range: null };
  if (upper === Infinity) return lower === -Infinity ? { type: 'L', rhs: NO_LIMIT, range: null } : { type: 'G', rhs: lower, range: null };
  if (lower === -Infinity) return { type: 'L', rhs: upper, range: null };
  const range = upper - lower;
  return Math.abs(lower) <= Math.abs(upper) ? { type: 'G', rhs: lower, range } : { type: 'L', rhs: upper, range };
}

function formatColumns(model: LinearModel, objectiveName: string): string[] {
  const lines: string[] = [];
  let isIntegerBlock = false;
  const switchBlock = (isInteger: boolean): void => {
    if (isInteger !== isIntegerBlock) lines.push(`    MARKER  'MARKER'  '${isInteger ? 'INTORG' : 'INTEND'}'`);
    isIntegerBlock = isInteger;
  };
  model.columnNames.forEach((name, column) => {
    switchBlock(model.isInteger[column] === 1);
    const cost = model.objective[column]!;
    const start = model.columnStart[column]!;
    const end = model.columnStart[column + 1]!;
    if (cost !== 0 || start === end) lines.push(`    ${name}  ${objectiveName}  ${cost}`);
    for (let entry = start; entry < end; entry++) lines.push(`    ${name}  ${model.rowNames[model.entryRow[entry]!]}  ${model.entryValue[entry]}`);
  });
  switchBlock(false);
  return lines;
}

/** Bound lines of a column; whole-numbered columns always get both, because readers disagree about their default. */
function formatBounds(name: string, lower: number, upper: number, isInteger: boolean): string[] {
  const write = (type: string, value?: number): string => ` ${type} BND  ${name}${value === undefined ? '' : `  ${value}`}`;
  if (lower === upper) return [write('FX', lower)];
  if (lower === -Infinity && upper === Infinity) return [write('FR')];
  const lines: string[] = [];
  if (lower === -Infinity) lines.push(write('MI'));
  else if (lower !== 0 || isInteger || upper < 0) lines.push(write('LO', lower));
  if (upper !== Infinity) lines.push(write('UP', upper));
  else if (isInteger) lines.push(write('PL'));
  return lines;
}

/**
 * Writes a model as free-form MPS with full precision; read back it is the same model, but for the farther limit of a
 * two-sided row, which may move by one unit in its last place. A maximisation carries OBJSENSE MAX. Names with blanks
 * are a fault.
 */
export function writeMps(model: LinearModel): Result<string> {
  const badName = checkNames(model.rowNames, 'row', isMpsName, NAME_RULE) ?? checkNames(model.columnNames, 'column', isMpsName, NAME_RULE);
  if (badName !== null) return { ok: false, fault: badName };
  const objectiveName = createFreeName('OBJ', new Set(model.rowNames));
  const forms = model.rowNames.map((_name, row) => formOfRow(model.rowLower[row]!, model.rowUpper[row]!));
  const rowLines = (header: string, set: string, valueOf: (form: RowForm) => number | string | null): string[] => {
    const lines = model.rowNames.map((name, row) => ({ name, value: valueOf(forms[row]!) })).filter(({ value }) => value !== null && value !== 0);
    return [header, ...lines.map(({ name, value }) => `    ${set}  ${name}  ${value}`)];
  };
  const rhs = rowLines('RHS', 'RHS', ({ rhs: value }) => value);
  if (model.offset !== 0) rhs.push(`    RHS  ${objectiveName}  ${-model.offset}`);
  const ranges = rowLines('RANGES', 'RNG', ({ range }) => range);
  const bounds = model.columnNames.flatMap((name, column) => formatBounds(name, model.lower[column]!, model.upper[column]!, model.isInteger[column] === 1));
  const lines = [
    `NAME  ${model.name.replaceAll(/[\r\n]+/g, ' ').trim()}`.trimEnd(),
    ...(model.sense === 'max' ? ['OBJSENSE', '    MAX'] : []),
    'ROWS',
    ` N  ${objectiveName}`,
    ...model.rowNames.map((name, row) => ` ${forms[row]!.type}  ${name}`),
    'COLUMNS',
    ...formatColumns(model, objectiveName),
    ...rhs,
    ...(ranges.length > 1 ? ranges : []),
    ...(bounds.length > 0 ? ['BOUNDS', ...bounds] : []),
    'ENDATA',
  ];
  return succeed(`${lines.join('\n')}\n`);
}
