import type { z } from 'zod';
import type { PlanRangeAnswer } from '../../../contract/plan-range.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { RangeSettings, RangeTarget } from '../../../engine/model/plan-range.ts';
import { judgeTargets } from '../../../engine/simulation/judge-targets.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { readPlan } from '../db/repositories/plan.ts';
import { putPlanRange, readPlanRange } from '../db/repositories/plan-range.ts';
import type { AllocationService } from './allocation.ts';

/** Plays plans to see what may come of them, and keeps what came. */
export function createPlanRangeService(context: CoreContext, allocation: Pick<AllocationService, 'documents'>) {
  return {
    /** Plays a plan as a job; job result: {planId}. A cancel keeps the replications finished by then. */
    start({ planId, ...settings }: { readonly planId: number } & RangeSettings): Result<{ jobId: string }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const documents = allocation.documents(planId);
      if (!documents.ok) return documents;
      if (documents.value.plan.actions.length === 0) return fail('BAD_INPUT', `Plan ${planId} has no actions.`, { path: 'planId' });
      const jobId = session.value.jobs.start('plan_range', { planId, ...settings }, async (job) => {
        const { plan, problem } = documents.value;
        const played = await context.engine.playPlan({ problem, actions: plan.actions.map(({ contact, channel, date }) => ({ contact, channel, date })), settings }, job);
        if (!played.ok) return played;
        const stored = await session.value.gate.run((): Result<{ planId: number }> => {
          const { sqlite } = session.value.database;
          if (readPlan(sqlite, planId) === null) return fail('NOT_FOUND', `Plan ${planId} does not exist.`);
          sqlite.transaction(() => putPlanRange(sqlite, planId, played.value, { nowMs: context.clock.nowMs(), engineVersion: context.appVersion })).immediate();
          return succeed({ planId });
        });
        context.changes.publish(['plans']);
        return stored;
      });
      return succeed({ jobId });
    },
    /** What was kept of a plan's range, and the chances of its targets and of those given; null where it was not played yet. */
    get(planId: number, targets: readonly RangeTarget[]): Result<z.infer<typeof PlanRangeAnswer> | null> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const documents = allocation.documents(planId);
      if (!documents.ok) return documents;
      const stored = readPlanRange(session.value.database.sqlite, planId);
      if (stored === null) return succeed(null);
      const { range, samples, madeAt } = stored;
      return succeed({ madeAt, range, targets: judgeTargets(documents.value.problem, documents.value.plan, targets, range, samples) });
    },
  };
}

export type PlanRangeService = ReturnType<typeof createPlanRangeService>;
