import { describe, expect, it } from 'vitest';
import { createRandom, randomNormal } from '../../../src/engine/base/rng.ts';
import { createBayesianSearch, restoreBayesianSearch, type BayesianSearch, type BayesianSearchOptions } from '../../../src/engine/design/bayesian-search.ts';
import { findBroken } from '../../../src/engine/design/check-point.ts';
import { designRandom } from '../../../src/engine/design/random.ts';
import { countPoints, keyOf, toValues, type UnitPoint } from '../../../src/engine/design/unit-point.ts';
import { SearchSpace } from '../../../src/engine/model/search-space.ts';
import { branin, BRANIN_MINIMUM, hartmann6, unitSpace } from './known-functions.ts';
import { valueOf } from './known-spaces.ts';

function run(options: BayesianSearchOptions, evaluate: (point: UnitPoint) => number | null, evaluations: number): BayesianSearch {
  const search = valueOf(createBayesianSearch(options));
  while (search.evaluations.length < evaluations) {
    const points = valueOf(search.ask());
    if (points.length === 0) break;
    valueOf(search.tell(points, points.map(evaluate)));
  }
  return search;
}

const lowest = (search: BayesianSearch): number => Math.min(...search.evaluations.map(({ score }) => score ?? Infinity));
const drawn = (evaluate: (point: UnitPoint) => number, dimensions: number, count: number, seed: number): number => Math.min(...valueOf(designRandom(unitSpace(dimensions), { count, seed })).points.map(evaluate));

describe('createBayesianSearch', () => {
  it('finds Branin’s minimum in 30 evaluations, one by one', () => {
    const search = run({ space: unitSpace(2), goal: 'min', seed: 5 }, branin, 30);
    expect(lowest(search) - BRANIN_MINIMUM).toBeLessThan(0.05);
    expect(search.best()!.score).toBe(lowest(search));
  });

  it('beats random search on Branin and Hartmann6 from every seed, four by four', () => {
    for (let seed = 1; seed <= 8; seed += 1) expect(lowest(run({ space: unitSpace(2), goal: 'min', seed, batch: 4 }, branin, 26))).toBeLessThan(drawn(branin, 2, 26, seed));
    for (let seed = 1; seed <= 4; seed += 1) expect(lowest(run({ space: unitSpace(6), goal: 'min', seed, batch: 4 }, hartmann6, 38))).toBeLessThan(drawn(hartmann6, 6, 38, seed));
  });

  it('seeks the largest score as it seeks the smallest of its negative', () => {
    const low = run({ space: unitSpace(2), goal: 'min', seed: 3, batch: 3 }, branin, 12);
    const high = run({ space: unitSpace(2), goal: 'max', seed: 3, batch: 3 }, (point) => -branin(point), 12);
    expect(high.evaluations.map(({ point }) => point)).toEqual(low.evaluations.map(({ point }) => point));
    expect(high.best()!.mean).toBeCloseTo(-low.best()!.mean, 6);
  });

  it('goes on after a restart, and whatever the order scores came in', () => {
    const options: BayesianSearchOptions = { space: unitSpace(3), goal: 'min', seed: 8, batch: 4, noise: 0.1 };
    const search = run(options, ([x, y, z]) => (x! - 0.3) ** 2 + y! * z!, 16);
    const next = valueOf(search.ask());
    expect(next).toHaveLength(4);
    expect(valueOf(search.ask())).toEqual(next);
    const stored: unknown = JSON.parse(JSON.stringify(search.evaluations));
    expect(stored).toEqual(search.evaluations);
    expect(valueOf(valueOf(restoreBayesianSearch(options, search.evaluations)).ask())).toEqual(next);
    expect(valueOf(valueOf(restoreBayesianSearch(options, search.evaluations.toReversed())).ask())).toEqual(next);
    expect(valueOf(valueOf(restoreBayesianSearch({ ...options, seed: 9 }, search.evaluations)).ask())).not.toEqual(next);
  });

  it('never asks for a point that breaks a constraint or was there before', () => {
    const space = SearchSpace.parse({
      parameters: [
        { name: 'email', from: 0, to: 1 },
        { name: 'call', from: 0, to: 1, step: 0.1 },
        { name: 'touches', values: [1, 2, 4, 8] },
        { name: 'first', choices: ['email', 'call', 'visit'] },
      ],
      constraints: [{ name: 'share', terms: { email: 1, call: 1 }, max: 0.6 }, { terms: { touches: 1, call: 10 }, min: 2, max: 9 }],
    });
    for (let seed = 1; seed <= 3; seed += 1) {
      const search = run({ space, goal: 'max', seed, batch: 4 }, (point) => {
        const { email, call, touches, first } = toValues(space, point);
        return Number(email) + 2 * Number(call) + Math.log(Number(touches)) + (first === 'call' ? 0.5 : 0);
      }, 30);
      expect(search.evaluations.filter(({ point }) => findBroken(space, point) !== null)).toEqual([]);
      expect(new Set(search.evaluations.map(({ point }) => keyOf(space, point))).size).toBe(search.evaluations.length);
      const best = search.best()!;
      expect(toValues(space, best.point)).toMatchObject({ first: 'call' });
    }
  });

  it('finds the best combination of choices long before it has seen all', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const space = SearchSpace.parse({ parameters: ['first', 'second', 'third'].map((name) => ({ name, choices: names })) });
    const worth = (point: UnitPoint): number => point.reduce((sum, coordinate, at) => sum + [0.2, 0.9, 0.1, 0.5, 0.7, 0.3][(Math.floor(coordinate * 6) + at) % 6]!, 0);
    const search = run({ space, goal: 'max', seed: 4, batch: 2 }, worth, 40);
    expect(countPoints(space)).toBe(216);
    expect(Math.max(...search.evaluations.map(({ score }) => score!))).toBeCloseTo(2.7, 9);
  });

  it('learns where evaluations fail, and keeps away', () => {
    const isBad = ([x, y]: UnitPoint): boolean => x! + y! > 1.1;
    const evaluate = (point: UnitPoint): number | null => (isBad(point) ? null : -((point[0]! - 0.8) ** 2 + (point[1]! - 0.8) ** 2));
    const search = run({ space: unitSpace(2), goal: 'max', seed: 6, batch: 2 }, evaluate, 36);
    // The best feasible point is (0.55, 0.55), on the edge of what fails; without that edge it would be (0.8, 0.8).
    const late = search.evaluations.slice(16);
    expect(late.filter(({ point }) => point[0]! + point[1]! > 1.3).length).toBeLessThan(8);
    expect(search.best()!.score).toBeGreaterThan(-0.13);
  });

  it('goes on with Sobol points while everything fails', () => {
    const search = run({ space: unitSpace(2), goal: 'max', seed: 6, initial: 4, batch: 3 }, () => null, 20);
    expect(search.evaluations.length).toBeGreaterThanOrEqual(20);
    expect(search.best()).toBeNull();
  });

  it('is not led astray by noise, given or estimated', () => {
    const bowl = ([x, y]: UnitPoint): number => 4 * ((x! - 0.35) ** 2 + (y! - 0.6) ** 2);
    for (const errors of [true, false]) {
      const random = createRandom(12);
      const search = valueOf(createBayesianSearch({ space: unitSpace(2), goal: 'min', seed: 2, batch: 4 }));
      while (search.evaluations.length < 38) {
        const points = valueOf(search.ask());
        valueOf(search.tell(points, points.map((point) => bowl(point) + 0.15 * randomNormal(random)), errors ? points.map(() => 0.15) : undefined));
      }
      const best = search.best()!;
      expect(bowl(best.point)).toBeLessThan(0.12);
      expect(Math.abs(best.mean - bowl(best.point))).toBeLessThan(4 * best.sd + 0.02);
    }
  });

  it('ends when a small space is used up', () => {
    const space = SearchSpace.parse({ parameters: [{ name: 'a', values: [1, 2, 3] }, { name: 'b', choices: ['x', 'y', 'z'] }], constraints: [{ terms: { a: 1 }, max: 2 }] });
    const search = run({ space, goal: 'max', seed: 1, initial: 3, batch: 2 }, ([a]) => a!, 50);
    expect(search.evaluations).toHaveLength(6);
    expect(valueOf(search.ask())).toEqual([]);
  });

  it('refuses what does not fit, and takes nothing of it', () => {
    const search = valueOf(createBayesianSearch({ space: unitSpace(2), goal: 'min', seed: 1 }));
    expect(search.tell([[0.5, 0.5]], [])).toMatchObject({ ok: false, fault: { path: 'scores' } });
    expect(search.tell([[0.5, 0.5], [0.1, 0.2]], [1, Number.NaN])).toMatchObject({ fault: { code: 'BAD_INPUT', path: 'scores.1' } });
    expect(search.tell([[0.5]], [1])).toMatchObject({ fault: { path: 'points.0' } });
    expect(search.tell([[0.5, 1.5]], [1])).toMatchObject({ fault: { path: 'points.0' } });
    expect(search.tell([[0.5, 0.5]], [1], [-1])).toMatchObject({ fault: { path: 'standardErrors.0' } });
    expect(search.tell([[0.5, 0.5]], [1], [])).toMatchObject({ fault: { path: 'standardErrors' } });
    expect(search.evaluations).toEqual([]);
    expect(createBayesianSearch({ space: unitSpace(2), goal: 'min', seed: 1, batch: 0 })).toMatchObject({ fault: { path: 'batch' } });
    expect(createBayesianSearch({ space: unitSpace(2), goal: 'min', seed: 1, noise: -1 })).toMatchObject({ fault: { path: 'noise' } });
    expect(restoreBayesianSearch({ space: unitSpace(2), goal: 'min', seed: 1 }, [{ point: [0.5], score: 1 }])).toMatchObject({ fault: { path: 'evaluations.0' } });
  });
});
