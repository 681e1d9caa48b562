import { afterEach, describe, expect, it } from 'vitest';
import { createCancelFlag, raiseCancel } from '../../src/engine/base/cancel.ts';
import type { RunControl } from '../../src/engine/base/progress.ts';
import type { LinearModel } from '../../src/engine/linear/linear-model.ts';
import { createModelBuilder } from '../../src/engine/linear/model-builder.ts';
import { createSolverThread, type SolverThread } from '../../src/main/workers/solver-thread.ts';
import { buildMarketSplit } from '../engine/linear/support/market-split.ts';

/** max 3x + 2y, x + y ≤ 4.5, whole: 13 is 3·4 + 2·0 + 1. */
function buildSmall(): LinearModel {
  const builder = createModelBuilder({ sense: 'max' });
  builder.addOffset(1);
  builder.addColumn({ name: 'x', cost: 3, isInteger: true });
  builder.addColumn({ name: 'y', cost: 2, isInteger: true });
  builder.addRow({ name: 'c', upper: 4.5 });
  builder.addEntry(0, 0, 1);
  builder.addEntry(0, 1, 1);
  return builder.build();
}

/** A control whose clock leaps far ahead once the solver was heard of: the thread itself still believes to have time. */
function createLeapingControl(): RunControl {
  let leapMs = 0;
  return { now: () => performance.now() + leapMs, deadlineMs: performance.now() + 3_600_000, onProgress: () => void (leapMs += 3_600_000) };
}

let thread: SolverThread | null = null;
afterEach(() => thread?.end());

describe.each(['highs', 'glpk'] as const)('a %s thread', (name) => {
  it('answers what the solver answers, time and again', async () => {
    thread = createSolverThread(name);
    for (let time = 0; time < 3; time += 1) {
      const solution = await thread.solve(buildSmall(), {}, { now: () => performance.now() });
      expect(solution).toMatchObject({ status: 'optimal', objective: 13, bound: 13, solver: name });
      expect([...(solution.values ?? [])]).toEqual([4, 0]);
    }
  });

  it('stops in good order when cancelled', async () => {
    thread = createSolverThread(name);
    const cancel = createCancelFlag();
    const { status, solverVersion } = await thread.solve(buildMarketSplit(), {}, { now: () => performance.now(), cancel, onProgress: () => raiseCancel(cancel) });
    expect([status, solverVersion]).toEqual(['interrupted', expect.stringMatching(/^\d/)]);
  });

  it('that does not stop in time is ended, answers the start, and solves again', async () => {
    thread = createSolverThread(name);
    const model = buildMarketSplit();
    const customers = model.isInteger.reduce((count, whole) => count + whole, 0);
    const start = new Float64Array(model.columnNames.length);
    for (const [row, half] of model.rowUpper.entries()) start[customers + 2 * row] = half;
    const cut = await thread.solve(model, { start }, createLeapingControl());
    expect(cut).toMatchObject({ status: 'time_limit', solverVersion: 'ended', bound: null, objective: model.rowUpper.reduce((sum, half) => sum + half, 0) });
    expect(await thread.solve(buildSmall(), {}, { now: () => performance.now() })).toMatchObject({ status: 'optimal', objective: 13 });
  });

  it('that dies leaves the caller with what is known', async () => {
    const dying = createSolverThread(name);
    const answer = dying.solve(buildMarketSplit(), {}, { now: () => performance.now(), onProgress: () => void dying.end() });
    expect(await answer).toMatchObject({ status: 'unknown', values: null });
  });
});
