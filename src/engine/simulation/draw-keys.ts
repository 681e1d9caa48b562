import { threefry } from './threefry.ts';

/**
 * What a draw is for: the upper four bits of the counter's first word. The lower ones are half the replication (two
 * replications share one counter, a word each) or nothing where the draw is a decision; the second word is the channel's tag
 * and the day.
 */
export const purposes = { estimate: 0, answer: 1, optOut: 2, count: 3, phase: 4, order: 5, target: 6, choice: 7 } as const;
export type Purpose = keyof typeof purposes;

/** First word of a counter. */
export const counterOf = (purpose: Purpose, half: number): number => ((purposes[purpose] << 28) | half) >>> 0;

const DAY_BITS = 10;
const TAG_COUNT = 2 ** (32 - DAY_BITS);

/** Second word of a counter; days below 1024. */
export const placeOf = (tag: number, day: number): number => ((tag << DAY_BITS) | day) >>> 0;

/** 64-bit FNV-1a of a text over its UTF-16 units (public domain), as two words. */
export function hashWords(text: string): readonly [high: number, low: number] {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let at = 0; at < text.length; at += 1) {
    low = (low ^ text.charCodeAt(at)) >>> 0;
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low];
}

/**
 * Two words of key per name, from the seed and the name alone: neither its position nor the other names matter. O(letters).
 */
export function createKeys(seed: number, names: readonly string[]): Uint32Array {
  const keys = new Uint32Array(names.length * 2);
  for (const [at, name] of names.entries()) {
    const [high, low] = hashWords(name);
    keys.set(threefry(high, low, seed, 0, 20), at * 2);
  }
  return keys;
}

/** A number below 2²² per channel, from its ID; where two meet, the later ID in order of text takes the next free one. */
export function createTags(channelIds: readonly string[]): Uint32Array {
  const tags = new Uint32Array(channelIds.length);
  const taken = new Set<number>();
  const order = channelIds.map((id, at) => ({ id, at })).sort((first, second) => (first.id < second.id ? -1 : 1));
  for (const { id, at } of order) {
    const [high, low] = hashWords(id);
    let tag = ((high ^ low) >>> 0) % TAG_COUNT;
    while (taken.has(tag)) tag = (tag + 1) % TAG_COUNT;
    taken.add(tag);
    tags[at] = tag;
  }
  return tags;
}
