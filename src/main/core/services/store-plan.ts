import type { Plan } from '../../../engine/model/plan.ts';
import type { CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { insertPlan, insertProblem } from '../db/repositories/plan.ts';
import { insertSettlements } from '../db/repositories/plan-settlement.ts';
import type { Session } from '../session.ts';
import type { BuiltProblem } from './build-problem.ts';
import { settleAudiences } from './settle-audiences.ts';

/** Stores a draft with its problem and what was decided between campaigns; answers its number. */
export function storePlan(context: CoreContext, session: Session, built: BuiltProblem, plan: Plan): Promise<number> {
  return session.gate.run(() => {
    const { sqlite } = session.database;
    const { appVersion, clock } = context;
    return sqlite.transaction(() => writePlan(sqlite, { nowMs: clock.nowMs(), appVersion }, built, plan)).immediate();
  });
}

/** Writes a draft with its problem; call inside a transaction. */
export function writePlan(sqlite: Sqlite, { nowMs, appVersion }: { readonly nowMs: number; readonly appVersion: string }, built: BuiltProblem, plan: Plan): number {
  const problemId = built.problemId ?? insertProblem(sqlite, built.problem, { hash: built.hash, inputs: built.inputs, nowMs });
  const planId = insertPlan(sqlite, plan, {
    problemId,
    nowMs,
    engineVersion: appVersion,
    lift: plan.actions.reduce((sum, action) => sum + action.lift, 0),
    reached: new Set(plan.actions.map((action) => action.contact)).size,
    contactOf: built.contactOf,
  });
  const { planned } = built.inputs;
  insertSettlements(sqlite, planId, [...built.settled, ...(planned === undefined ? [] : settleAudiences(built.problem, planned, plan.actions))]);
  return planId;
}
