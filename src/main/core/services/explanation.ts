import type { NamedActionExplanation, NamedContactExplanation } from '../../../contract/explanation.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { checkPlanOfProblem } from '../../../engine/allocation/explain/check-plan-of-problem.ts';
import { createPlanExplainer, type PlanExplainer } from '../../../engine/allocation/explain/plan-explainer.ts';
import type { ActionKey, AllocationProblem } from '../../../engine/model/allocation.ts';
import type { ActionExplanation } from '../../../engine/model/explanation.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import { createExplainClient, type PlanToExplain } from '../../workers/explain-client.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readPlanVersion } from '../db/repositories/plan.ts';
import { createContactNames } from '../db/repositories/reservation.ts';

/** Every contact an explanation names. */
function* contactsOf({ contact, runnerUp, refusals, flips }: ActionExplanation): Iterable<string> {
  yield contact;
  for (const rival of [runnerUp.contact, runnerUp.slot]) if (rival !== null) yield rival.contact;
  for (const { inTheWay } of refusals) for (const obstacle of inTheWay) yield obstacle.contact;
  for (const { steps } of flips) for (const step of steps) if (step.kind === 'drop' || step.kind === 'add') yield step.contact;
}

function nameContacts(sqlite: Sqlite, contacts: Iterable<string>): Record<string, string> {
  const nameOf = createContactNames(sqlite);
  const named: [string, string][] = [];
  for (const contact of new Set(contacts)) {
    const name = nameOf(contact);
    if (name !== null) named.push([contact, name]);
  }
  return Object.fromEntries(named);
}

/** Explains stored plans: why an action is in one, and why not. */
export function createExplanationService(context: CoreContext) {
  const client = createExplainClient();

  const find = (planId: number): Result<{ plan: PlanToExplain; sqlite: Sqlite }> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const { path, sqlite } = session.value.database;
    const version = readPlanVersion(sqlite, planId);
    return version === null ? fail('NOT_FOUND', `Plan ${planId} does not exist.`, { path: 'planId' }) : succeed({ plan: { path, planId, version }, sqlite });
  };

  return {
    async action({ planId, ...action }: ActionKey & { readonly planId: number }): Promise<Result<NamedActionExplanation>> {
      const found = find(planId);
      if (!found.ok) return found;
      const explained = await client.explainAction(found.value.plan, action);
      return explained.ok ? succeed({ ...explained.value, names: nameContacts(found.value.sqlite, contactsOf(explained.value)) }) : explained;
    },
    async contact({ planId, contact }: { readonly planId: number; readonly contact: string }): Promise<Result<NamedContactExplanation>> {
      const found = find(planId);
      if (!found.ok) return found;
      const explained = await client.explainContact(found.value.plan, contact);
      return explained.ok ? succeed({ ...explained.value, names: nameContacts(found.value.sqlite, [contact]) }) : explained;
    },
    /** Prepares a plan that is not stored, with its problem; `CONFLICT` where they do not belong together. */
    openDocuments(problem: AllocationProblem, plan: Plan): Result<PlanExplainer> {
      const checked = checkPlanOfProblem(problem, plan);
      return checked.ok ? createPlanExplainer(problem, plan) : checked;
    },
    close: () => client.close(),
  };
}
export type ExplanationService = ReturnType<typeof createExplanationService>;
