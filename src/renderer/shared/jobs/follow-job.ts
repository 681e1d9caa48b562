import type { Job } from '../../../engine/model/job.ts';

export const hasEnded = (job: Job): boolean => job.status === 'succeeded' || job.status === 'failed' || job.status === 'cancelled';

/** Units of the current phase done per second since the phase began; null while nothing can be said. */
export interface Pace {
  readonly perSecond: number | null;
  readonly remainingMs: number | null;
}

/** Watches the progress of one job and says how fast it goes. Times are in ms of any steady clock. */
export function createPaceMeter(now: () => number): (job: Job) => Pace {
  let phase: string | null = null;
  let startedAt = 0;
  let startedWith = 0;
  return (job) => {
    const progress = job.progress;
    if (progress === null) return { perSecond: null, remainingMs: null };
    if (progress.phase !== phase) {
      phase = progress.phase;
      startedAt = now();
      startedWith = progress.done;
      return { perSecond: null, remainingMs: null };
    }
    const seconds = (now() - startedAt) / 1000;
    const perSecond = seconds >= 0.5 && progress.done > startedWith ? (progress.done - startedWith) / seconds : null;
    const remainingMs = perSecond === null || progress.total === null ? null : Math.max(0, ((progress.total - progress.done) / perSecond) * 1000);
    return { perSecond, remainingMs };
  };
}
