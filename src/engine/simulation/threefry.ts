const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/**
 * Threefry-2x32, a counter-based generator (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"):
 * two 32-bit words of a key and a counter, each a function of those alone. Answers unsigned words. 13 rounds pass the
 * batteries of tests named there, 20 are the authors' own choice.
 */
export function threefry(key0: number, key1: number, counter0: number, counter1: number, rounds: number): [number, number] {
  const key = [key0, key1, key0 ^ key1 ^ PARITY];
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;
  for (let round = 0; round < rounds; round += 1) {
    const by = ROTATIONS[round % 8]!;
    x = (x + y) | 0;
    y = ((y << by) | (y >>> (32 - by))) ^ x;
    if (round % 4 !== 3) continue;
    const turn = (round + 1) / 4;
    x = (x + key[turn % 3]!) | 0;
    y = (y + key[(turn + 1) % 3]! + turn) | 0;
  }
  return [x >>> 0, y >>> 0];
}

/** Rounds of every draw. */
export const DRAW_ROUNDS = 13;

/** One key and the half of the counter that stays the same over a run of draws. */
export interface Stream {
  readonly key0: number;
  readonly key1: number;
  readonly counter1: number;
}

/**
 * Words of counters `firstCounter` … `firstCounter` + count − 1, two each, into `out` from its start: the same words as
 * `threefry` with 13 rounds, written out because every simulated action goes through here. O(count).
 */
export function fillWords(out: Uint32Array, stream: Stream, firstCounter: number, count: number): void {
  // Signed from here on: unsigned words above 2³¹ would be added as floating point numbers, at twice the time.
  const key0 = stream.key0 | 0;
  const key1 = stream.key1 | 0;
  const key2 = key0 ^ key1 ^ PARITY;
  const [second, third, fourth] = [(key2 + 1) | 0, (key0 + 2) | 0, (key1 + 3) | 0];
  const start = (stream.counter1 + key1) | 0;
  let counter = (firstCounter + key0) | 0;
  for (let at = 0; at < count; at += 1) {
    let x = counter;
    let y = start;
    counter = (counter + 1) | 0;
    x = (x + y) | 0; y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0; y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0; y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0; y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + key1) | 0; y = (y + second) | 0;
    x = (x + y) | 0; y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0; y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0; y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0; y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + key2) | 0; y = (y + third) | 0;
    x = (x + y) | 0; y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0; y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0; y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0; y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + key0) | 0; y = (y + fourth) | 0;
    x = (x + y) | 0; y = ((y << 17) | (y >>> 15)) ^ x;
    out[2 * at] = x;
    out[2 * at + 1] = y;
  }
}
