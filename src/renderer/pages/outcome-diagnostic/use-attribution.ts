import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';

const AttributionResult = z.object({ attributed: z.number(), unattributed: z.number() });

export interface RunningWork {
  readonly job: FollowedJob | null;
  readonly fault: ShownFault | null;
  readonly isRunning: boolean;
  start(): void;
}

/** Starts attribution and follows it; one that runs already is taken up again. */
export function useAttribution(): RunningWork {
  const { api } = useCore();
  const notify = useNotify();
  const [startedId, setStartedId] = useState<string | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const jobId = startedId ?? running.find((job) => job.kind === 'attribution')?.id ?? null;
  const job = useJob(jobId, (ended) => {
    setStartedId(null);
    if (ended.fault !== null) setFault(ended.fault);
    const result = AttributionResult.safeParse(ended.result);
    if (result.success) notify({ text: `${formatCount(result.data.attributed)} of ${formatQuantity(result.data.attributed + result.data.unattributed, 'outcome')} attributed.` });
    else if (ended.status === 'cancelled') notify({ text: 'Attribution cancelled. The last run stays in use.', tone: 'warning' });
  });
  const run = useMutation(api.attribution.run.mutationOptions({ onSuccess: (started) => setStartedId(started.jobId), onError: (error) => setFault(toShownFault(error)) }));
  return {
    job: jobId === null ? null : job,
    fault: fault ?? job.fault,
    isRunning: jobId !== null || run.isPending,
    start() {
      setFault(null);
      run.mutate(undefined);
    },
  };
}
