import type { RunControl } from '../../base/progress.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { createRelaxation } from '../relaxation.ts';
import { searchPlan, type SearchOptions, type SearchOutcome } from '../search-plan.ts';
import type { LevelProof } from './level-proof.ts';
import { searchLevels } from './search-levels.ts';
import { searchRobust } from './search-robust.ts';

/** What a search for whatever the problem maximises came to. */
export interface GoalOutcome extends SearchOutcome {
  /** How each level of an ordered list was solved; absent without one. */
  readonly levels?: readonly LevelProof[];
}

/**
 * Finds a plan for whatever a problem maximises: one weighted sum is searched as it stands; an ordered list level by level; a robust
 * lift as a sequence of weighted sums over its draws. The bound is on what `scorePlan` counts.
 */
export async function searchGoal(compiled: CompiledProblem, options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<GoalOutcome> {
  const { levels, robust } = compiled.problem.objective;
  if (levels !== undefined) return searchLevels(compiled, levels, options, solvers, control);
  if (robust !== undefined) return searchRobust(compiled, robust, options, solvers, control);
  return searchPlan(createRelaxation(compiled), options, solvers, control);
}
