import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { createSobol, designSobol, MAX_SOBOL_DIMENSIONS, type Scramble } from '../../../src/engine/design/sobol.ts';
import { SearchSpace } from '../../../src/engine/model/search-space.ts';

/** L2-star discrepancy squared (Warnock 1972). */
function discrepancy(points: readonly (readonly number[])[]): number {
  const dimensions = points[0]!.length;
  let crossed = 0;
  let pairs = 0;
  for (const a of points) {
    crossed += a.reduce((product, x) => product * (1 - x * x), 1);
    for (const b of points) pairs += a.reduce((product, x, at) => product * (1 - Math.max(x, b[at]!)), 1);
  }
  return 3 ** -dimensions - (2 ** (1 - dimensions) / points.length) * crossed + pairs / points.length ** 2;
}

const take = (count: number, dimensions: number, scramble: Scramble, seed = 1): number[][] => {
  const sequence = createSobol(dimensions, { scramble, seed });
  return Array.from({ length: count }, (_, index) => sequence.pointAt(index));
};

describe('createSobol', () => {
  it('starts as published in dimensions 1 to 3', () => {
    expect(take(8, 3, 'none')).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
    ]);
  });

  it('agrees with another implementation of the same table in high dimensions', () => {
    const sequence = createSobol(MAX_SOBOL_DIMENSIONS);
    expect([0, 5, 20, 40, 63].map((at) => sequence.pointAt(1000)[at])).toEqual([0.2197265625, 0.9072265625, 0.5224609375, 0.9130859375, 0.4462890625]);
    expect([1, 7, 30, 50, 62].map((at) => sequence.pointAt(77)[at])).toEqual([0.8359375, 0.6484375, 0.9765625, 0.2421875, 0.2578125]);
    expect(() => createSobol(MAX_SOBOL_DIMENSIONS + 1)).toThrow('1 to 64 dimensions, not 65');
  });

  it.each<Scramble>(['none', 'shift', 'owen'])('fills every interval of every coordinate once (%s)', (scramble) => {
    const points = take(256, MAX_SOBOL_DIMENSIONS, scramble, 9);
    for (let dimension = 0; dimension < MAX_SOBOL_DIMENSIONS; dimension += 1) {
      expect(new Set(points.map((point) => Math.floor(point[dimension]! * 256))).size).toBe(256);
    }
    expect(points.flat().every((coordinate) => coordinate >= 0 && coordinate < 1)).toBe(true);
  });

  it('keeps the boxes of a (0, m, 2) net under Owen scrambling', () => {
    const points = take(64, 2, 'owen', 3);
    for (let bits = 0; bits <= 6; bits += 1) {
      const boxes = points.map(([x, y]) => `${Math.floor(x! * 2 ** bits)} ${Math.floor(y! * 2 ** (6 - bits))}`);
      expect(new Set(boxes).size).toBe(64);
    }
  });

  it('is scrambled by its seed, each dimension on its own', () => {
    expect(take(16, 4, 'owen', 5)).toEqual(take(16, 4, 'owen', 5));
    expect(take(16, 4, 'owen', 5)).not.toEqual(take(16, 4, 'owen', 6));
    const firsts = Array.from({ length: 400 }, (_, seed) => createSobol(2, { scramble: 'owen', seed }).pointAt(0));
    const mean = (at: number): number => firsts.reduce((sum, point) => sum + point[at]!, 0) / firsts.length;
    expect(Math.abs(mean(0) - 0.5)).toBeLessThan(0.06);
    expect(Math.abs(mean(1) - 0.5)).toBeLessThan(0.06);
    const both = firsts.reduce((sum, point) => sum + (point[0]! - 0.5) * (point[1]! - 0.5), 0) / firsts.length;
    expect(Math.abs(both)).toBeLessThan(0.02);
  });

  it.each<Scramble>(['shift', 'owen'])('is spread more evenly than random points (%s)', (scramble) => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const drawn = seeds.map((seed) => {
      const random = createRandom(seed);
      return discrepancy(Array.from({ length: 128 }, () => Array.from({ length: 5 }, () => random())));
    });
    const spread = seeds.map((seed) => discrepancy(take(128, 5, scramble, seed)));
    expect(Math.max(...spread)).toBeLessThan(Math.min(...drawn));
    const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
    expect(mean(spread)).toBeLessThan(mean(drawn) / 4);
  });
});

describe('designSobol', () => {
  it('takes feasible points only, and counts the others', () => {
    const space = SearchSpace.parse({ parameters: [{ name: 'a', from: 0, to: 1 }, { name: 'b', from: 0, to: 1 }], constraints: [{ terms: { a: 1, b: 1 }, max: 1 }] });
    const design = designSobol(space, { count: 64, seed: 2 });
    if (!design.ok) throw new Error(design.fault.message);
    expect(design.value.points).toHaveLength(64);
    expect(design.value.points.every(([a, b]) => a! + b! <= 1)).toBe(true);
    const skipped = design.value.infeasible.get('a + b ≤ 1')!;
    expect(skipped).toBeGreaterThan(40);
    expect(skipped).toBeLessThan(90);
  });
});
