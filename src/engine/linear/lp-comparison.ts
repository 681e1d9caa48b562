import { createLineFault, type LineFault } from './line-fault.ts';
import type { LpScanner } from './lp-scanner.ts';

/** `<` stands for <= and `>` for >=; linear models know no strict comparison. */
export type Comparison = '<' | '>' | '=';

/** Lower and upper limit a comparison sets. */
export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** Takes a comparison in any of its spellings (`<`, `<=`, `=<`, …). */
export function takeComparison(scanner: LpScanner): Comparison | LineFault {
  const token = scanner.peek();
  if (token.kind !== 'compare') return createLineFault(token.line, token.text, 'one of <= >= =');
  scanner.take();
  if (token.text.includes('<')) return '<';
  return token.text.includes('>') ? '>' : '=';
}

/** The comparison with its sides exchanged. */
export function turnAround(comparison: Comparison): Comparison {
  if (comparison === '=') return '=';
  return comparison === '<' ? '>' : '<';
}

/** Limits on the left of `left comparison constant`; a fault where no number meets them (`>= inf`). */
export function limitsOf(comparison: Comparison, constant: number, line: number): Limits | LineFault {
  const unreachable = { '<': constant === -Infinity, '>': constant === Infinity, '=': !Number.isFinite(constant) }[comparison];
  if (unreachable) return createLineFault(line, `${comparison} ${constant}`, 'a limit that some number can reach');
  return { lower: comparison === '<' ? -Infinity : constant, upper: comparison === '>' ? Infinity : constant };
}
