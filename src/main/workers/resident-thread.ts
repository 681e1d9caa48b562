import { fail, type Result } from '../../engine/base/fault.ts';
import { startThread, WorkerDied, type Thread } from './run-in-worker.ts';

/** A thread that answers questions and stays for a while with what it made of the last ones. It starts with the first question. */
export interface ResidentThread<Api> {
  /** Asks the thread; `question` calls its API. A thread that dies meanwhile is a `WORKER_DIED`. */
  ask<T>(question: (api: Thread<Api>['api']) => Promise<Result<T>>): Promise<Result<T>>;
  /** Ends the thread; the next question starts another. */
  close(): Promise<void>;
}

/** How long the thread stays without questions, ms: it holds plans with their contacts. */
const STAYS_MS = 120_000;

/** @param onEnd told whenever the thread and what it kept are gone */
export function createResidentThread<Api>(name: string, onEnd: () => void = () => undefined): ResidentThread<Api> {
  let thread: Thread<Api> | null = null;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const close = async (): Promise<void> => {
    clearTimeout(timer);
    const ending = thread;
    thread = null;
    onEnd();
    await ending?.end();
  };

  return {
    async ask(question) {
      clearTimeout(timer);
      const running = (thread ??= startThread<Api>(name));
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
