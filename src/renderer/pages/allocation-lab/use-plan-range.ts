import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { PlanRangeAnswer } from '../../../contract/plan-range.ts';
import type { RangeSettings, RangeTarget } from '../../../engine/model/plan-range.ts';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';

export interface PlanRangeState {
  /** Undefined while it is read, null where the plan was not played yet. */
  readonly answer: z.infer<typeof PlanRangeAnswer> | null | undefined;
  readonly job: FollowedJob | null;
  readonly fault: ShownFault | null;
  play(settings: RangeSettings): void;
}

/** The kept range of a plan, and a way to play it. */
export function usePlanRange(planId: number, targets: readonly RangeTarget[]): PlanRangeState {
  const { api } = useCore();
  const [started, setStarted] = useState<{ readonly planId: number; readonly jobId: string } | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const range = useQuery({ ...api.planRange.get.queryOptions({ input: { planId, targets: [...targets] } }), placeholderData: keepPreviousData });
  const playing = useQuery(api.planRange.playing.queryOptions({ input: { planId } })).data?.jobId ?? null;
  const jobId = started?.planId === planId ? started.jobId : playing;
  const job = useJob(jobId, (ended) => {
    setStarted(null);
    setFault(ended.fault);
    void range.refetch();
  });
  const start = useMutation(api.planRange.start.mutationOptions({ onSuccess: (answer, input) => setStarted({ planId: input.planId, jobId: answer.jobId }), onError: (error) => setFault(toShownFault(error)) }));
  return {
    answer: range.data,
    job: jobId === null ? null : job,
    fault: fault ?? (range.isError ? toShownFault(range.error) : null),
    play(settings) {
      setFault(null);
      start.mutate({ planId, ...settings });
    },
  };
}
