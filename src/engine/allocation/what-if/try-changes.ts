import { succeed, type Result } from '../../base/fault.ts';
import type { RunControl } from '../../base/progress.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import { judgePlan } from '../../model/judged-plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { ProblemChange, WhatIf } from '../../model/what-if.ts';
import { applyChanges } from './apply-changes.ts';
import { comparePlans } from './compare-plans.ts';
import { describeChange } from './describe-change.ts';
import { solveWarmly, type WarmOptions } from './warm-solve.ts';

/** A changed problem, its plan and what differs. */
export interface TriedChanges {
  readonly problem: AllocationProblem;
  readonly plan: Plan;
  readonly whatIf: WhatIf;
}

/**
 * Solves a problem under changes, from its plan, and says what differs. The problem as it is gets the same effort, so that
 * a gain of searching longer is not taken for one of the changes. Faults name changes that cannot be made.
 */
export async function tryChanges(problem: AllocationProblem, plan: Plan, changes: readonly ProblemChange[], options: WarmOptions, solvers: LinearSolvers, control: RunControl): Promise<Result<TriedChanges>> {
  const changed = applyChanges(problem, changes);
  if (!changed.ok) return changed;
  const report = (done: number, best?: number): void => control.onProgress?.({ phase: 'what-if', done, total: 2, ...(best === undefined ? {} : { best }) });
  report(0);
  const isSolved = plan.status !== 'infeasible' && plan.conflicts === undefined;
  const settled = isSolved ? await solveWarmly(problem, plan, options, solvers, control) : plan;
  report(1, judgePlan(settled).value);
  const after = await solveWarmly(changed.value, settled.actions.length > 0 ? settled : plan, options, solvers, control);
  report(2, judgePlan(after).value);
  const words = changes.map((change) => describeChange(problem, change));
  return succeed({ problem: changed.value, plan: after, whatIf: { changes: [...changes], words, unchanged: judgePlan(settled).value, comparison: comparePlans(changed.value, plan, after), conflicts: after.conflicts ?? [] } });
}
