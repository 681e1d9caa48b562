import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { RangeSettings } from '../../../engine/model/plan-range.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { usePlanningDay } from '../../shared/state/use-planning-day.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { usualRange } from './range-words.ts';
import { FAIR_SHARE, type SolveOptions } from './solve-options.ts';

const SolveResult = z.object({ planId: z.int() });

export interface Solve {
  readonly job: FollowedJob | null;
  readonly fault: ShownFault | null;
  readonly isRunning: boolean;
  /** Solves the workspace, with the accepted challenges of a plan where one is given, or a stored problem as it stands. */
  start(options: SolveOptions, problemId?: number | null, feedbackOf?: number): void;
}

/** Jobs looked through for the last solve. */
const RECENT_JOBS = 50;

/**
 * Starts a solve and follows it; one that runs already (after coming back to the page) is taken up again. The fault of
 * the last solve stays until another one starts where the application ended under it.
 */
export function useSolve(onPlan: (planId: number) => void): Solve {
  const { api } = useCore();
  const [rangeSettings] = useUiState('allocation.range', RangeSettings, usualRange);
  const [startedId, setStartedId] = useState<string | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const last = useQuery(api.jobs.list.queryOptions({ input: { limit: RECENT_JOBS } })).data?.find((job) => job.kind === 'solve');
  const cutOff = last?.fault?.code === 'APP_CLOSED' ? { ...last.fault, message: 'OMNIVOR Planner ended while the last optimisation ran.' } : null;
  const jobId = startedId ?? running.find((job) => job.kind === 'solve')?.id ?? null;
  const job = useJob(jobId, (ended) => {
    setStartedId(null);
    if (ended.fault !== null) setFault(ended.fault);
    const result = SolveResult.safeParse(ended.result);
    if (result.success) onPlan(result.data.planId);
  });
  const solve = useMutation(api.allocation.solve.mutationOptions({ onSuccess: (started) => setStartedId(started.jobId), onError: (error) => setFault(toShownFault(error)) }));
  const asOf = usePlanningDay();
  const isRunning = jobId !== null || solve.isPending;
  return {
    job: jobId === null ? null : job,
    fault: fault ?? job.fault ?? (isRunning ? null : cutOff),
    isRunning,
    start({ method, seconds, gapPercent, seed, audienceId, replace, campaigns, fairShare, playsRange }, problemId = null, feedbackOf) {
      setFault(null);
      const range = playsRange ? { range: rangeSettings } : {};
      if (problemId !== null) return solve.mutate({ method, seconds, gap: gapPercent / 100, seed, replace, problemId, ...range });
      const forWhom = campaigns.length > 0 ? { campaigns: [...campaigns] } : audienceId === null ? {} : { audienceId };
      const shared = campaigns.length > 1 && fairShare !== 'none' ? { fairShare: { by: fairShare, of: 'actions' as const, share: FAIR_SHARE } } : {};
      solve.mutate({ method, seconds, gap: gapPercent / 100, seed, replace, ...range, ...forWhom, ...shared, ...(feedbackOf === undefined ? {} : { feedbackOf }), ...(asOf === null ? {} : { asOf }) });
    },
  };
}
