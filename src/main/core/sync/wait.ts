import { setTimeout as sleep } from 'node:timers/promises';
import type { Wait } from './retry.ts';

/** Waits by the clock of the machine. */
export const waitForTimer: Wait = async (ms, signal) => {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
};
