import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { findBroken } from '../../../src/engine/design/check-point.ts';
import { createGrid, designGrid } from '../../../src/engine/design/grid.ts';
import { designLatinHypercube, drawLatinHypercube, minimumDistance, spreadPoints } from '../../../src/engine/design/latin-hypercube.ts';
import { designRandom } from '../../../src/engine/design/random.ts';
import { designSobol } from '../../../src/engine/design/sobol.ts';
import { countLevels, countPoints, keyOf, snapPoint, toUnit, toValues } from '../../../src/engine/design/unit-point.ts';
import { SearchSpace } from '../../../src/engine/model/search-space.ts';
import '../../support/seeded.ts';
import { unitSpace } from './known-functions.ts';
import { anySpace, valueOf } from './known-spaces.ts';

const mix = SearchSpace.parse({
  parameters: [
    { name: 'rate', from: 0, to: 0.5, step: 0.1 },
    { name: 'touches', values: [1, 2, 4] },
    { name: 'channel', choices: ['email', 'call'] },
  ],
  constraints: [{ name: 'pressure', terms: { rate: 10, touches: 1 }, max: 6 }],
});

describe('SearchSpace', () => {
  it.each([
    [{ parameters: [] }, 'parameters'],
    [{ parameters: [{ name: 'a', from: 1, to: 1 }] }, 'parameters'],
    [{ parameters: [{ name: 'a', from: 0, to: 1, step: 2 }] }, 'parameters'],
    [{ parameters: [{ name: 'a', values: [2, 1] }] }, 'parameters'],
    [{ parameters: [{ name: 'a', choices: ['x', 'x'] }] }, 'parameters'],
    [{ parameters: [{ name: 'a', values: [1] }, { name: 'a', values: [2] }] }, 'parameters.1.name'],
    [{ parameters: [{ name: 'a', values: [1] }], constraints: [{ terms: { b: 1 }, max: 1 }] }, 'constraints.0.terms.b'],
    [{ parameters: [{ name: 'a', choices: ['x'] }], constraints: [{ terms: { a: 1 }, max: 1 }] }, 'constraints.0.terms.a'],
    [{ parameters: [{ name: 'a', values: [1] }], constraints: [{ terms: { a: 1 } }] }, 'constraints.0'],
    [{ parameters: [{ name: 'a', values: [1] }], constraints: [{ terms: { a: 1 }, min: 2, max: 1 }] }, 'constraints.0.min'],
  ])('refuses %j', (input, place) => {
    const parsed = SearchSpace.safeParse(input);
    expect(parsed.error?.issues.map(({ path }) => path.join('.')).some((path) => path.startsWith(place))).toBe(true);
  });
});

describe('unit points', () => {
  it('take steps without floating-point noise, and both ends', () => {
    const values = (coordinate: number): unknown => toValues(mix, [coordinate, 0, 0])['rate'];
    expect([0, 0.17, 0.4, 0.55, 0.7, 0.99, 1].map(values)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5]);
    expect(toValues(unitSpace(1), [1])).toEqual({ x0: 1 });
  });

  it('go to values and back', () => {
    fc.assert(
      fc.property(anySpace, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), (space, coordinates) => {
        const point = coordinates.slice(0, space.parameters.length);
        const values = toValues(space, point);
        const back = valueOf(toUnit(space, values));
        back.forEach((coordinate, at) => expect(coordinate).toBeCloseTo(snapPoint(space, point)[at]!, 9));
        const again = toValues(space, back);
        for (const [name, value] of Object.entries(values)) {
          if (typeof value === 'number') expect(again[name]).toBeCloseTo(value, 9);
          else expect(again[name]).toBe(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('say which value does not fit', () => {
    expect(toUnit(mix, { rate: 0.2, touches: 3, channel: 'email' })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'touches', message: 'touches is 3, not one of 1, 2, 4.' } });
    expect(toUnit(mix, { rate: 0.6, touches: 2, channel: 'email' })).toMatchObject({ fault: { path: 'rate' } });
    expect(toUnit(mix, { rate: 0.2, touches: 2 })).toMatchObject({ fault: { path: 'channel' } });
    expect(toUnit(mix, { rate: 0.2, touches: 2, channel: 'email', more: 1 })).toMatchObject({ fault: { path: 'more' } });
  });

  it('name the constraint they break', () => {
    const point = valueOf(toUnit(mix, { rate: 0.4, touches: 4, channel: 'call' }));
    expect(findBroken(mix, point)).toEqual({ index: 0, name: 'pressure', total: 8, bound: 6 });
    expect(findBroken(mix, valueOf(toUnit(mix, { rate: 0.2, touches: 4, channel: 'call' })))).toBeNull();
  });
});

describe('grid', () => {
  it('holds every combination once', () => {
    fc.assert(
      fc.property(anySpace, fc.integer({ min: 2, max: 4 }), (space, levels) => {
        const grid = createGrid(space, { levels });
        if (!grid.ok) return;
        const expected = space.parameters.reduce((product, parameter) => product * Math.min(countLevels(parameter), countLevels(parameter) === Infinity ? levels : Infinity), 1);
        expect(grid.value.count).toBe(expected);
        expect(new Set(Array.from(grid.value.points(), (point) => keyOf(space, point))).size).toBe(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('reaches both ends of a continuous parameter', () => {
    const points = [...valueOf(createGrid(unitSpace(1), { levels: 3 })).points()];
    expect(points.map((point) => toValues(unitSpace(1), point)['x0'])).toEqual([0, 0.5, 1]);
  });

  it('leaves out infeasible points and counts them', () => {
    const design = valueOf(designGrid(mix));
    expect(countPoints(mix)).toBe(36);
    expect(design.points).toHaveLength(28);
    expect(design.infeasible).toEqual(new Map([['pressure', 8]]));
  });

  it('refuses more points than its cap, naming the count', () => {
    expect(createGrid(unitSpace(6), { levels: 10 })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', message: 'The grid has 1,000,000 points (10 × 10 × 10 × 10 × 10 × 10), more than 100,000.' } });
    expect(createGrid(unitSpace(1), { levels: 1 })).toMatchObject({ fault: { path: 'levels' } });
  });
});

describe('sampled designs', () => {
  it('hold feasible, different points, and account for all candidates', () => {
    fc.assert(
      fc.property(anySpace, fc.integer({ min: 0, max: 1e6 }), (space, seed) => {
        const numeric = space.parameters.filter((parameter) => !('choices' in parameter));
        const middle = toValues(space, space.parameters.map(() => 0.5));
        const terms = Object.fromEntries(numeric.map(({ name }) => [name, 1]));
        const max = numeric.reduce((sum, { name }) => sum + Number(middle[name]), 0);
        const bound = SearchSpace.parse({ ...space, constraints: numeric.length === 0 ? [] : [{ terms, max }] });
        const latin = valueOf(designLatinHypercube(bound, { count: 20, seed }));
        const skipped = [...latin.infeasible.values()].reduce((sum, count) => sum + count, 0);
        expect(latin.points.length + skipped + latin.repeated).toBe(20);
        for (const { points } of [latin, valueOf(designRandom(bound, { count: 20, seed })), valueOf(designSobol(bound, { count: 20, seed }))]) {
          expect(points.every((point) => findBroken(bound, point) === null)).toBe(true);
          expect(new Set(points.map((point) => keyOf(bound, point))).size).toBe(points.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('find every point of a small space, and say when there are no more', () => {
    const design = valueOf(designRandom(mix, { count: 40, seed: 4 }));
    expect(design.points).toHaveLength(28);
    expect(design.repeated).toBeGreaterThan(0);
  });

  it('refuse a space without a feasible point, and a count out of range', () => {
    const tight = SearchSpace.parse({ ...unitSpace(2), constraints: [{ name: 'total', terms: { x0: 1, x1: 1 }, min: 2.5 }] });
    expect(designRandom(tight, { count: 5, seed: 1 })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', message: 'None of 500 points keeps the constraints; 500 break total.' } });
    for (const design of [designRandom, designSobol, designLatinHypercube]) expect(design(mix, { count: 0, seed: 1 })).toMatchObject({ ok: false, fault: { path: 'count' } });
  });

  it('depend on the seed alone', () => {
    for (const design of [designRandom, designSobol, designLatinHypercube]) {
      expect(design(unitSpace(3), { count: 9, seed: 7 })).toEqual(design(unitSpace(3), { count: 9, seed: 7 }));
      expect(design(unitSpace(3), { count: 9, seed: 7 })).not.toEqual(design(unitSpace(3), { count: 9, seed: 8 }));
    }
  });
});

describe('Latin hypercube', () => {
  const isLatin = (points: readonly (readonly number[])[]): boolean => points[0]!.every((_, at) => new Set(points.map((point) => Math.floor(point[at]! * points.length))).size === points.length);

  it('has one point in every interval, spread or not; spreading never brings points closer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }), fc.integer(), (count, dimensions, seed) => {
        const random = createRandom(seed);
        const points = drawLatinHypercube(random, count, dimensions);
        expect(isLatin(points)).toBe(true);
        const before = minimumDistance(points);
        spreadPoints(points, random, 30);
        expect(isLatin(points)).toBe(true);
        expect(minimumDistance(points)).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('is spread further by maximin exchanges', () => {
    const distance = (maximinRounds: number): number => minimumDistance(valueOf(designLatinHypercube(unitSpace(4), { count: 40, seed: 3, maximinRounds })).points);
    expect(distance(2000)).toBeGreaterThan(1.5 * distance(0));
  });
});
