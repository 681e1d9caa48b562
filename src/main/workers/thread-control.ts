import type { RunControl } from '../../engine/base/progress.ts';
import type { Listener, ThreadControl } from './engine-api.ts';

const REPORT_EVERY_MS = 100;
const now = (): number => performance.now();

/** The control of a computation on this thread: its own clock, the shared cancel flag, progress at most ten times a second. */
export function createControl(control: ThreadControl, onProgress: Listener): RunControl {
  let lastMs = Number.NEGATIVE_INFINITY;
  let lastPhase = '';
  return {
    now,
    cancel: control.cancel,
    ...(control.seconds === undefined ? {} : { deadlineMs: now() + control.seconds * 1000 }),
    onProgress(progress) {
      const atMs = now();
      if (atMs - lastMs < REPORT_EVERY_MS && progress.phase === lastPhase) return;
      lastMs = atMs;
      lastPhase = progress.phase;
      onProgress(progress);
    },
  };
}
