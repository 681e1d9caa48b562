import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AutoOutcome } from '../../../contract/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';

/** What to carry out, and who decided it. */
interface ApplyAsked {
  readonly policy: 'preempt' | 'defer';
  readonly fingerprint: string;
  readonly actor: string;
  readonly note: string;
  readonly asOf: string;
}

interface ApplyReport extends FollowedJob {
  readonly isRunning: boolean;
  start(asked: ApplyAsked): void;
}

/** Carries a report out and follows the job; one that runs already (after coming back to the page) is taken up again. */
export function useApplyReport(onDone: (outcome: AutoOutcome) => void): ApplyReport {
  const { api } = useCore();
  const [startedId, setStartedId] = useState<string | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const jobId = startedId ?? running.find((job) => job.kind === 'resolve')?.id ?? null;
  const followed = useJob(jobId, (ended) => {
    setStartedId(null);
    if (ended.fault !== null) setFault(ended.fault);
    const outcome = AutoOutcome.safeParse(ended.result);
    if (outcome.success) onDone(outcome.data);
  });
  const apply = useMutation(api.campaigns.applyReport.mutationOptions({ onSuccess: (started) => setStartedId(started.jobId), onError: (error) => setFault(toShownFault(error)) }));
  return {
    ...followed,
    fault: fault ?? followed.fault,
    isRunning: jobId !== null || apply.isPending,
    start(asked) {
      setFault(null);
      apply.mutate(asked);
    },
  };
}
