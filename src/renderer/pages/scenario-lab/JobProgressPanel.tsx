import type { FollowedJob } from '../../app/use-job.ts';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';

interface JobProgressPanelProps {
  readonly job: FollowedJob | null;
  /** What runs, in words. */
  readonly phase: string;
  readonly unit?: string;
}

/** How far a job is, with the way to stop it. */
export function JobProgressPanel({ job, phase, unit = 'runs' }: JobProgressPanelProps) {
  const progress = job?.job?.progress ?? null;
  return <ProgressPanel phase={phase} done={progress?.done ?? 0} total={progress?.total ?? null} unit={unit} rate={job?.pace.perSecond ?? null} remainingMs={job?.pace.remainingMs ?? null} {...(job === null ? {} : { onCancel: job.cancel })} />;
}
