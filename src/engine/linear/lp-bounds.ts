import { createLineFault, type LineFault } from './line-fault.ts';
import { limitsOf, takeComparison, turnAround, type Limits } from './lp-comparison.ts';
import { findOrAddLpColumn, type LpDraft } from './lp-draft.ts';
import { isLineFault, takeConstant } from './lp-expression.ts';
import { isAtSectionEnd, isLpValueWord } from './lp-keywords.ts';
import type { LpScanner } from './lp-scanner.ts';

/** Takes over the sides a comparison speaks of: <= the upper, >= the lower, = both. */
function applyLimits(draft: LpDraft, column: number, comparison: '<' | '>' | '=', limits: Limits): void {
  if (comparison !== '<') draft.columnLower[column] = limits.lower;
  if (comparison !== '>') draft.columnUpper[column] = limits.upper;
}

/** A column may be met here for the first time: programs write columns without coefficients that way. */
function takeColumn(draft: LpDraft, scanner: LpScanner): number | LineFault {
  const token = scanner.peek();
  if (token.kind !== 'name' || isLpValueWord(token.text)) return createLineFault(token.line, token.text, 'a column');
  scanner.take();
  return findOrAddLpColumn(draft, token.text);
}

/** `constant comparison` in front of a column; answers how to apply it once the column is known. */
function takeLeftBound(scanner: LpScanner): ((draft: LpDraft, column: number) => void) | LineFault | null {
  const token = scanner.peek();
  if (token.kind === 'name' && !isLpValueWord(token.text)) return null;
  const constant = takeConstant(scanner);
  if (isLineFault(constant)) return constant;
  const written = takeComparison(scanner);
  if (isLineFault(written)) return written;
  const comparison = turnAround(written);
  const limits = limitsOf(comparison, constant, token.line);
  return isLineFault(limits) ? limits : (draft, column) => applyLimits(draft, column, comparison, limits);
}

/** `x free`, `x <= 4`, `2 <= x`, `-inf <= x <= 4`, `x = 3`. */
function readBound(draft: LpDraft, scanner: LpScanner): LineFault | null {
  const applyLeft = takeLeftBound(scanner);
  if (isLineFault(applyLeft)) return applyLeft;
  const column = takeColumn(draft, scanner);
  if (typeof column !== 'number') return column;
  applyLeft?.(draft, column);

  const next = scanner.peek();
  if (applyLeft === null && next.text.toLowerCase() === 'free') {
    scanner.take();
    draft.columnLower[column] = -Infinity;
    draft.columnUpper[column] = Infinity;
    return null;
  }
  if (applyLeft !== null && next.kind !== 'compare') return null;
  const comparison = takeComparison(scanner);
  if (isLineFault(comparison)) return comparison;
  const constant = takeConstant(scanner);
  if (isLineFault(constant)) return constant;
  const limits = limitsOf(comparison, constant, next.line);
  if (isLineFault(limits)) return limits;
  applyLimits(draft, column, comparison, limits);
  return null;
}

/** Reads the Bounds section. A side that is not spoken of stays as it is (0 and infinite at first). */
export function readLpBounds(draft: LpDraft, scanner: LpScanner): LineFault | null {
  while (!isAtSectionEnd(scanner)) {
    const problem = readBound(draft, scanner);
    if (problem !== null) return problem;
  }
  return null;
}

function readColumnList(draft: LpDraft, scanner: LpScanner, apply: (column: number) => void): LineFault | null {
  while (!isAtSectionEnd(scanner)) {
    const column = takeColumn(draft, scanner);
    if (typeof column !== 'number') return column;
    apply(column);
  }
  return null;
}

/** Reads a General section: columns that take whole numbers within their bounds. */
export function readLpGenerals(draft: LpDraft, scanner: LpScanner): LineFault | null {
  return readColumnList(draft, scanner, (column) => draft.builder.setInteger(column, true));
}

/** Reads a Binary section: columns that are 0 or 1, whatever bounds they had. */
export function readLpBinaries(draft: LpDraft, scanner: LpScanner): LineFault | null {
  return readColumnList(draft, scanner, (column) => {
    draft.builder.setInteger(column, true);
    draft.columnLower[column] = 0;
    draft.columnUpper[column] = 1;
  });
}
