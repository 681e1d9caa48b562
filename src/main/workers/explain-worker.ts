import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { createPlanExplainer, type PlanExplainer } from '../../engine/allocation/explain/plan-explainer.ts';
import { fail, succeed, type Result } from '../../engine/base/fault.ts';
import type { ActionKey } from '../../engine/model/allocation.ts';
import type { ActionExplanation, ContactExplanation } from '../../engine/model/explanation.ts';
import { openConnection } from '../core/db/connection.ts';
import { readPlan, readPlanDocument, readProblem } from '../core/db/repositories/plan.ts';

let open: PlanExplainer | null = null;

/** What there is to explain before a plan is open. */
const nothing = (): Result<never> => fail('NOT_FOUND', 'No plan is open to be explained.');

const explainApi = {
  /** Reads a stored plan and its problem over a connection of its own, and prepares it; questions are about the plan opened last. */
  open(path: string, planId: number): Result<void> {
    open = null;
    const database = openConnection(path, { mustExist: true });
    try {
      const plan = readPlan(database.sqlite, planId);
      if (plan === null) return fail('NOT_FOUND', `Plan ${planId} does not exist.`, { path: 'planId' });
      const explainer = createPlanExplainer(readProblem(database.sqlite, plan.problemId), readPlanDocument(database.sqlite, plan));
      if (!explainer.ok) return explainer;
      open = explainer.value;
      return succeed(undefined);
    } finally {
      database.sqlite.close();
    }
  },
  explainAction: (action: ActionKey): Result<ActionExplanation> => open?.explainAction(action) ?? nothing(),
  explainContact: (contact: string): Result<ContactExplanation> => open?.explainContact(contact) ?? nothing(),
};
export type ExplainApi = typeof explainApi;

if (parentPort === null) throw new Error('Plans are explained on a worker thread.');
Comlink.expose(explainApi, nodeEndpoint(parentPort));
