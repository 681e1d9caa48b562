import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import type { Plan } from '../../model/plan.ts';
import { compileProblem } from '../compile-problem.ts';
import { countActionColumns } from '../exact/action-columns.ts';
import { solveAllocation } from '../solve-allocation.ts';

/** Up to so many action columns a question about a plan is answered by the exact model. */
const EXACT_COLUMNS = 600;

/** How long and from which seed a question about a plan is solved. */
export interface WarmOptions {
  readonly seconds: number;
  readonly seed: number;
}

/** Solves a problem near one that is solved, from its plan; exactly where it is tiny, or has at most `exactColumns` action columns. The steps of the solve are not reported. */
export function solveWarmly(problem: AllocationProblem, plan: Pick<Plan, 'actions' | 'usage'>, { seconds, seed }: WarmOptions, solvers: LinearSolvers, { onProgress: _silent, ...control }: RunControl, exactColumns = EXACT_COLUMNS): Promise<Plan> {
  const method = countActionColumns(compileProblem(problem)) <= exactColumns ? 'highs' : 'local';
  return solveAllocation(problem, { method, seconds, gap: 0, seed, warmStart: plan }, solvers, control);
}

/** True once a cancel or the deadline says to answer what is known. */
export const isCut = (control: RunControl): boolean => stopReason(control) !== null;
