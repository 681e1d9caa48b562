import type { Plan } from '../../../engine/model/plan.ts';
import type { CoreContext } from '../context.ts';
import { insertPlan, insertProblem } from '../db/repositories/plan.ts';
import type { Session } from '../session.ts';
import type { BuiltProblem } from './build-problem.ts';

/** Stores a draft with its problem; answers its number. */
export function storePlan(context: CoreContext, session: Session, built: BuiltProblem, plan: Plan): Promise<number> {
  return session.gate.run(() => {
    const { sqlite } = session.database;
    const nowMs = context.clock.nowMs();
    return sqlite
      .transaction(() => {
        const problemId = insertProblem(sqlite, built.problem, { hash: built.hash, inputs: built.inputs, nowMs });
        return insertPlan(sqlite, plan, {
          problemId,
          nowMs,
          engineVersion: context.appVersion,
          lift: plan.actions.reduce((sum, action) => sum + action.lift, 0),
          reached: new Set(plan.actions.map((action) => action.contact)).size,
          contactOf: (key) => built.contacts.get(key) ?? { id: null, rep: null, segment: null, territory: null },
        });
      })
      .immediate();
  });
}
