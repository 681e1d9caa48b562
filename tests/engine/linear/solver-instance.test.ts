import type { Highs } from 'highs';
import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { createHighsSolver } from '../../../src/engine/linear/highs-adapter.ts';
import { createGlpkSolver } from '../../../src/engine/linear/glpk-adapter.ts';
import type { LinearModel } from '../../../src/engine/linear/linear-model.ts';
import { createModelBuilder } from '../../../src/engine/linear/model-builder.ts';
import { createSolverInstance } from '../../../src/engine/linear/solver-instance.ts';
import { freeControl } from './support/controls.ts';

/** Assigns 12 tasks to 4 agents under capacities; `shift` makes every model another one. */
function buildAssignment(shift: number): LinearModel {
  const builder = createModelBuilder();
  for (let task = 0; task < 12; task++) builder.addRow({ lower: 1, upper: 1 });
  for (let agent = 0; agent < 4; agent++) {
    const load = builder.addRow({ upper: 25 });
    for (let task = 0; task < 12; task++) {
      const column = builder.addColumn({ upper: 1, cost: 5 + ((agent * 7 + task * 11 + shift * 13) % 17), isInteger: true });
      builder.addEntry(task, column, 1);
      builder.addEntry(load, column, 3 + ((agent * 5 + task * 3 + shift) % 7));
    }
  }
  return builder.build();
}

describe('a solver used again and again', () => {
  it('HiGHS gives its memory back: 200 solves need no more than the first ones', async () => {
    const loaded: Highs[] = [];
    const solve = createHighsSolver(async () => {
      const highs = await loadHighs();
      loaded.push(highs);
      return highs;
    });
    for (let round = 0; round < 20; round++) await solve(buildAssignment(round), {}, freeControl);
    const settled = loaded[0]!.memoryBytes;
    for (let round = 20; round < 220; round++) expect((await solve(buildAssignment(round), {}, freeControl)).status).toBe('optimal');
    expect(loaded.length).toBe(1);
    expect(loaded[0]!.memoryBytes).toBe(settled);
  });

  it('GLPK stays right over 200 solves', async () => {
    const [highs, glpk] = [createHighsSolver(), createGlpkSolver()];
    for (let round = 0; round < 200; round++) {
      const answer = await glpk(buildAssignment(round % 10), {}, freeControl);
      expect(answer.status).toBe('optimal');
      if (round < 10) expect(answer.objective).toBe((await highs(buildAssignment(round), {}, freeControl)).objective);
    }
  });

  it('HiGHS is replaced after it aborted', async () => {
    let loads = 0;
    const solve = createHighsSolver(async () => {
      loads += 1;
      const highs = await loadHighs();
      if (loads > 1) return highs;
      const createModel: Highs['createModel'] = (source) => {
        const model = highs.createModel(source);
        return Object.assign(Object.create(model) as typeof model, {
          run: () => {
            throw new Error('memory access out of bounds');
          },
        });
      };
      return Object.assign(Object.create(highs) as Highs, { createModel });
    });
    const nothing = { status: 'unknown', objective: null, bound: null, values: null, rowDuals: null };
    expect(await solve(buildAssignment(1), {}, freeControl)).toMatchObject(nothing);
    expect((await solve(buildAssignment(1), {}, freeControl)).status).toBe('optimal');
    await solve(buildAssignment(2), {}, freeControl);
    expect(loads).toBe(2);
  });

  it('HiGHS that truly aborts (its LP parser on a broken text) leaves the next solve whole', async () => {
    let loads = 0;
    const solve = createHighsSolver(async () => {
      loads += 1;
      const highs = await loadHighs();
      if (loads > 1) return highs;
      const createModel: Highs['createModel'] = () => highs.createModel({ format: 'lp', data: 'min\n x + 5 +\nst\n c x >=\n' });
      return Object.assign(Object.create(highs) as Highs, { createModel });
    });
    expect((await solve(buildAssignment(1), {}, freeControl)).status).toBe('unknown');
    expect((await solve(buildAssignment(1), {}, freeControl)).status).toBe('optimal');
    expect(loads).toBe(2);
  });

  it('keeps the point an aborted run had found, as unknown', async () => {
    const point = Float64Array.from({ length: 48 }, (_unused, column) => (column % 12) % 4 === Math.floor(column / 12) ? 1 : 0);
    const solve = createHighsSolver(async () => {
      const highs = await loadHighs();
      const createModel: Highs['createModel'] = (source) => {
        const model = highs.createModel(source);
        const run: typeof model.run = (callbacks) => {
          const { mipImprovingSolution } = highs.constants.callbackType;
          callbacks?.[mipImprovingSolution]?.({ type: mipImprovingSolution, message: '', data: { mip_solution: point } });
          throw new Error('memory access out of bounds');
        };
        return Object.assign(Object.create(model) as typeof model, { run });
      };
      return Object.assign(Object.create(highs) as Highs, { createModel });
    });
    const builder = createModelBuilder({ sense: 'max' });
    for (let column = 0; column < 48; column++) builder.addColumn({ upper: 1, cost: 1, isInteger: true });
    expect(await solve(builder.build(), {}, freeControl)).toMatchObject({ status: 'unknown', objective: 12, bound: null, values: point });
  });
});

describe('createSolverInstance', () => {
  it('loads once, again after discard, and again after a failed load', async () => {
    let loads = 0;
    const instance = createSolverInstance(async () => {
      loads += 1;
      if (loads === 1) throw new Error('no file');
      return loads;
    });
    await expect(instance.get()).rejects.toThrow('no file');
    expect(await Promise.all([instance.get(), instance.get()])).toEqual([2, 2]);
    instance.discard();
    expect(await instance.get()).toBe(3);
  });
});
