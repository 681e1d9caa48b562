import type { z } from 'zod';
import type { PlanRangeAnswer } from '../../../contract/plan-range.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { RangeSettings, RangeTarget } from '../../../engine/model/plan-range.ts';
import { judgeTargets } from '../../../engine/simulation/judge-targets.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { readPlanRange } from '../db/repositories/plan-range.ts';
import type { AllocationService } from './allocation.ts';
import { findPlaying, playStoredPlan } from './play-plan.ts';

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
      const jobId = playStoredPlan(context, session.value, { planId, ...documents.value }, settings);
      return succeed({ jobId });
    },
    /** The job that plays a plan now: asked for, or begun by itself after the solve. */
    playing(planId: number): Result<{ jobId: string | null }> {
      const session = requireSession(context);
      return session.ok ? succeed({ jobId: findPlaying(session.value, planId) }) : session;
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
