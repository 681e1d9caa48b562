const REACH = 16;
const PIECES_PER_UNIT = 32;
const PIECES = 2 * REACH * PIECES_PER_UNIT;

/** 1/(1 + e^−x). */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Three coefficients per piece: the parabola through the logistic at the Chebyshev nodes of the piece. */
function buildPieces(): Float64Array {
  const pieces = new Float64Array(PIECES * 3);
  const gap = Math.sqrt(3) / 4;
  for (let piece = 0; piece < PIECES; piece += 1) {
    const at = (inside: number): number => logistic((piece + inside) / PIECES_PER_UNIT - REACH);
    const [low, middle, high] = [at(0.5 - gap), at(0.5), at(0.5 + gap)];
    const slope = (high - low) / (2 * gap);
    const bend = (high + low - 2 * middle) / (2 * gap * gap);
    pieces.set([middle - 0.5 * slope + 0.25 * bend, slope - bend, bend], piece * 3);
  }
  return pieces;
}

const pieces = buildPieces();

/**
 * `most` · logistic(centre + spread · z), at most `cap`, for every z: by 1,024 parabolas between −16 and 16, within 3e-7 of the value itself; exact
 * outside. An exponential is the dearest part of a draw. O(count).
 */
export function fillChances(out: Float64Array, normals: Float64Array, { centre, spread }: { readonly centre: number; readonly spread: number }, most: number, cap: number): void {
  const start = (centre + REACH) * PIECES_PER_UNIT;
  const step = spread * PIECES_PER_UNIT;
  for (let at = 0; at < out.length; at += 1) {
    const place = start + step * normals[at]!;
    let chance: number;
    if (place >= 0 && place < PIECES) {
      const piece = place | 0;
      const inside = place - piece;
      const base = piece * 3;
      chance = most * (pieces[base]! + inside * (pieces[base + 1]! + inside * pieces[base + 2]!));
    } else chance = most * logistic(place / PIECES_PER_UNIT - REACH);
    out[at] = chance < cap ? chance : cap;
  }
}
