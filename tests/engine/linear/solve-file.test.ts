import { describe, expect, it } from 'vitest';
import { createGlpkSolver } from '../../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../../src/engine/linear/highs-adapter.ts';
import { solveModelText } from '../../../src/engine/linear/solve-file.ts';
import { freeControl } from './support/controls.ts';

const lp = 'Maximize\n obj: 3 x + 2 y + 0 z + 1\nSubject To\n c: x + y <= 4.5\nGeneral\n x y\nEnd';
const mps = 'NAME\nROWS\n N COST\n G R\nCOLUMNS\n x COST 1 R 1\n __proto__ COST 2 R 1\nRHS\n RHS R 3\nBOUNDS\n UP B x 2\nENDATA';

const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };

describe('solveModelText', () => {
  it.each(['highs', 'glpk'] as const)('answers with the non-zero values by name (%s)', async (solver) => {
    expect(await solveModelText({ text: lp, format: 'lp', solver }, solvers, freeControl)).toEqual({ ok: true, value: { status: 'optimal', objective: 13, bound: 13, variables: { x: 4 } } });
    const answer = await solveModelText({ text: mps, format: 'mps', solver, seconds: 10 }, solvers, freeControl);
    expect(answer.ok && Object.entries(answer.value.variables)).toEqual([['x', 2], ['__proto__', 1]]);
    expect(answer).toMatchObject({ ok: true, value: { status: 'optimal', objective: 4, bound: 4 } });
  });

  it('answers infeasible and unbounded as statuses', async () => {
    const none = { objective: null, bound: null, variables: {} };
    expect(await solveModelText({ text: 'min x\nst\n c: x <= -1\nEnd', format: 'lp' }, solvers, freeControl)).toEqual({ ok: true, value: { status: 'infeasible', ...none } });
    expect(await solveModelText({ text: 'max x\nst\n c: x >= -1\nEnd', format: 'lp' }, solvers, freeControl)).toEqual({ ok: true, value: { status: 'unbounded', ...none } });
  });

  it('answers a broken text as a fault with its line', async () => {
    expect(await solveModelText({ text: 'min x\nst\n c: x <= y\nEnd', format: 'lp' }, solvers, freeControl)).toMatchObject({ ok: false, fault: { code: 'BAD_FORMAT', path: 'line 3' } });
    expect(await solveModelText({ text: lp, format: 'mps' }, solvers, freeControl)).toMatchObject({ ok: false, fault: { code: 'BAD_FORMAT', path: 'line 1' } });
  });

  it('stops at its seconds', async () => {
    expect(await solveModelText({ text: lp, format: 'lp', seconds: 0 }, solvers, freeControl)).toMatchObject({ ok: true, value: { status: 'time_limit', objective: null, variables: {} } });
  });
});
