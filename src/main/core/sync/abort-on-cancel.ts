import { isCancelled, type CancelFlag } from '../../../engine/base/cancel.ts';

const LOOK_MS = 50;

/** A signal that aborts soon after a job's flag was raised; `stop` ends the looking. */
export function abortOnCancel(flag: CancelFlag): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const look = (): void => {
    if (isCancelled(flag)) controller.abort();
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
