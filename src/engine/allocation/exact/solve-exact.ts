import type { RunControl } from '../../base/progress.ts';
import type { LinearSolution, LinearSolver } from '../../linear/linear-model.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import type { FinishedPlan } from '../finish-plan.ts';
import { tightenBound } from '../tighten-bound.ts';
import { buildExactModel } from './build-exact-model.ts';
import { decodePlan, encodePlan } from './exact-point.ts';
import type { TailObjective } from './objective-rows.ts';

/** What an exact solver made of a problem. */
export interface ExactResult {
  readonly status: LinearSolution['status'];
  /** Best plan it knows, null without one. */
  readonly plan: FinishedPlan | null;
  /** Proven upper bound on the objective, Infinity without one. */
  readonly bound: number;
}

export interface ExactOptions {
  readonly seed: number;
  readonly gap: number;
  /** Feasible plan to start from. */
  readonly start: FinishedPlan | null;
  /** The mean of the worst draws, where it counts. */
  readonly tail?: TailObjective;
}

/**
 * Solves a problem through its exact model. The bound of the model also bounds the metric alone, because an exploration
 * gain is never negative.
 */
export async function solveExact(compiled: CompiledProblem, solver: LinearSolver, options: ExactOptions, control: RunControl): Promise<ExactResult> {
  const exact = buildExactModel(compiled, options.tail);
  const start = options.start === null ? null : encodePlan(exact, compiled, options.start.actions, options.start.isExplored);
  const solution = await solver(exact.model, { relativeGap: options.gap, seed: options.seed, ...(start === null ? {} : { start }) }, control);
  const plan = solution.values === null ? null : decodePlan(exact, compiled, solution.values);
  return { status: solution.status, plan, bound: tightenBound(compiled, solution.bound ?? Infinity) };
}
