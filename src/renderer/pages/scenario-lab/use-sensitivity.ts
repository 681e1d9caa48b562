import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SensitivitySpec } from '../../../contract/scenario.ts';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';

export interface RunningSensitivity {
  readonly job: FollowedJob | null;
  readonly fault: ShownFault | null;
  readonly isRunning: boolean;
  start(spec: SensitivitySpec): void;
}

/** Asks which inputs decide and follows the work; what runs already is taken up again. */
export function useSensitivity(): RunningSensitivity {
  const { api } = useCore();
  const [startedId, setStartedId] = useState<string | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const jobId = startedId ?? running.find((job) => job.kind === 'sensitivity')?.id ?? null;
  const job = useJob(jobId, (ended) => {
    setStartedId(null);
    if (ended.fault !== null && ended.status === 'failed') setFault(ended.fault);
  });
  const run = useMutation(api.scenarios.sensitivity.run.mutationOptions({ onSuccess: (started) => setStartedId(started.jobId), onError: (error) => setFault(toShownFault(error)) }));
  return {
    job: jobId === null ? null : job,
    fault: fault ?? job.fault,
    isRunning: jobId !== null || run.isPending,
    start(spec) {
      setFault(null);
      run.mutate(spec);
    },
  };
}
