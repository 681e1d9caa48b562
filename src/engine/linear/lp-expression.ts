import { createLineFault, createUnsupportedFault, type LineFault } from './line-fault.ts';
import { isLpValueWord, peekSection } from './lp-keywords.ts';
import type { LpScanner } from './lp-scanner.ts';
import { widenBound } from './model-number.ts';

/** A sum of terms: names with coefficients in order of appearance, and a constant. */
export interface LpExpression {
  readonly line: number;
  readonly names: string[];
  readonly coefficients: number[];
  constant: number;
}

/** True for a result that is a fault. */
export function isLineFault(read: unknown): read is LineFault {
  return typeof read === 'object' && read !== null && 'fault' in read;
}

/** Takes `name :` where it stands next. */
export function takeLabel(scanner: LpScanner): string | null {
  if (scanner.peek().kind !== 'name' || scanner.peek(1).kind !== 'colon') return null;
  const label = scanner.take().text;
  scanner.take();
  return label;
}

/** +1 or −1 from any run of signs; null without one. */
function takeSigns(scanner: LpScanner): number | null {
  let sign: number | null = null;
  while (scanner.peek().kind === 'sign') sign = (sign ?? 1) * (scanner.take().text === '-' ? -1 : 1);
  return sign;
}

/** Takes a constant such as `-5`, `1e30` or `+infinity`; 1e20 and above is infinite. */
export function takeConstant(scanner: LpScanner): number | LineFault {
  const sign = takeSigns(scanner) ?? 1;
  const token = scanner.peek();
  const isInfinite = token.kind === 'name' && /^inf(inity)?$/i.test(token.text);
  if (token.kind !== 'number' && !isInfinite) {
    const hint = token.kind === 'name' ? { hint: 'Columns stand left of the comparison, a number right of it.' } : {};
    return createLineFault(token.line, token.text, 'a number', hint);
  }
  scanner.take();
  return widenBound(sign * (isInfinite ? Infinity : token.value)) + 0;
}

/** True where a term can start: a name or number that opens no section, row or infinity. */
function startsTerm(scanner: LpScanner): boolean {
  const token = scanner.peek();
  if (token.kind === 'number') return true;
  return token.kind === 'name' && peekSection(scanner) === null && scanner.peek(1).kind !== 'colon' && !isLpValueWord(token.text);
}

/** Adds one term, its sign already taken; a number followed by a name of the same row is that name's coefficient. */
function takeTerm(scanner: LpScanner, sign: number, expression: LpExpression): void {
  const first = scanner.take();
  if (first.kind === 'name') {
    expression.names.push(first.text);
    expression.coefficients.push(sign);
    return;
  }
  const hasName = scanner.peek().kind === 'name' && startsTerm(scanner);
  if (!hasName) {
    expression.constant += sign * first.value;
    return;
  }
  expression.names.push(scanner.take().text);
  expression.coefficients.push(sign * first.value);
}

/** Takes a sum of terms up to the first token that can not go on with it; an empty sum is the constant 0. */
export function takeExpression(scanner: LpScanner): LpExpression | LineFault {
  const expression: LpExpression = { line: scanner.peek().line, names: [], coefficients: [], constant: 0 };
  for (let isFirst = true; ; isFirst = false) {
    const sign = takeSigns(scanner);
    const token = scanner.peek();
    if (token.kind === 'bracket') return createUnsupportedFault(token.line, token.text, 'A quadratic term');
    if (!startsTerm(scanner) || (sign === null && !isFirst)) {
      return sign === null ? expression : createLineFault(token.line, token.text, 'a number or a column after a sign');
    }
    takeTerm(scanner, sign ?? 1, expression);
    const bad = expression.coefficients.at(-1) ?? expression.constant;
    if (!Number.isFinite(bad) || !Number.isFinite(expression.constant)) return createLineFault(token.line, token.text, 'a finite number');
  }
}
