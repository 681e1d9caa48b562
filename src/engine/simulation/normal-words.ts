import { normalQuantile } from '../response/normal.ts';

const SEGMENT_BITS = 6;
const SEGMENTS = 2 ** SEGMENT_BITS;
const OCTAVES = 31 - SEGMENT_BITS;

interface NormalTable {
  /** Quantiles of the 64 lowest words. */
  readonly lowest: Float64Array;
  /** Three coefficients per segment. */
  readonly pieces: Float64Array;
  /** 2^−s, the length of a step inside a segment of 2^s words. */
  readonly step: Float64Array;
}

const chanceOf = (word: number): number => word / 2 ** 32;

function buildTable(): NormalTable {
  const lowest = Float64Array.from({ length: SEGMENTS }, (_, word) => normalQuantile(chanceOf(word + 0.5)));
  const pieces = new Float64Array(OCTAVES * SEGMENTS * 3);
  const nodes = [0.5 - Math.sqrt(3) / 4, 0.5, 0.5 + Math.sqrt(3) / 4];
  for (let octave = 0; octave < OCTAVES; octave += 1) {
    for (let segment = 0; segment < SEGMENTS; segment += 1) {
      const start = (SEGMENTS + segment) * 2 ** octave;
      const [low, middle, high] = nodes.map((node) => normalQuantile(chanceOf(start + node * 2 ** octave)));
      const gap = Math.sqrt(3) / 4;
      const slope = (high! - low!) / (2 * gap);
      const bend = (high! + low! - 2 * middle!) / (2 * gap * gap);
      pieces.set([middle! - 0.5 * slope + 0.25 * bend, slope - bend, bend], (octave * SEGMENTS + segment) * 3);
    }
  }
  return { lowest, pieces, step: Float64Array.from({ length: OCTAVES }, (_, octave) => 2 ** -octave) };
}

let table: NormalTable | undefined;

/**
 * Standard normals by inversion, one per 32-bit word: the quantile at (word + ½) / 2³², by parabolas on 64 segments of each
 * octave of the tail, at most 1e-7 off (hierarchical segmentation: Lee, Cheung, Villasenor, Luk 2006). Rising in the word, between
 * −6.4 and 6.4. O(count).
 */
export function fillNormals(out: Float64Array, words: Uint32Array, count: number): void {
  table ??= buildTable();
  const { lowest, pieces, step } = table;
  for (let at = 0; at < count; at += 1) {
    const word = words[at]! | 0;
    // −1 for the upper half, whose normals are those of the lower half with the other sign; no branch, because none could be foretold.
    const upper = word >> 31;
    const tail = word ^ upper;
    let z: number;
    if (tail < SEGMENTS) z = lowest[tail]!;
    else {
      const shift = 31 - SEGMENT_BITS - Math.clz32(tail);
      const segment = tail >>> shift;
      const piece = (shift * SEGMENTS + segment - SEGMENTS) * 3;
      const inside = (tail - (segment << shift) + 0.5) * step[shift]!;
      z = pieces[piece]! + inside * (pieces[piece + 1]! + inside * pieces[piece + 2]!);
    }
    out[at] = z * (1 + 2 * upper);
  }
}
