import { fail, type Fault, type FaultCode } from '../base/fault.ts';

/** A fault in a model text, with the line it was met on (1 = first) so that two readings can be compared. */
export interface LineFault {
  readonly line: number;
  readonly fault: Fault;
}

const LONGEST_QUOTE = 40;

/** Text of a file as it stands in a message: at most 40 characters, control characters made visible. */
export function quoteFound(text: string): string {
  const visible = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  return visible.length > LONGEST_QUOTE ? `${visible.slice(0, LONGEST_QUOTE - 1)}…` : visible;
}

/** Fault that names the line, the value found and what was expected there. */
export function createLineFault(line: number, found: string, expected: string, place: { code?: FaultCode; hint?: string } = {}): LineFault {
  const message = `Line ${line}: found ${quoteFound(found)}, expected ${expected}.`;
  const { fault } = fail(place.code ?? 'BAD_FORMAT', message, { path: `line ${line}`, ...(place.hint === undefined ? {} : { hint: place.hint }) });
  return { line, fault };
}

/** Fault for a part of a format that has no counterpart in a linear model. */
export function createUnsupportedFault(line: number, found: string, feature: string): LineFault {
  const hint = `${feature} can not be solved here. Rewrite the model without it.`;
  return createLineFault(line, found, 'a linear or mixed-integer model', { code: 'NOT_SUPPORTED', hint });
}
