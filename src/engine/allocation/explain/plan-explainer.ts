import { succeed, type Result } from '../../base/fault.ts';
import type { ActionKey, AllocationProblem } from '../../model/allocation.ts';
import type { ActionExplanation, ContactExplanation } from '../../model/explanation.ts';
import { explainCell } from './explain-action.ts';
import { explainContact } from './explain-contact.ts';
import { locateCell, locateContact, openPlan, type ExplainedPlan } from './open-plan.ts';

/** A plan that answers why, and why not. Questions leave it as it was. */
export interface PlanExplainer {
  /** `UNKNOWN_REFERENCE` for a contact or channel of another problem, `BAD_INPUT` for a date outside the horizon. */
  explainAction(action: ActionKey): Result<ActionExplanation>;
  /** Every channel and day of a contact. */
  explainContact(contact: string): Result<ContactExplanation>;
}

/**
 * Prepares a plan for explanations of any contact, channel and day; `CONFLICT` where it is not of the problem. Preparing is
 * O(contacts · (channels + rules) + actions · rules); an answer takes milliseconds.
 */
export function createPlanExplainer(problem: AllocationProblem, plan: ExplainedPlan): Result<PlanExplainer> {
  const opened = openPlan(problem, plan);
  if (!opened.ok) return opened;
  const open = opened.value;
  return succeed({
    explainAction(action) {
      const cell = locateCell(open, action);
      return cell.ok ? succeed(explainCell(open, cell.value)) : cell;
    },
    explainContact(contact) {
      const at = locateContact(open, contact);
      return at.ok ? succeed(explainContact(open, at.value)) : at;
    },
  });
}
