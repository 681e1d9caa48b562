import { afterEach, describe, expect, it } from 'vitest';
import { compileProblem } from '../../src/engine/allocation/compile-problem.ts';
import { withScalar } from '../../src/engine/allocation/objective/apply-scalar.ts';
import { createGuard } from '../../src/engine/allocation/objective/create-guard.ts';
import { weighGuards } from '../../src/engine/allocation/objective/guarded-relaxation.ts';
import { restoreState } from '../../src/engine/allocation/plan-actions.ts';
import { scalarOfMetric } from '../../src/engine/allocation/objective/scalar.ts';
import { createLoneCrew, type ShardCrew, type ShardTask } from '../../src/engine/allocation/prices/shard-crew.ts';
import { solvePrices } from '../../src/engine/allocation/prices/solve-prices.ts';
import { createRelaxation } from '../../src/engine/allocation/relaxation.ts';
import { createCancelFlag, raiseCancel } from '../../src/engine/base/cancel.ts';
import type { RunControl } from '../../src/engine/base/progress.ts';
import { createPricesCrew, type PricesCrew } from '../../src/main/workers/prices-crew.ts';
import { beat, commandShards, createShardControl, dismiss, isDismissed } from '../../src/main/workers/shard-control.ts';
import { makeRandomProblem } from '../engine/allocation/support/random-problem.ts';

const { fixed: _fixed, ...problem } = makeRandomProblem(9, { contacts: 420, channels: 4, days: 14, rules: 6 });
const compiled = compileProblem(problem);
const patient: RunControl = { now: () => 0 };
const solve = (crew: ShardCrew, control: RunControl = patient, what = compiled) => {
  const found = solvePrices(createRelaxation(what), { seed: 3, gap: 0, seconds: 1, crew }, control);
  if (found === null) throw new Error('no plan');
  return found;
};

let crew: PricesCrew | null = null;
afterEach(() => crew?.end());

/** Waits for its helpers before the first task, counting what this thread does itself. */
function createWatchedCrew(threads: number): { readonly watched: ShardCrew; readonly own: { count: number; all: number; tasks: Set<ShardTask> } } {
  const made = createPricesCrew(threads);
  crew = made;
  const own = { count: 0, all: 0, tasks: new Set<ShardTask>() };
  const watched: ShardCrew = {
    ...made,
    run(task, count, work, lookUp) {
      own.all += count;
      own.tasks.add(task);
      made.run(task, count, (what, shard) => ((own.count += 1), work(what, shard)), lookUp);
    },
  };
  return { watched, own };
}

describe('a crew of threads', () => {
  it('finds the same bytes as one thread alone, and takes work off it', () => {
    const alone = solve(createLoneCrew());
    expect(alone.actions.contact.length).toBeGreaterThan(100);
    for (const threads of [2, 3]) {
      const { watched, own } = createWatchedCrew(threads);
      expect(solve(watched)).toEqual(alone);
      expect(own.count).toBeLessThan(own.all);
      void crew?.end();
    }
  });

  it('solves one objective after the other with the same helpers', () => {
    const { watched, own } = createWatchedCrew(2);
    for (const metric of ['lift', 'net'] as const) {
      const weighed = withScalar(compiled, scalarOfMetric[metric]);
      const solveWith = (by: ShardCrew) => solvePrices(createRelaxation(weighed), { seed: 3, gap: 0, seconds: 0.2, crew: by }, patient);
      expect(solveWith(watched)).toEqual(solveWith(createLoneCrew()));
    }
    const first = solvePrices(createRelaxation(compiled), { seed: 3, gap: 0, seconds: 0.2 }, patient)!;
    const guards = [createGuard(compiled, scalarOfMetric.lift, 0.9 * first.objective)];
    const guarded = weighGuards({ ...withScalar(compiled, scalarOfMetric.net), guards }, Float64Array.of(0.2));
    const solveWith = (by: ShardCrew) => solvePrices(createRelaxation(guarded), { seed: 3, gap: 0, seconds: 0.2, start: { actions: first.actions }, crew: by }, patient);
    const found = solveWith(watched);
    expect(found).toEqual(solveWith(createLoneCrew()));
    expect(restoreState({ ...compiled, guards }, found!.actions).guardValue[0]).toBeGreaterThanOrEqual(0.9 * first.objective - 1e-6);
    expect(own.count).toBeLessThan(own.all);
  });

  it('shares the slower relaxation where rules of the contacts themselves bind', () => {
    const { fixed: _pins, ...free } = makeRandomProblem(8, { contacts: 320, channels: 3, days: 7, rules: 3 });
    const [first = '', second = ''] = free.channels.map(({ id }) => id);
    const tight = compileProblem({ ...free, constraints: [...free.constraints, { id: 'apart', kind: 'exclusion', first, second, withinDays: 7 }] });
    const { watched, own } = createWatchedCrew(2);
    expect(solve(watched, patient, tight)).toEqual(solve(createLoneCrew(), patient, tight));
    expect([...own.tasks]).toContain('tighten');
  });

  it('stops with a plan when cancelled', () => {
    const { watched } = createWatchedCrew(2);
    const cancel = createCancelFlag();
    const found = solve(watched, { ...patient, cancel, onProgress: ({ phase }) => phase === 'search' && raiseCancel(cancel) });
    expect(found.stop).toBe('interrupted');
    expect(found.actions.contact.length).toBeGreaterThan(100);
  });

  it('does without helpers that ended', async () => {
    const { watched } = createWatchedCrew(2);
    watched.brief(problem, watched.reserve(8));
    await crew?.end();
    expect(solve({ ...watched, brief: () => undefined, reserve: (bytes) => new ArrayBuffer(bytes) })).toEqual(solve(createLoneCrew()));
  });
});

describe('the control of shards', () => {
  it('gives up helpers that took work and fell silent, and does the work itself', () => {
    const control = createShardControl();
    let clock = 0;
    const done: number[] = [];
    // A helper that claims the second shard and is never heard of again: cell 3 holds what is taken.
    const isAlive = commandShards(control, 'search', 3, (_task, shard) => {
      if (done.length === 0) Atomics.add(control, 3, 1);
      done.push(shard);
    }, { lookMs: 1, silenceMs: 50, now: () => (clock += 20), lookUp: () => undefined });
    expect(isAlive).toBe(false);
    expect(done).toEqual([0, 2, 1]);
    expect(isDismissed(control)).toBe(true);
  });

  it('waits for a helper that gives signs of life', () => {
    const control = createShardControl();
    let clock = 0;
    let looks = 0;
    const isAlive = commandShards(control, 'search', 2, () => {
      if (looks === 0) Atomics.add(control, 3, 1);
    }, { lookMs: 1, silenceMs: 50, now: () => (clock += 20), lookUp: () => {
      looks += 1;
      beat(control);
      if (looks === 40) Atomics.add(control, 4, 1);
    } });
    expect(isAlive).toBe(true);
    expect(looks).toBe(40);
    dismiss(control);
    expect(beat(control)).toBe(true);
  });
});
