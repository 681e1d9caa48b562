import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import type { SolveOptions } from './solve-options.ts';

const SolveResult = z.object({ planId: z.int() });

export interface Solve {
  readonly job: FollowedJob | null;
  readonly fault: ShownFault | null;
  readonly isRunning: boolean;
  start(options: SolveOptions): void;
}

/** Starts a solve and follows it; one that runs already (after coming back to the page) is taken up again. */
export function useSolve(onPlan: (planId: number) => void): Solve {
  const { api } = useCore();
  const [startedId, setStartedId] = useState<string | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const jobId = startedId ?? running.find((job) => job.kind === 'solve')?.id ?? null;
  const job = useJob(jobId, (ended) => {
    setStartedId(null);
    if (ended.fault !== null) setFault(ended.fault);
    const result = SolveResult.safeParse(ended.result);
    if (result.success) onPlan(result.data.planId);
  });
  const solve = useMutation(api.allocation.solve.mutationOptions({ onSuccess: (started) => setStartedId(started.jobId), onError: (error) => setFault(toShownFault(error)) }));
  return {
    job: jobId === null ? null : job,
    fault: fault ?? job.fault,
    isRunning: jobId !== null || solve.isPending,
    start({ method, seconds, gapPercent, seed, audienceId }) {
      setFault(null);
      solve.mutate({ method, seconds, gap: gapPercent / 100, seed, ...(audienceId === null ? {} : { audienceId }) });
    },
  };
}
