import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolver } from '../../linear/linear-model.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import { listLoosenings, type Loosening } from './loosen.ts';
import { isProvenInfeasible } from './prove-infeasible.ts';

/** How a rule is marked of which the time did not allow to tell whether the others clash without it. */
export const UNCHECKED = ' (not checked: the search was cut)';

/** One of the rules that clash; unchecked where the time did not allow to tell whether the others clash without it. */
export interface Conflict {
  readonly loosening: Loosening;
  readonly isChecked: boolean;
}

/**
 * Rules of an infeasible problem that contradict each other: gives up one rule after the other and keeps it given
 * up while the rest stays proven infeasible (deletion filter, Chinneck and Dravnieks 1991). What is left clashes; it is
 * also smallest in the sense that no single one could be left out, unless a proof was missing. Rules that the deadline or
 * a cancel left untried are kept and not checked.
 */
export async function findConflictSet(problem: AllocationProblem, highs: LinearSolver, seed: number, control: RunControl): Promise<Conflict[]> {
  const loosenings = listLoosenings(problem);
  const kept: Conflict[] = [];
  let rest = problem;
  for (const [at, loosening] of loosenings.entries()) {
    control.onProgress?.({ phase: 'conflicts', done: at, total: loosenings.length });
    const looser = loosening.apply(rest);
    const isStillInfeasible = stopReason(control) === null && (await isProvenInfeasible(looser, highs, seed, control));
    if (isStillInfeasible) rest = looser;
    else kept.push({ loosening, isChecked: stopReason(control) === null });
  }
  return kept;
}

/** The same in words; rules left untried are marked as {@link UNCHECKED}. */
export async function findConflicts(problem: AllocationProblem, highs: LinearSolver, seed: number, control: RunControl): Promise<string[]> {
  const conflicts = await findConflictSet(problem, highs, seed, control);
  return conflicts.map(({ loosening, isChecked }) => (isChecked ? loosening.words : `${loosening.words}${UNCHECKED}`));
}
