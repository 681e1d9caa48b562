import type { LinearModel, LinearSolution, LinearSolveOptions } from '../../engine/linear/linear-model.ts';
import type { Listener, ThreadControl } from './engine-api.ts';

/** The solvers of linear models. */
export type LinearSolverName = 'highs' | 'glpk';

/** What a solver does on a thread of its own. */
export interface LinearApi {
  solve(solver: LinearSolverName, model: LinearModel, options: LinearSolveOptions, control: ThreadControl, onProgress: Listener): Promise<LinearSolution>;
}
