/** Bounds of this size and above mean "no bound" in model files; the same limit as in the common solvers. */
export const infiniteBound = 1e20;

const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/;
const INFINITE_WORD = /^([+-]?)inf(?:inity)?$/i;

/** A finite number of a model file (`12`, `-.5`, `1e3`, Fortran's `1D3`), or null for anything else. */
export function parseModelNumber(text: string): number | null {
  if (!PLAIN_NUMBER.test(text)) return null;
  const value = Number(text.replace(/[dD]/, 'e'));
  return Number.isFinite(value) ? value + 0 : null;
}

/** A bound of a model file: a number or `inf`, `infinity` with a sign; 1e20 and above is infinite. Null = neither. */
export function parseModelBound(text: string): number | null {
  const word = INFINITE_WORD.exec(text);
  if (word) return word[1] === '-' ? -Infinity : Infinity;
  const value = parseModelNumber(text);
  return value === null ? null : widenBound(value);
}

/** The bound itself, or ±Infinity from 1e20 on. */
export function widenBound(value: number): number {
  if (value >= infiniteBound) return Infinity;
  return value <= -infiniteBound ? -Infinity : value;
}
