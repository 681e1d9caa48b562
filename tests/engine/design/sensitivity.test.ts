import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBroken } from '../../../src/engine/design/check-point.ts';
import { designMorris, estimateMorris } from '../../../src/engine/design/morris.ts';
import { designSobolIndices, estimateSobolIndices } from '../../../src/engine/design/sobol-indices.ts';
import { designTornado, estimateTornado } from '../../../src/engine/design/tornado.ts';
import { toValues } from '../../../src/engine/design/unit-point.ts';
import { SearchSpace } from '../../../src/engine/model/search-space.ts';
import '../../support/seeded.ts';
import { ishigami, unitSpace } from './known-functions.ts';
import { valueOf } from './known-spaces.ts';

const mixed = SearchSpace.parse({
  parameters: [
    { name: 'rate', from: -2, to: 6 },
    { name: 'share', from: 0, to: 1, step: 0.1 },
    { name: 'touches', values: [1, 2, 3, 4, 5] },
    { name: 'channel', choices: ['email', 'call'] },
  ],
});

/** Linear in every number, a constant step for the choice. */
function linear(space: SearchSpace, point: readonly number[]): number {
  const { rate, share, touches, channel } = toValues(space, point);
  return 3 * Number(rate) - 2 * Number(share) + 0.5 * Number(touches) + (channel === 'call' ? 7 : 0);
}

describe('Sobol indices', () => {
  it('are Ishigami’s', () => {
    const space = unitSpace(3);
    for (const seed of [1, 2, 3]) {
      const { points, groups } = valueOf(designSobolIndices(space, { count: 4096, seed }));
      expect(points).toHaveLength(4096 * 5);
      expect(groups).toBe(4096);
      const { parameters, variance, mean } = valueOf(estimateSobolIndices(space, points.map(ishigami), { seed, resamples: 100 }));
      expect(mean).toBeCloseTo(3.5, 1);
      expect(variance).toBeCloseTo(13.8446, 0);
      const close = (found: { value: number; low: number; high: number }, known: number): void => {
        expect(Math.abs(found.value - known)).toBeLessThan(0.015);
        expect(found.low).toBeLessThan(known + 0.01);
        expect(found.high).toBeGreaterThan(known - 0.01);
        expect(found.high - found.low).toBeLessThan(0.15);
      };
      [0.3139, 0.4424, 0].forEach((known, at) => close(parameters[at]!.first, known));
      [0.5576, 0.4424, 0.2437].forEach((known, at) => close(parameters[at]!.total, known));
    }
  });

  it('of a sum are alike, first-order and total, and their squared coefficients’ shares', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 5 }), fc.integer(), (coefficients, seed) => {
        const space = unitSpace(coefficients.length);
        const { points } = valueOf(designSobolIndices(space, { count: 1024, seed }));
        const { parameters } = valueOf(estimateSobolIndices(space, points.map((point) => point.reduce((sum, x, at) => sum + coefficients[at]! * x, 10)), { seed, resamples: 0 }));
        const squares = coefficients.reduce((sum, one) => sum + one * one, 0);
        parameters.forEach(({ first, total }, at) => {
          const known = squares === 0 ? 0 : coefficients[at]! ** 2 / squares;
          expect(Math.abs(first.value - known)).toBeLessThan(0.03);
          expect(Math.abs(total.value - known)).toBeLessThan(0.03);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('see an interaction in the total alone, and nothing in a constant', () => {
    const space = unitSpace(2);
    const { points } = valueOf(designSobolIndices(space, { count: 1024, seed: 5 }));
    const product = valueOf(estimateSobolIndices(space, points.map(([x, y]) => (x! - 0.5) * (y! - 0.5)), { seed: 1 }));
    for (const { first, total } of product.parameters) {
      expect(Math.abs(first.value)).toBeLessThan(0.05);
      expect(Math.abs(total.value - 1)).toBeLessThan(0.05);
    }
    const flat = valueOf(estimateSobolIndices(space, points.map(() => 4), { seed: 1, resamples: 10 }));
    expect(flat).toMatchObject({ mean: 4, variance: 0, parameters: [{ first: { value: 0, low: 0, high: 0 } }, { total: { value: 0 } }] });
  });

  it('depend on the seed alone', () => {
    const { points } = valueOf(designSobolIndices(mixed, { count: 32, seed: 7 }));
    expect(valueOf(designSobolIndices(mixed, { count: 32, seed: 7 })).points).toEqual(points);
    const scores = points.map((point) => linear(mixed, point));
    expect(estimateSobolIndices(mixed, scores, { seed: 3 })).toEqual(estimateSobolIndices(mixed, scores, { seed: 3 }));
  });

  it('leave out groups that break a constraint, and count them', () => {
    const space = SearchSpace.parse({ ...unitSpace(2), constraints: [{ name: 'total', terms: { x0: 1, x1: 1 }, max: 1.5 }] });
    const { points, groups, infeasible } = valueOf(designSobolIndices(space, { count: 256, seed: 2 }));
    expect(groups + infeasible.get('total')!).toBe(256);
    expect(points).toHaveLength(4 * groups);
    expect(points.filter((point) => findBroken(space, point) !== null)).toEqual([]);
  });

  it('refuse what they cannot use', () => {
    expect(designSobolIndices(unitSpace(33), { count: 8, seed: 1 })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'parameters' } });
    expect(designSobolIndices(SearchSpace.parse({ ...unitSpace(1), constraints: [{ name: 'never', terms: { x0: 1 }, min: 2 }] }), { count: 8, seed: 1 })).toMatchObject({ fault: { message: 'Each of 8 groups of points breaks a constraint; 8 break never.' } });
    expect(estimateSobolIndices(unitSpace(2), [1, 2, 3], { seed: 1 })).toMatchObject({ fault: { path: 'scores' } });
    expect(estimateSobolIndices(unitSpace(2), [1, 2, 3, Number.NaN], { seed: 1 })).toMatchObject({ fault: { path: 'scores.3' } });
  });
});

describe('Morris screening', () => {
  it('is exact for a linear function, whatever the kind of parameter', () => {
    for (const levels of [2, 4, 6, 8]) {
      const design = valueOf(designMorris(mixed, { count: 20, seed: 3, levels }));
      const effects = valueOf(estimateMorris(mixed, design, design.points.map((point) => linear(mixed, point))));
      const known = { rate: 24, share: -2, touches: 2, channel: 7 };
      for (const { name, mu, muStar, sigma } of effects) {
        const slope = known[name as keyof typeof known];
        expect(mu).toBeCloseTo(slope, 9);
        expect(muStar).toBeCloseTo(Math.abs(slope), 9);
        expect(sigma).toBeCloseTo(0, 9);
      }
    }
  });

  it('changes one parameter at a time and all once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 10 }), fc.integer(), (dimensions, count, seed) => {
        const { points } = valueOf(designMorris(unitSpace(dimensions), { count, seed }));
        expect(points).toHaveLength(count * (dimensions + 1));
        for (let start = 0; start < points.length; start += dimensions + 1) {
          const changed = Array.from({ length: dimensions }, (_, step) => points[start + step + 1]!.flatMap((x, at) => (x === points[start + step]![at] ? [] : [at])));
          expect(changed.every((one) => one.length === 1)).toBe(true);
          expect(new Set(changed.flat()).size).toBe(dimensions);
          expect(points[start]!.every((x) => x >= 0 && x <= 1)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('tells what cancels and what curves', () => {
    const space = unitSpace(3);
    const design = valueOf(designMorris(space, { count: 200, seed: 9 }));
    const [straight, both, idle] = valueOf(estimateMorris(space, design, design.points.map(([x, y]) => 2 * x! + 8 * (x! - 0.5) * (y! - 0.5))));
    expect(straight!.mu).toBeGreaterThan(1);
    expect(Math.abs(both!.mu)).toBeLessThan(0.6);
    expect(both!.muStar).toBeGreaterThan(2);
    expect(both!.sigma).toBeGreaterThan(2);
    expect(idle).toEqual({ name: 'x2', mu: 0, muStar: 0, sigma: 0 });
  });

  it('refuses odd levels and missing scores, and counts infeasible trajectories', () => {
    expect(designMorris(mixed, { count: 2, seed: 1, levels: 5 })).toMatchObject({ ok: false, fault: { path: 'levels' } });
    const design = valueOf(designMorris(mixed, { count: 2, seed: 1 }));
    expect(estimateMorris(mixed, design, [1, 2])).toMatchObject({ fault: { path: 'scores' } });
    expect(estimateMorris(mixed, design, [1, 2, 3, 4, 5])).toMatchObject({ fault: { message: '5 scores were given for 10 points.' } });
    const tight = SearchSpace.parse({ ...mixed, constraints: [{ name: 'few', terms: { touches: 1 }, max: 4 }] });
    const kept = valueOf(designMorris(tight, { count: 40, seed: 1 }));
    expect(kept.groups + kept.infeasible.get('few')!).toBe(40);
    expect(kept.groups).toBeGreaterThan(5);
  });
});

describe('tornado', () => {
  const base = { rate: 2, share: 0.5, touches: 3, channel: 'email' };

  it('changes one parameter at a time and orders bars by their swing', () => {
    const design = valueOf(designTornado(mixed, base, { low: 0, high: 1 }));
    expect(design.points).toHaveLength(8);
    const bars = valueOf(estimateTornado(mixed, design, design.points.map((point) => linear(mixed, point))));
    expect(bars.map(({ name, swing }) => [name, Math.round(1e9 * swing) / 1e9])).toEqual([['rate', 24], ['channel', 7], ['share', 2], ['touches', 2]]);
    expect(bars[0]).toMatchObject({ low: { value: -2 }, high: { value: 6 } });
    expect(bars[1]).toMatchObject({ low: { value: 'email' }, high: { value: 'call' } });
    expect(bars[2]).toMatchObject({ low: { value: 1 }, high: { value: 0 } });
  });

  it('takes quantiles of the range, and no point twice', () => {
    const design = valueOf(designTornado(mixed, base));
    expect(design.ends).toEqual([
      { name: 'rate', value: -1.6 },
      { name: 'rate', value: 5.6 },
      { name: 'share', value: 0 },
      { name: 'share', value: 1 },
      { name: 'touches', value: 1 },
      { name: 'touches', value: 5 },
      { name: 'channel', value: 'call' },
    ]);
    const once = valueOf(designTornado(mixed, { ...base, touches: 1 }));
    expect(once.ends.filter(({ name }) => name === 'touches')).toEqual([{ name: 'touches', value: 5 }]);
  });

  it('names ends that break a constraint, and refuses a base that does', () => {
    const tight = SearchSpace.parse({ ...mixed, constraints: [{ name: 'few', terms: { touches: 1 }, max: 4 }] });
    const design = valueOf(designTornado(tight, base));
    expect(design.infeasible).toEqual([{ name: 'touches', value: 5, constraint: 'few' }]);
    expect(design.points).toHaveLength(design.ends.length + 1);
    expect(designTornado(tight, { ...base, touches: 5 })).toMatchObject({ ok: false, fault: { path: 'base', message: 'The base breaks few: 5 against 4.' } });
    expect(designTornado(mixed, { ...base, channel: 'fax' })).toMatchObject({ fault: { path: 'channel' } });
    expect(designTornado(mixed, base, { low: 0.9, high: 0.1 })).toMatchObject({ fault: { path: 'low' } });
    expect(estimateTornado(mixed, design, [1])).toMatchObject({ fault: { path: 'scores' } });
  });
});
