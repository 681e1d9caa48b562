import { stopReason, type Progress, type RunControl } from '../base/progress.ts';
import type { LinearSolveOptions } from './linear-model.ts';

/** Least time between two progress reports of a solver. */
const reportEveryMs = 100;

/** Time, cancel and progress of one solve. */
export interface SolveClock {
  /** Seconds left, never negative; infinite without a limit. */
  secondsLeft(): number;
  /** Why the solve has to stop now, or null. Once it has to stop it stays so. */
  stopReason(): 'interrupted' | 'time_limit' | null;
  /** Hands progress to the listener, at most ten times a second; the first report goes through at once. */
  report(createProgress: () => Progress): void;
  /** Throws again what the progress listener threw inside the solver, where it would pass for a broken solver. */
  rethrowListenerFailure(): void;
}

/** Joins the time limit of the options with deadline and cancel flag of the control. */
export function startSolveClock(options: LinearSolveOptions, control: RunControl): SolveClock {
  const limitMs = options.timeLimitSeconds === undefined ? Infinity : control.now() + options.timeLimitSeconds * 1000;
  const deadlineMs = Math.min(limitMs, control.deadlineMs ?? Infinity);
  const narrowed: RunControl = { ...control, deadlineMs };
  let reason: 'interrupted' | 'time_limit' | null = null;
  let lastReportMs = -Infinity;
  let failure: { readonly problem: unknown } | null = null;
  return {
    secondsLeft: () => Math.max(0, (deadlineMs - control.now()) / 1000),
    stopReason() {
      reason ??= stopReason(narrowed);
      return reason;
    },
    report(createProgress) {
      if (control.onProgress === undefined) return;
      const nowMs = control.now();
      if (nowMs - lastReportMs < reportEveryMs) return;
      lastReportMs = nowMs;
      try {
        control.onProgress(createProgress());
      } catch (problem) {
        failure = { problem };
        throw problem;
      }
    },
    rethrowListenerFailure() {
      if (failure !== null) throw failure.problem;
    },
  };
}
