import { createLineFault, type LineFault } from './line-fault.ts';
import { limitsOf, takeComparison, turnAround, type Comparison, type Limits } from './lp-comparison.ts';
import { addLpRow, type LpDraft } from './lp-draft.ts';
import { isLineFault, takeConstant, takeExpression, takeLabel } from './lp-expression.ts';
import { isLpValueWord, isAtSectionEnd } from './lp-keywords.ts';
import type { LpScanner } from './lp-scanner.ts';

/** A comparison with the limits it sets on the sum beside it. */
interface Side {
  readonly comparison: Comparison;
  readonly limits: Limits;
}

/** `constant comparison` in front of a sum; null where the row starts with its sum. */
function takeLeftSide(scanner: LpScanner): Side | LineFault | null {
  const distance = scanner.peek().kind === 'sign' ? 1 : 0;
  const token = scanner.peek(distance);
  const isConstant = token.kind === 'number' || (token.kind === 'name' && isLpValueWord(token.text));
  if (!isConstant || scanner.peek(distance + 1).kind !== 'compare') return null;
  const constant = takeConstant(scanner);
  if (isLineFault(constant)) return constant;
  const comparison = takeComparison(scanner);
  if (isLineFault(comparison)) return comparison;
  const limits = limitsOf(turnAround(comparison), constant, token.line);
  return isLineFault(limits) ? limits : { comparison, limits };
}

/** `comparison constant` behind a sum; null where a row with a left side ends with its sum. */
function takeRightSide(scanner: LpScanner, left: Side | null): Side | LineFault | null {
  const { line, kind } = scanner.peek();
  if (left !== null && kind !== 'compare') return null;
  const comparison = takeComparison(scanner);
  if (isLineFault(comparison)) return comparison;
  if (left !== null && (comparison !== left.comparison || comparison === '=')) {
    return createLineFault(line, `${left.comparison} … ${comparison}`, 'two <= or two >= around a sum');
  }
  const constant = takeConstant(scanner);
  if (isLineFault(constant)) return constant;
  const limits = limitsOf(comparison, constant, line);
  return isLineFault(limits) ? limits : { comparison, limits };
}

/**
 * `sum comparison constant`, `constant comparison sum` or `constant <= sum <= constant`, with or without a label. Only
 * `label: comparison constant` may leave its sum out: that is how some programs write a row without entries.
 */
function readRow(draft: LpDraft, scanner: LpScanner): LineFault | null {
  const { line } = scanner.peek();
  const label = takeLabel(scanner);
  if (label !== null && draft.rowNames.has(label)) return createLineFault(line, label, 'a row name that is not in use yet');
  const left = takeLeftSide(scanner);
  if (isLineFault(left)) return left;
  const start = scanner.peek();
  const sum = takeExpression(scanner);
  if (isLineFault(sum)) return sum;
  const isEmptyRow = label !== null && left === null && start.kind === 'compare';
  if (scanner.peek() === start && !isEmptyRow) return createLineFault(start.line, start.text, 'a sum of columns');
  const right = takeRightSide(scanner, left);
  if (isLineFault(right)) return right;
  const lower = Math.max(left?.limits.lower ?? -Infinity, right?.limits.lower ?? -Infinity);
  const upper = Math.min(left?.limits.upper ?? Infinity, right?.limits.upper ?? Infinity);
  addLpRow(draft, label, sum, lower, upper);
  return null;
}

/** Reads the rows of the Subject To section. */
export function readLpRows(draft: LpDraft, scanner: LpScanner): LineFault | null {
  while (!isAtSectionEnd(scanner)) {
    const problem = readRow(draft, scanner);
    if (problem !== null) return problem;
  }
  return null;
}
