import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, randomNormal } from '../../../src/engine/base/rng.ts';
import { comparePaired, widenForSample } from '../../../src/engine/design/paired-difference.ts';
import { planRace } from '../../../src/engine/design/plan-race.ts';
import { createRace, type Race, type RaceOptions } from '../../../src/engine/design/race.ts';
import '../../support/seeded.ts';
import { drawVariants, runRace } from './noisy-variants.ts';
import { valueOf } from './known-spaces.ts';

const race = (options: RaceOptions): Race => valueOf(createRace(options));

describe('planRace', () => {
  it('divides replications and variants by eta, from the last round back', () => {
    expect(valueOf(planRace({ count: 81, replications: 216, eta: 3 }))).toEqual([
      { from: 0, to: 8, variants: 81 },
      { from: 8, to: 24, variants: 27 },
      { from: 24, to: 72, variants: 9 },
      { from: 72, to: 216, variants: 3 },
    ]);
    expect(valueOf(planRace({ count: 4, replications: 1000, eta: 2 })).map(({ to }) => to)).toEqual([250, 500, 1000]);
    expect(valueOf(planRace({ count: 500, replications: 9 }))).toEqual([{ from: 0, to: 9, variants: 500 }]);
    expect(valueOf(planRace({ count: 1, replications: 100 }))).toEqual([{ from: 0, to: 100, variants: 1 }]);
  });

  it('covers every replication once, with at least the fewest in the first round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 3000 }), fc.double({ min: 2, max: 6, noNaN: true }), fc.integer({ min: 2, max: 20 }), (count, replications, eta, least) => {
        const rounds = valueOf(planRace({ count, replications, eta, least }));
        expect(rounds[0]!.from).toBe(0);
        expect(rounds.at(-1)!.to).toBe(replications);
        expect(rounds[0]!.to).toBeGreaterThanOrEqual(Math.min(least, replications));
        rounds.forEach((round, at) => {
          expect(round.to).toBeGreaterThan(round.from);
          if (at > 0) expect([round.from, round.variants]).toEqual([rounds[at - 1]!.to, Math.ceil(rounds[at - 1]!.variants / eta)]);
        });
      }),
      { numRuns: 200 },
    );
  });

  it.each([[{ count: 0 }, 'count'], [{ replications: 1.5 }, 'replications'], [{ eta: 1.5 }, 'eta'], [{ least: 1 }, 'least']])('refuses %j', (change, path) => {
    expect(planRace({ count: 5, replications: 50, ...change })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path } });
  });
});

describe('paired differences', () => {
  it('are those of the differences', () => {
    const { mean, standardError } = comparePaired(Float64Array.of(5, 7, 9, 14), Float64Array.of(4, 7, 7, 9));
    expect(mean).toBe(2);
    expect(standardError).toBeCloseTo(Math.sqrt(14 / 3 / 4), 12);
    expect(comparePaired(Float64Array.of(101, 203, 305), Float64Array.of(1, 103, 205))).toEqual({ mean: 100, standardError: 0 });
  });

  it('are held against Student’s t, from tables', () => {
    // t with the tail of z = 1.959964 and of z = 2.575829.
    expect(widenForSample(1.959964, 10)).toBeCloseTo(2.228, 2);
    expect(widenForSample(1.959964, 30)).toBeCloseTo(2.042, 3);
    expect(widenForSample(2.575829, 7)).toBeCloseTo(3.499, 1);
    expect(widenForSample(2.575829, 60)).toBeCloseTo(2.66, 3);
  });
});

describe('createRace', () => {
  it('stops what is surely behind, and says after which round and by how much', () => {
    const noise = [3, -2, 1, -1, 2, -3, 0, 0];
    const score = (variant: number, replication: number): number => 10 * variant + noise[(replication * (variant + 3)) % 8]!;
    const one = race({ count: 9, replications: 72, goal: 'max' });
    expect(one.leader()).toBeNull();
    runRace(one, score);
    const standings = one.standings();
    expect(one.leader()).toBe(8);
    expect(standings[8]).toMatchObject({ replications: 72, stopped: null });
    expect(standings[0]).toMatchObject({ replications: 8, stopped: { round: 0, leader: 8 } });
    expect(standings[0]!.stopped!.difference).toBeCloseTo(80, 0);
    expect(standings.filter(({ replications }) => replications === 8)).toHaveLength(6);
    expect(one.ask()).toBeNull();
    expect(one.tell([])).toMatchObject({ ok: false, fault: { message: 'The race is over.' } });
  });

  it('never stops a variant within z standard errors of the leader, nor one of the best 1/eta', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer(), fc.constantFrom<'min' | 'max'>('min', 'max'), (count, seed, goal) => {
        const score = drawVariants({ count, seed, spread: 3, own: 2, common: 5 });
        const one = race({ count, replications: 72, goal, z: 2 });
        const sign = goal === 'max' ? 1 : -1;
        for (let asked = one.ask(); asked !== null; asked = one.ask()) {
          const before = asked.variants;
          const { round, from, to } = asked;
          valueOf(one.tell(before.map((variant) => Array.from({ length: to - from }, (_, at) => score(variant, from + at)))));
          const all = (variant: number): Float64Array => Float64Array.from({ length: to }, (_, at) => score(variant, at));
          const stopped = one.standings().filter((standing) => standing.stopped?.round === round);
          const survivors = before.length - stopped.length;
          expect(survivors).toBeGreaterThanOrEqual(Math.ceil(before.length / 3));
          const worstKept = sign * one.standings().filter(({ variant }) => before.includes(variant)).map(({ mean }) => sign * mean!).toSorted((a, b) => b - a)[Math.ceil(before.length / 3) - 1]!;
          for (const { variant, mean, stopped: stop } of stopped) {
            const apart = comparePaired(all(stop!.leader), all(variant));
            expect(sign * apart.mean).toBeCloseTo(stop!.difference, 9);
            expect(stop!.difference).toBeGreaterThan(2 * apart.standardError);
            expect(sign * mean!).toBeLessThanOrEqual(sign * worstKept);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('ends with the exhaustive winner, or one within 1 % of it, at a fraction of the replications', () => {
    let spent = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const [count, replications] = [100, 216];
      const score = drawVariants({ count, seed, spread: 8, own: 6, common: 12 });
      const mean = (variant: number): number => Array.from({ length: replications }, (_, at) => score(variant, at)).reduce((sum, one) => sum + one, 0) / replications;
      const one = race({ count, replications, goal: 'max' });
      runRace(one, score);
      const means = Array.from({ length: count }, (_, variant) => mean(variant));
      expect(means[one.leader()!]!).toBeGreaterThan(0.99 * Math.max(...means));
      spent += one.standings().reduce((sum, { replications: used }) => sum + used, 0) / (count * replications) / 60;
    }
    expect(spent).toBeLessThan(0.25);
  });

  it('keeps variants that never differ, unless a difference is not worth telling', () => {
    const same = (_: number, replication: number): number => 50 + Math.sin(replication);
    const patient = race({ count: 6, replications: 72, goal: 'min' });
    runRace(patient, same);
    expect(patient.standings().filter(({ stopped }) => stopped !== null)).toEqual([]);
    expect(patient.leader()).toBe(0);
    const quick = race({ count: 6, replications: 72, goal: 'min', indifference: 0.001 });
    runRace(quick, same);
    expect(quick.standings().filter(({ stopped }) => stopped !== null)).toHaveLength(5);
  });

  it('comes to the same place when told the same again', () => {
    const score = drawVariants({ count: 12, seed: 4, spread: 5, own: 3, common: 1 });
    const [first, second] = [race({ count: 12, replications: 72, goal: 'max' }), race({ count: 12, replications: 72, goal: 'max' })];
    runRace(first, score);
    runRace(second, score);
    expect(second.standings()).toEqual(first.standings());
  });

  it('refuses scores of another shape and takes nothing of them', () => {
    const one = race({ count: 2, replications: 4, goal: 'max' });
    expect(one.tell([[1, 2, 3, 4]])).toMatchObject({ ok: false, fault: { path: 'scores' } });
    expect(one.tell([[1, 2, 3, 4], [1, 2]])).toMatchObject({ fault: { path: 'scores.1' } });
    expect(one.tell([[1, 2, 3, 4], [1, 2, Number.NaN, 4]])).toMatchObject({ fault: { path: 'scores.1.2' } });
    expect(one.standings().every(({ replications }) => replications === 0)).toBe(true);
    expect(createRace({ count: 2, replications: 4, goal: 'max', z: -1 })).toMatchObject({ fault: { path: 'z' } });
    expect(createRace({ count: 2, replications: 4, goal: 'max', indifference: Infinity })).toMatchObject({ fault: { path: 'indifference' } });
  });

  it('is not fooled by what replications share', () => {
    // Every replication shifts all variants alike by far more than they differ.
    const random = createRandom(3);
    const shifts = Array.from({ length: 72 }, () => 100 * randomNormal(random));
    const one = race({ count: 5, replications: 72, goal: 'max' });
    runRace(one, (variant, replication) => variant + shifts[replication]! + 0.01 * Math.cos(replication * (variant + 1)));
    expect(one.leader()).toBe(4);
    expect(one.standings()[0]).toMatchObject({ replications: 8 });
  });
});
