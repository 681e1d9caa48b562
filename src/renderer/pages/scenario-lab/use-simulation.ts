import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';

const RunResult = z.object({ runId: z.int(), cached: z.boolean() });

export interface RunningSimulation {
  readonly job: FollowedJob | null;
  readonly fault: ShownFault | null;
  readonly isRunning: boolean;
  start(scenarioId: number): void;
}

/** Plays a scenario and follows the run; one that runs already is taken up again. */
export function useSimulation(onRun: (runId: number) => void): RunningSimulation {
  const { api } = useCore();
  const notify = useNotify();
  const [startedId, setStartedId] = useState<string | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const jobId = startedId ?? running.find((job) => job.kind === 'simulate')?.id ?? null;
  const job = useJob(jobId, (ended) => {
    setStartedId(null);
    if (ended.fault !== null && ended.status === 'failed') setFault(ended.fault);
    if (ended.status === 'cancelled') notify({ text: 'Run cancelled. The last result stays.', tone: 'warning' });
    const result = RunResult.safeParse(ended.result);
    if (!result.success) return;
    if (result.data.cached) notify({ text: 'Nothing changed since an equal run. Its result is taken.' });
    onRun(result.data.runId);
  });
  const run = useMutation(api.scenarios.run.mutationOptions({ onSuccess: (started) => setStartedId(started.jobId), onError: (error) => setFault(toShownFault(error)) }));
  return {
    job: jobId === null ? null : job,
    fault: fault ?? job.fault,
    isRunning: jobId !== null || run.isPending,
    start(scenarioId) {
      setFault(null);
      run.mutate({ scenarioId });
    },
  };
}
