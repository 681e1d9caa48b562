/** A seeded stream of uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * Small fast generator with a 32-bit state (mulberry32, public domain, T. Ettinger). Same seed, same stream on every
 * machine. Good enough for search and sampling, not for secrets.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Whole number in [0, size). */
export function randomIndex(random: Random, size: number): number {
  return Math.floor(random() * size);
}

/** Standard normal draw (Box–Muller, one of the pair). */
export function randomNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A 32-bit number of a text, alike on every machine (FNV-1a over its UTF-16 units, public domain). For seeds, not for secrets. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
