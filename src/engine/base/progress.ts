/**
 * State of a long computation. `done` of `total` in the unit the phase names; `total` is null while unknown.
 * `best` is the best objective so far and `bound` a proven bound, where there is one.
 */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  readonly best?: number | undefined;
  readonly bound?: number | undefined;
}

/** Receives progress; the caller throttles what it shows. */
export type ReportProgress = (progress: Progress) => void;

/** What a long computation needs from outside: a clock in ms, a deadline on that clock, a cancel flag, a listener. */
export interface RunControl {
  readonly now: () => number;
  readonly deadlineMs?: number;
  readonly cancel?: Int32Array;
  readonly onProgress?: ReportProgress;
}

/** Why a run has to stop now, or null while it may go on. */
export function stopReason(control: RunControl): 'interrupted' | 'time_limit' | null {
  if (control.cancel !== undefined && Atomics.load(control.cancel, 0) !== 0) return 'interrupted';
  if (control.deadlineMs !== undefined && control.now() >= control.deadlineMs) return 'time_limit';
  return null;
}
