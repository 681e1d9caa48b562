import { describe, expect, it } from 'vitest';
import { fillWords, threefry } from '../../../src/engine/simulation/threefry.ts';
import { createKeys, createTags, hashWords } from '../../../src/engine/simulation/draw-keys.ts';
import { fillNormals } from '../../../src/engine/simulation/normal-words.ts';
import { normalQuantile } from '../../../src/engine/response/normal.ts';

const F = 0xffffffff;
const PI = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;
const [pi0, pi1, pi2, pi3] = PI;

describe('Threefry-2x32', () => {
  it.each([
    // Known answers of Random123 (kat_vectors): counter, key → words.
    [13, [0, 0, 0, 0], [0x9d1c5ec6, 0x8bd50731]],
    [13, [F, F, F, F], [0xfd36d048, 0x2d17272c]],
    [13, [pi0, pi1, pi2, pi3], [0xba3e4725, 0xf27d669e]],
    [20, [0, 0, 0, 0], [0x6b200159, 0x99ba4efe]],
    [20, [F, F, F, F], [0x1cb996fc, 0xbb002be7]],
    [20, [pi0, pi1, pi2, pi3], [0xc4923a9c, 0x483df7a0]],
    [32, [0, 0, 0, 0], [0xcee3d47e, 0xa23dfd5c]],
    [32, [F, F, F, F], [0x6e2fe0d0, 0xb1b76f82]],
  ])('answers the published words after %i rounds', (rounds, [counter0, counter1, key0, key1], words) => {
    expect(threefry(key0!, key1!, counter0!, counter1!, rounds)).toEqual(words);
  });

  it('answers the same words in a run', () => {
    const words = new Uint32Array(200);
    fillWords(words, { key0: pi2, key1: pi3, counter1: pi1 }, F - 40, 100);
    for (let at = 0; at < 100; at += 1) expect([words[2 * at], words[2 * at + 1]]).toEqual(threefry(pi2, pi3, (F - 40 + at) >>> 0, pi1, 13));
  });
});

describe('keys', () => {
  it('hash a text as FNV-1a of 64 bits does', () => {
    // Known answers of the authors' test suite (fnv64a of "", "a", "foobar").
    expect(hashWords('')).toEqual([0xcbf29ce4, 0x84222325]);
    expect(hashWords('a')).toEqual([0xaf63dc4c, 0x8601ec8c]);
    expect(hashWords('foobar')).toEqual([0x85944171, 0xf73967e8]);
  });

  it('hang on the ID and the seed, not on the position', () => {
    const keys = createKeys(7, ['a', 'b', 'c']);
    const turned = createKeys(7, ['c', 'a']);
    expect([...turned]).toEqual([...keys.subarray(4), ...keys.subarray(0, 2)]);
    expect([...createKeys(8, ['c', 'a'])]).not.toEqual([...turned]);
  });

  it('tag every channel with a number of its own', () => {
    const ids = Array.from({ length: 3000 }, (_, at) => `channel ${at}`);
    expect(new Set(createTags(ids)).size).toBe(3000);
    expect([...createTags(['visit', 'email'])]).toEqual([...createTags(['email', 'visit'])].reverse());
  });
});

describe('normals of words', () => {
  it('are the quantiles, within 1e-7 everywhere, rising', () => {
    const words = Uint32Array.from({ length: 20_000 }, (_, at) => Math.floor(2 ** (32 * Math.sqrt(at / 20_000)) * (at % 2 === 0 ? 1 : 0.73)));
    for (let at = 0; at < words.length; at += 3) words[at] = ~words[at]! >>> 0;
    words.sort();
    const normals = new Float64Array(words.length);
    fillNormals(normals, words, words.length);
    for (const [at, word] of words.entries()) {
      expect(Math.abs(normals[at]! - normalQuantile((word + 0.5) / 2 ** 32))).toBeLessThan(1e-7);
      if (at > 0) expect(normals[at]!).toBeGreaterThanOrEqual(normals[at - 1]!);
    }
  });
});
