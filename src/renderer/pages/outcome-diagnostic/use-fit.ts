import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCore } from '../../app/core-context.ts';
import { useJob } from '../../app/use-job.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import type { RunningWork } from './use-attribution.ts';

/** Fits of the response model: the first, or a candidate beside the one in use. */
export interface FitWork extends RunningWork {
  refit(): void;
}

/** Starts a fit of the response model and follows it; one that runs already is taken up again. */
export function useFit(): FitWork {
  const { api } = useCore();
  const [startedId, setStartedId] = useState<string | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const jobId = startedId ?? running.find((job) => job.kind === 'response_fit')?.id ?? null;
  const job = useJob(jobId, (ended) => {
    setStartedId(null);
    if (ended.fault !== null) setFault(ended.fault);
  });
  const follow = { onSuccess: (started: { readonly jobId: string }) => setStartedId(started.jobId), onError: (error: unknown) => setFault(toShownFault(error)) };
  const fit = useMutation(api.response.fit.mutationOptions(follow));
  const refit = useMutation(api.response.refit.mutationOptions(follow));
  return {
    job: jobId === null ? null : job,
    fault: fault ?? job.fault,
    isRunning: jobId !== null || fit.isPending || refit.isPending,
    start() {
      setFault(null);
      fit.mutate(undefined);
    },
    refit() {
      setFault(null);
      refit.mutate(undefined);
    },
  };
}
