import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, randomIndex, randomNormal } from '../../../src/engine/base/rng.ts';
import { measureCompleteness, type FeatureTable } from '../../../src/engine/uncertainty/feature-table.ts';
import { kolmogorovSmirnov } from '../../../src/engine/uncertainty/kolmogorov-smirnov.ts';
import { DRIFT_LIMITS, measurePopulationDrift, type PopulationDrift } from '../../../src/engine/uncertainty/population-drift.ts';
import { countBins, quantileEdges, stabilityIndex } from '../../../src/engine/uncertainty/population-stability.ts';
import { measureProfileChange } from '../../../src/engine/uncertainty/profile-change.ts';

const specialties = ['cardiology', 'oncology', 'neurology'];

function makeTable(seed: number, rowCount: number, change: { readonly shift?: number; readonly oncologyShare?: number; readonly unknown?: number } = {}): FeatureTable {
  const random = createRandom(seed);
  const codes = Int32Array.from({ length: rowCount }, () => (random() < (change.oncologyShare ?? 1 / 3) ? 1 : 2 * randomIndex(random, 2)));
  const numbers = Float64Array.from({ length: rowCount }, () => (random() < (change.unknown ?? 0) ? Number.NaN : randomNormal(random) + (change.shift ?? 0)));
  return {
    rowCount,
    features: [
      { kind: 'category', name: 'specialty', codes, values: specialties },
      { kind: 'number', name: 'volume', numbers },
    ],
  };
}

function drift(then: FeatureTable, now: FeatureTable): PopulationDrift {
  const result = measurePopulationDrift(then, now);
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

describe('stabilityIndex', () => {
  it('is Σ (now − then)·ln(now/then)', () => {
    const then = Float64Array.of(2e6, 3e6, 5e6);
    const now = Float64Array.of(3e6, 3e6, 4e6);
    expect(stabilityIndex(then, now)).toBeCloseTo(0.1 * Math.log(1.5) - 0.1 * Math.log(0.8), 6);
  });

  it('is 0 for equal shares, symmetric, never negative and finite with empty bins', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(counts, counts, (then, now) => {
        const index = stabilityIndex(then, now);
        expect(Number.isFinite(index)).toBe(true);
        expect(index).toBeGreaterThanOrEqual(0);
        expect(Math.abs(index - stabilityIndex(now, then))).toBeLessThan(1e-12);
        expect(stabilityIndex(then, then)).toBe(0);
      }),
    );
    expect(() => stabilityIndex([1], [1, 2])).toThrow(RangeError);
  });

  it('bins numbers so that counts add up and no bin is empty at the time the edges come from', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 200 }), (numbers) => {
        const rising = Float64Array.from(numbers).sort();
        const counts = countBins(rising, quantileEdges(rising, 10));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(numbers.length);
        expect(counts.every((count) => count > 0)).toBe(true);
        expect(counts.length).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('kolmogorovSmirnov', () => {
  it('finds the largest step between two small samples', () => {
    expect(kolmogorovSmirnov(Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4, 5, 6)).distance).toBe(0.5);
    expect(kolmogorovSmirnov(Float64Array.of(1, 1, 2), Float64Array.of(1, 1, 2)).distance).toBe(0);
    expect(kolmogorovSmirnov(new Float64Array(), Float64Array.of(1))).toEqual({ distance: 0, pValue: 1 });
  });

  it('knows the 5 % point of Kolmogorov’s distribution, 1.3581', () => {
    const size = 200_000;
    const shift = Math.round(1.3581 * Math.sqrt(2 / size) * size);
    const first = Float64Array.from({ length: size }, (_, row) => row);
    expect(kolmogorovSmirnov(first, first.map((row) => row + shift)).pValue).toBeCloseTo(0.05, 3);
  });

  it('equals the distance taken at every value', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const share = (rows: readonly number[], x: number): number => rows.filter((row) => row <= x).length / rows.length;
        const wanted = Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x))));
        expect(Math.abs(kolmogorovSmirnov(Float64Array.from(a).sort(), Float64Array.from(b).sort()).distance - wanted)).toBeLessThan(1e-12);
      }),
    );
  });
});

describe('measurePopulationDrift', () => {
  it('finds none between two samples of one population', () => {
    const found = drift(makeTable(1, 4000), makeTable(2, 4000));
    expect(found.drifted).toEqual([]);
    expect(found.score).toBeLessThan(0.1);
    expect(drift(makeTable(1, 100), makeTable(1, 100)).score).toBe(0);
  });

  it('names what moved, worst first', () => {
    const moved = drift(makeTable(1, 4000), makeTable(2, 4000, { shift: 1, oncologyShare: 0.55 }));
    expect(moved.drifted).toEqual(['volume', 'specialty']);
    expect(moved.features.map((feature) => feature.grade)).toEqual(['moderate', 'major']);
    expect(moved.score).toBe(1);
    const specialty = moved.features[0]!;
    expect(specialty.distance).toBeNull();
    expect(specialty.index).toBeGreaterThan(DRIFT_LIMITS.moderateIndex);
  });

  it('sees values that became unknown, a value not there before, and a shift that the index alone calls small', () => {
    expect(drift(makeTable(1, 4000), makeTable(2, 4000, { unknown: 0.3 })).drifted).toEqual(['volume']);
    const renamed = makeTable(1, 1000);
    const fresh = { ...renamed, features: renamed.features.map((feature) => (feature.kind === 'category' ? { ...feature, values: ['cardiology', 'pediatrics', 'neurology'] } : feature)) };
    expect(drift(renamed, fresh).drifted).toEqual(['specialty']);
    const slight = drift(makeTable(1, 4000), makeTable(2, 4000, { shift: 0.27 })).features[1]!;
    expect(slight.index).toBeLessThan(DRIFT_LIMITS.moderateIndex);
    expect(slight).toMatchObject({ grade: 'moderate', score: 0.4 });
  });

  it('says which feature cannot be compared', () => {
    const table = makeTable(1, 10);
    const less = { rowCount: 10, features: table.features.slice(0, 1) };
    expect(measurePopulationDrift(table, less)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'volume' } });
    const other: FeatureTable = { rowCount: 10, features: [{ kind: 'number', name: 'specialty', numbers: new Float64Array(10) }] };
    expect(measurePopulationDrift(less, other)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'specialty' } });
    expect(() => measurePopulationDrift({ ...table, rowCount: 11 }, table)).toThrow(RangeError);
  });
});

describe('profiles', () => {
  const then: FeatureTable = {
    rowCount: 4,
    features: [
      { kind: 'category', name: 'specialty', codes: Int32Array.of(0, 1, -1, 0), values: ['a', 'b'] },
      { kind: 'number', name: 'volume', numbers: Float64Array.of(10, 20, 30, Number.NaN) },
    ],
  };
  const now: FeatureTable = {
    rowCount: 4,
    features: [
      { kind: 'number', name: 'volume', numbers: Float64Array.of(10, 30, 30, 5) },
      { kind: 'category', name: 'specialty', codes: Int32Array.of(1, 1, -1, 1), values: ['c', 'a'] },
    ],
  };

  it('measures how far each contact moved, matching values by name', () => {
    const change = measureProfileChange(then, now, Int32Array.of(0, 1, 2, -1));
    if (!change.ok) throw new Error(change.fault.message);
    expect(change.value.score[0]).toBe(0);
    expect(change.value.score[1]).toBeCloseTo((1 + 1 / 3) / 2, 12);
    expect(change.value.score[2]).toBe(0);
    expect(change.value.score[3]).toBe(0);
    expect(change.value.changedOf(1)).toEqual(['specialty', 'volume']);
    expect(change.value.changedOf(0)).toEqual([]);
  });

  it('counts a value that became known as changed, and refuses profiles without the feature', () => {
    const change = measureProfileChange(then, now, Int32Array.of(3, 1, 2, 0));
    expect(change.ok && change.value.changedOf(0)).toEqual(['volume']);
    expect(measureProfileChange(then, { rowCount: 4, features: now.features.slice(0, 1) }, new Int32Array(4))).toMatchObject({ ok: false, fault: { path: 'specialty' } });
    expect(() => measureProfileChange(then, now, new Int32Array(3))).toThrow(RangeError);
  });

  it('measures completeness', () => {
    expect([...measureCompleteness(then)]).toEqual([1, 1, 0.5, 0.5]);
    expect([...measureCompleteness({ rowCount: 2, features: [] })]).toEqual([1, 1]);
  });
});
