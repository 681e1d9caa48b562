import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import type { RangeSettings } from '../../../engine/model/plan-range.ts';
import type { CoreContext } from '../context.ts';
import { readPlan } from '../db/repositories/plan.ts';
import { putPlanRange } from '../db/repositories/plan-range.ts';
import type { Session } from '../session.ts';

/** A stored plan with what it is played from. */
export interface PlayedPlan {
  readonly planId: number;
  readonly plan: Pick<Plan, 'actions'>;
  readonly problem: AllocationProblem;
}

/** Jobs of this program that play a plan, by plan. */
const playing = new WeakMap<Session, Map<number, string>>();

/** The job that plays a plan now, null where none does. */
export const findPlaying = (session: Session, planId: number): string | null => playing.get(session)?.get(planId) ?? null;

/** Plays a plan as a job, beside everything else and one plan at a time; job result: {planId}. A cancel keeps the plays finished by then. */
export function playStoredPlan(context: CoreContext, session: Session, { planId, plan, problem }: PlayedPlan, settings: RangeSettings): string {
  const jobs = playing.get(session) ?? new Map<number, string>();
  playing.set(session, jobs);
  const jobId = session.jobs.start('plan_range', { planId, ...settings }, async (job): Promise<Result<{ planId: number }>> => {
    const played = await context.engine.playPlan({ problem, actions: plan.actions.map(({ contact, channel, date }) => ({ contact, channel, date })), settings }, job);
    if (!played.ok) return played;
    return session.gate.run((): Result<{ planId: number }> => {
      const { sqlite } = session.database;
      if (readPlan(sqlite, planId) === null) return fail('NOT_FOUND', `Plan ${planId} does not exist.`);
      sqlite.transaction(() => putPlanRange(sqlite, planId, played.value, { nowMs: context.clock.nowMs(), engineVersion: context.appVersion })).immediate();
      return succeed({ planId });
    });
  });
  jobs.set(planId, jobId);
  void session.jobs.wait(jobId).then(() => {
    if (jobs.get(planId) === jobId) jobs.delete(planId);
    context.changes.publish(['plans']);
  });
  return jobId;
}
