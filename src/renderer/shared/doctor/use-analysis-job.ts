import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import type { Job } from '../../../engine/model/job.ts';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { toShownFault, type ShownFault } from '../messages/shown-fault.ts';

const AnalysisResult = z.object({ analysisId: z.int() });

export interface AnalysisJob {
  readonly job: FollowedJob | null;
  readonly fault: ShownFault | null;
  readonly isRunning: boolean;
  start(begin: () => Promise<{ jobId: string }>): void;
}

/** Starts one kind of analysis and follows it; one that runs already is taken up again. */
export function useAnalysisJob(kind: Job['kind'], onDone?: (analysisId: number) => void): AnalysisJob {
  const { api } = useCore();
  const [startedId, setStartedId] = useState<string | null>(null);
  const [isStarting, setIsStarting] = useState(false);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const jobId = startedId ?? running.find((job) => job.kind === kind)?.id ?? null;
  const job = useJob(jobId, (ended) => {
    setStartedId(null);
    if (ended.fault !== null && ended.status === 'failed') setFault(ended.fault);
    const result = AnalysisResult.safeParse(ended.result);
    if (result.success) onDone?.(result.data.analysisId);
  });
  return {
    job: jobId === null ? null : job,
    fault: fault ?? job.fault,
    isRunning: jobId !== null || isStarting,
    start(begin) {
      setFault(null);
      setIsStarting(true);
      begin()
        .then(({ jobId: id }) => setStartedId(id))
        .catch((error: unknown) => setFault(toShownFault(error)))
        .finally(() => setIsStarting(false));
    },
  };
}
