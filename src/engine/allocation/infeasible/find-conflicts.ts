import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolver } from '../../linear/linear-model.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import { listLoosenings } from './loosen.ts';
import { isProvenInfeasible } from './prove-infeasible.ts';

/** How a rule is marked of which the time did not allow to tell whether the others clash without it. */
export const UNCHECKED = ' (not checked: the search was cut)';

/**
 * Names rules of an infeasible problem that contradict each other: gives up one rule after the other and keeps it given
 * up while the rest stays proven infeasible (deletion filter, Chinneck and Dravnieks 1991). What is left clashes; it is
 * also smallest in the sense that no single one could be left out, unless a proof was missing. Rules that the deadline or
 * a cancel left untried are kept and marked as {@link UNCHECKED}.
 */
export async function findConflicts(problem: AllocationProblem, highs: LinearSolver, seed: number, control: RunControl): Promise<string[]> {
  const loosenings = listLoosenings(problem);
  const kept: string[] = [];
  let rest = problem;
  for (const [at, loosening] of loosenings.entries()) {
    control.onProgress?.({ phase: 'conflicts', done: at, total: loosenings.length });
    const looser = loosening.apply(rest);
    const isStillInfeasible = stopReason(control) === null && (await isProvenInfeasible(looser, highs, seed, control));
    if (isStillInfeasible) rest = looser;
    else kept.push(stopReason(control) === null ? loosening.words : `${loosening.words}${UNCHECKED}`);
  }
  return kept;
}
