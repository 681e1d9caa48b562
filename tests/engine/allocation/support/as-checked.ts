import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../../src/engine/model/constraint.ts';

/** Kinds the independent checker counts. */
const counted = new Set<Constraint['kind']>(['capacity', 'rep_capacity', 'budget', 'frequency', 'blackout', 'coverage', 'minimum']);

/** True for rules that the independent checker reads as they are meant: no scope, period, cost or window it does not know. */
function isCounted(rule: Constraint, { contacts, held }: AllocationProblem): boolean {
  if (!counted.has(rule.kind) || rule.reps != null || rule.specialties != null) return false;
  if ('resets' in rule || ('per' in rule && rule.per === 'month') || (rule.kind === 'budget' && ('per' in rule || 'costs' in rule))) return false;
  if (rule.kind === 'blackout' && ('recurrence' in rule || 'window' in rule)) return false;
  // Full touches stand instead of the last ones, of which alone the checker knows; what others hold helps towards floors.
  if (rule.kind === 'frequency' && contacts.recent !== undefined) return false;
  return held === undefined || (rule.kind !== 'coverage' && rule.kind !== 'minimum');
}

/** A problem with the rules alone that the independent checker can judge; the plan must keep them among the others. */
export const asChecked = (problem: AllocationProblem): AllocationProblem => ({ ...problem, constraints: problem.constraints.filter((rule) => isCounted(rule, problem)) });
