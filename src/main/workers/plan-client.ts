import { fail, type Result } from '../../engine/base/fault.ts';
import type { PlanApi } from './plan-worker.ts';
import { startThread, WorkerDied, type Thread } from './run-in-worker.ts';

/** Reads large plans on a thread that stays for a while with what it made of the last ones: the core answers meanwhile. */
export interface PlanClient {
  /** Asks the thread; `question` calls one of its answers. */
  ask<T>(question: (api: Thread<PlanApi>['api']) => Promise<Result<T>>): Promise<Result<T>>;
  /** Ends the thread; the next question starts another. */
  close(): Promise<void>;
}

/** How long the thread stays without questions, ms: it holds plans and exports. */
const STAYS_MS = 120_000;

export function createPlanClient(): PlanClient {
  let thread: Thread<PlanApi> | null = null;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const close = async (): Promise<void> => {
    clearTimeout(timer);
    const ending = thread;
    thread = null;
    await ending?.end();
  };

  return {
    async ask(question) {
      clearTimeout(timer);
      const running = (thread ??= startThread<PlanApi>('plan-worker'));
      asked += 1;
      try {
        return await Promise.race([question(running.api), running.death]);
      } catch (error) {
        if (!(error instanceof WorkerDied)) throw error;
        if (thread === running) await close();
        return fail('WORKER_DIED', error.message, { hint: 'Ask again. The workspace is unchanged.' });
      } finally {
        asked -= 1;
        if (asked === 0) {
          clearTimeout(timer);
          timer = setTimeout(() => void close(), STAYS_MS);
          timer.unref();
        }
      }
    },
    close,
  };
}
