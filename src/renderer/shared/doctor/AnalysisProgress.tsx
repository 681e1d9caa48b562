import { ProgressPanel } from '../ui/ProgressPanel.tsx';
import type { AnalysisJob } from './use-analysis-job.ts';

interface AnalysisProgressProps {
  readonly work: AnalysisJob;
  /** What runs, in words. */
  readonly phase: string;
  /** What is counted. */
  readonly unit?: string;
  readonly cancelLabel?: string;
}

/** How far an analysis is, while it runs. */
export function AnalysisProgress({ work, phase, unit = '', cancelLabel = 'Cancel' }: AnalysisProgressProps) {
  if (!work.isRunning) return null;
  const progress = work.job?.job?.progress ?? null;
  return (
    <ProgressPanel
      phase={phase}
      done={progress?.done ?? 0}
      total={progress?.total ?? null}
      unit={unit}
      rate={null}
      remainingMs={work.job?.pace.remainingMs ?? null}
      best={progress?.best}
      cancelLabel={cancelLabel}
      {...(work.job === null ? {} : { onCancel: work.job.cancel })}
    />
  );
}
