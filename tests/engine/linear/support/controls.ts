import { createCancelFlag, raiseCancel } from '../../../../src/engine/base/cancel.ts';
import type { Progress, RunControl } from '../../../../src/engine/base/progress.ts';

/** A control with a real clock and nothing that stops the run. */
export const freeControl: RunControl = { now: () => performance.now() };

/** A control whose clock raises the cancel flag after it was looked at `looks` times: a cancel in mid-run, without waiting. */
export function createCancelAfter(looks: number): RunControl & { readonly reports: Progress[] } {
  const cancel = createCancelFlag();
  const reports: Progress[] = [];
  let seen = 0;
  const now = (): number => {
    seen += 1;
    if (seen === looks) raiseCancel(cancel);
    return seen * 200;
  };
  return { now, cancel, deadlineMs: Infinity, onProgress: (progress) => reports.push(progress), reports };
}
