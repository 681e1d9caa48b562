import { createCancelFlag, raiseCancel, type CancelFlag } from '../../../engine/base/cancel.ts';

/** Does work with a flag that is raised once the caller is gone. */
export async function cancelWithSignal<T>(signal: AbortSignal | undefined, work: (cancel: CancelFlag) => Promise<T>): Promise<T> {
  const cancel = createCancelFlag();
  const onAbort = (): void => raiseCancel(cancel);
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort);
  try {
    return await work(cancel);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
