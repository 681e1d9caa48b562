import { useEffect, useRef, useState } from 'react';
import type { Job } from '../../engine/model/job.ts';
import { createPaceMeter, hasEnded, type Pace } from '../shared/jobs/follow-job.ts';
import { isAbort, toShownFault, type ShownFault } from '../shared/messages/shown-fault.ts';
import { useCore } from './core-context.ts';

export interface FollowedJob {
  readonly job: Job | null;
  readonly pace: Pace;
  readonly fault: ShownFault | null;
  cancel(): void;
}

const NO_PACE: Pace = { perSecond: null, remainingMs: null };

/** Follows a job until it has ended; `onEnd` is called once with its last state. Null follows nothing. */
export function useJob(jobId: string | null, onEnd?: (job: Job) => void): FollowedJob {
  const { client } = useCore();
  const [state, setState] = useState<{ job: Job | null; pace: Pace; fault: ShownFault | null }>({ job: null, pace: NO_PACE, fault: null });
  const newestOnEnd = useRef(onEnd);
  useEffect(() => {
    newestOnEnd.current = onEnd;
  });
  useEffect(() => {
    setState({ job: null, pace: NO_PACE, fault: null });
    if (jobId === null) return;
    const stop = new AbortController();
    const measure = createPaceMeter(() => performance.now());
    const follow = async (): Promise<void> => {
      const updates = await client.jobs.watch({ jobId }, { signal: stop.signal });
      for await (const job of updates) {
        if (stop.signal.aborted) return;
        setState({ job, pace: measure(job), fault: null });
        if (hasEnded(job)) newestOnEnd.current?.(job);
      }
    };
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted && !isAbort(error)) setState((previous) => ({ ...previous, fault: toShownFault(error) }));
    });
    return () => stop.abort();
  }, [client, jobId]);

  const cancel = (): void => {
    if (jobId === null) return;
    client.jobs.cancel({ jobId }).catch((error: unknown) => setState((previous) => ({ ...previous, fault: toShownFault(error) })));
  };
  return { ...state, cancel };
}
