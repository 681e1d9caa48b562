/**
 * Cancel flag that a synchronous loop can poll: a message never reaches a busy thread, shared memory does.
 * Cell 0 is 0 while running and 1 once cancelled.
 */
export type CancelFlag = Int32Array;

/** A flag that another thread can raise through its shared buffer. */
export function createCancelFlag(): CancelFlag {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** Raises the flag; every poll from now on answers true. */
export function raiseCancel(flag: CancelFlag): void {
  Atomics.store(flag, 0, 1);
}

/** True once the flag was raised. */
export function isCancelled(flag: CancelFlag | undefined): boolean {
  return flag !== undefined && Atomics.load(flag, 0) !== 0;
}
