import { createGlpkSolver } from '../../../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../../../src/engine/linear/highs-adapter.ts';
import type { RunControl } from '../../../../src/engine/base/progress.ts';
import { solveAllocation } from '../../../../src/engine/allocation/solve-allocation.ts';
import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import type { Plan, SolveMethod } from '../../../../src/engine/model/plan.ts';

const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };

/** A clock that stands still: how far a run gets depends on the seconds it is planned with, never on the machine. */
export const patientControl: RunControl = { now: () => 0 };

/** Solves with both real solvers; the time allowed is ample, so that nothing is cut. */
export function solve(problem: AllocationProblem, method: SolveMethod, options: { gap?: number; seconds?: number; seed?: number; warmStart?: Pick<Plan, 'actions' | 'usage'> } = {}, control: RunControl = patientControl): Promise<Plan> {
  return solveAllocation(problem, { method, seconds: options.seconds ?? 60, gap: options.gap ?? 0, seed: options.seed ?? 1, warmStart: options.warmStart }, solvers, control);
}
