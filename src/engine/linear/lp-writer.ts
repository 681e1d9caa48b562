import { succeed, type Result } from '../base/fault.ts';
import { checkNames, createFreeName } from './check-names.ts';
import type { LinearModel } from './linear-model.ts';
import { isReservedLpWord } from './lp-keywords.ts';

const NAME_RULE = 'LP names are at most 255 letters, digits and ._!"#$%&(),;?@{}~\' long, start with no digit, point or e1-like number, and are no section word.';
const PLAIN_NAME = /^[A-Za-z!"#$%&(),;?@_'{}~][\w.!"#$%&(),;?@'{}~]{0,254}$/;
const LINE_WIDTH = 100;

const isLpName = (name: string): boolean => PLAIN_NAME.test(name) && !/^[eE](\d|$)/.test(name) && !isReservedLpWord(name);

/** Terms of one row or the objective, wrapped. */
function formatTerms(head: string, terms: readonly string[], tail: string): string[] {
  const lines: string[] = [];
  let line = head;
  for (const piece of tail === '' ? terms : [...terms, tail]) {
    if (line.length + piece.length > LINE_WIDTH && line !== head) {
      lines.push(line);
      line = '  ';
    }
    line += ` ${piece}`;
  }
  return [...lines, line];
}

const formatTerm = (value: number, name: string): string => `${value < 0 ? '-' : '+'} ${Math.abs(value)} ${name}`;

const formatLimit = (limit: number): string => (Number.isFinite(limit) ? String(limit) : `${limit < 0 ? '-' : '+'}inf`);

/** Terms of every row, gathered from the columns. */
function collectRowTerms(model: LinearModel): string[][] {
  const terms: string[][] = model.rowNames.map(() => []);
  model.columnNames.forEach((name, column) => {
    for (let entry = model.columnStart[column]!; entry < model.columnStart[column + 1]!; entry++) {
      terms[model.entryRow[entry]!]!.push(formatTerm(model.entryValue[entry]!, name));
    }
  });
  return terms;
}

function formatRow(name: string, terms: readonly string[], lower: number, upper: number): string[] {
  if (lower === upper) return formatTerms(` ${name}:`, terms, `= ${lower}`);
  if (lower === -Infinity) return formatTerms(` ${name}:`, terms, `<= ${formatLimit(upper)}`);
  if (upper === Infinity) return formatTerms(` ${name}:`, terms, `>= ${lower}`);
  return formatTerms(` ${name}: ${lower} <=`, terms, `<= ${upper}`);
}

/** Bound line of a column, or null where it has the format's default of 0…∞ or stands in the Binary section. */
function formatBound(name: string, lower: number, upper: number, isBinary: boolean): string | null {
  if (isBinary || (lower === 0 && upper === Infinity)) return null;
  if (lower === upper) return ` ${name} = ${lower}`;
  if (lower === -Infinity && upper === Infinity) return ` ${name} free`;
  return upper === Infinity ? ` ${name} >= ${lower}` : ` ${formatLimit(lower)} <= ${name} <= ${upper}`;
}

/**
 * Writes a model in CPLEX-LP format with full precision; read back it is the same model. Every column stands in the
 * objective, with 0 where it costs nothing, which keeps the order of columns. A two-sided row is one row
 * `2 <= sum <= 5`; HiGHS's own LP reader takes such a row for two others, MPS is the way to hand a model to it. Names
 * the format can not carry are a fault.
 */
export function writeLp(model: LinearModel): Result<string> {
  const badName = checkNames(model.rowNames, 'row', isLpName, NAME_RULE) ?? checkNames(model.columnNames, 'column', isLpName, NAME_RULE);
  if (badName !== null) return { ok: false, fault: badName };
  const constant = model.offset === 0 ? '' : `${model.offset < 0 ? '-' : '+'} ${Math.abs(model.offset)}`;
  const objective = model.columnNames.map((name, column) => formatTerm(model.objective[column]!, name));
  const [firstColumn] = model.columnNames;
  const rowTerms = collectRowTerms(model);
  const rows = model.rowNames.flatMap((name, row) => {
    const terms = rowTerms[row]!;
    const [lower, upper] = [model.rowLower[row]!, model.rowUpper[row]!];
    if (firstColumn === undefined) return [` ${name}: ${formatLimit(lower)} <= 0 <= ${formatLimit(upper)}`];
    return formatRow(name, terms.length > 0 ? terms : [formatTerm(0, firstColumn)], lower, upper);
  });
  const isBinary = (column: number): boolean => model.isInteger[column] === 1 && model.lower[column] === 0 && model.upper[column] === 1;
  const binaries = model.columnNames.filter((_name, column) => isBinary(column));
  const generals = model.columnNames.filter((_name, column) => model.isInteger[column] === 1 && !isBinary(column));
  const bounds = model.columnNames.map((name, column) => formatBound(name, model.lower[column]!, model.upper[column]!, isBinary(column)));
  const section = (header: string, lines: readonly string[]): string[] => (lines.length > 0 ? [header, ...lines] : []);
  const lines = [
    ...(model.name === '' ? [] : [`\\Problem name: ${model.name.replaceAll(/[\r\n]+/g, ' ').trim()}`]),
    model.sense === 'max' ? 'Maximize' : 'Minimize',
    ...formatTerms(` ${createFreeName('obj', new Set(model.rowNames))}:`, objective, constant),
    'Subject To',
    ...rows,
    ...section('Bounds', bounds.filter((line) => line !== null)),
    ...section('Binary', binaries.length > 0 ? formatTerms('', binaries, '') : []),
    ...section('General', generals.length > 0 ? formatTerms('', generals, '') : []),
    'End',
  ];
  return succeed(`${lines.join('\n')}\n`);
}
