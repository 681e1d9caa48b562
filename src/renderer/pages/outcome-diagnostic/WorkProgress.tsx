import type { FollowedJob } from '../../app/use-job.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';

/** How far a followed job is, with the way to stop it. */
export function WorkProgress({ job, phase, cancelLabel }: { readonly job: FollowedJob | null; readonly phase?: string; readonly cancelLabel?: string }) {
  const progress = job?.job?.progress ?? null;
  return (
    <ProgressPanel
      phase={phase ?? progress?.phase ?? loadingCopy.processing}
      done={progress?.done ?? 0}
      total={progress?.total ?? null}
      rate={job?.pace.perSecond ?? null}
      remainingMs={job?.pace.remainingMs ?? null}
      {...(job === null ? {} : { onCancel: job.cancel })}
      {...(cancelLabel === undefined ? {} : { cancelLabel })}
    />
  );
}
