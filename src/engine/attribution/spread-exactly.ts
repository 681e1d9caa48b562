/** Powers of two that bring a value between 2^52 and 2^53, where a double counts whole units. */
function unitScale(value: number): number {
  let exponent = Math.floor(Math.log2(value));
  if (2 ** exponent > value) exponent -= 1;
  else if (2 ** (exponent + 1) <= value) exponent += 1;
  return 2 ** (52 - exponent);
}

const SMALLEST = 2 ** -900;
const LARGEST = 2 ** 900;

/**
 * Divides `value` in proportion to the first `length` weights (≥ 0, at least one above 0) and writes the parts to `parts`
 * from `offset`. The parts are whole multiples of the value's own last binary digit (2^−52 of it or finer): none is
 * negative, and they add up to `value` exactly, in whatever order they are added. The largest part takes the rounding, of
 * equal ones the last. Value is 0 or between 2^−900 and 2^900; each part is off by at most `length` of those digits.
 */
export function spreadExactly(value: number, weights: Float64Array, length: number, parts: Float64Array, offset: number): void {
  if (value === 0) {
    parts.fill(0, offset, offset + length);
    return;
  }
  if (!(value >= SMALLEST && value <= LARGEST)) throw new RangeError(`spreadExactly needs 0 or a value from 2^-900 to 2^900, got ${value}`);
  let total = 0;
  let largest = 0;
  for (let place = 0; place < length; place += 1) {
    total += weights[place]!;
    if (weights[place]! >= weights[largest]!) largest = place;
  }
  const scale = unitScale(value);
  const units = value * scale;
  let rest = units;
  for (let place = 0; place < length; place += 1) {
    if (place === largest) continue;
    const part = Math.min(rest, Math.floor(units * (weights[place]! / total)));
    parts[offset + place] = part / scale;
    rest -= part;
  }
  parts[offset + largest] = rest / scale;
}
