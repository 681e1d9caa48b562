import { Worker, type ResourceLimits } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { resolveProgramFile } from '../core/app-files.ts';

/** The thread ended before it answered. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
}

/** A thread that runs, with its API. */
export interface Thread<Api> {
  readonly api: Comlink.Remote<Api>;
  /** Rejects with WorkerDied when the thread ends. A call into an ended thread stays pending for ever: race it with this. */
  readonly death: Promise<never>;
  end(): Promise<void>;
}

/** Starts a thread; `limits` bounds its heap. Whoever starts it ends it. */
export function startThread<Api>(name: string, limits: ResourceLimits = {}): Thread<Api> {
  const worker = new Worker(resolveProgramFile(`workers/${name}`), { name, resourceLimits: limits });
  const death = new Promise<never>((_, reject) => {
    worker.once('error', (error) => reject(new WorkerDied(`The ${name} thread failed: ${error instanceof Error ? error.message : String(error)}`)));
    worker.once('exit', (code) => reject(new WorkerDied(`The ${name} thread ended with code ${code}.`)));
  });
  death.catch(() => undefined);
  return { api: Comlink.wrap<Api>(nodeEndpoint(worker)), death, end: async () => void (await worker.terminate()) };
}

/** Starts a thread, hands its API to `work` and ends it afterwards; rejects with WorkerDied where it ended before. */
export async function runInWorker<Api, T>(name: string, work: (api: Comlink.Remote<Api>) => Promise<T>, limits: ResourceLimits = {}): Promise<T> {
  const thread = startThread<Api>(name, limits);
  try {
    return await Promise.race([work(thread.api), thread.death]);
  } finally {
    await thread.end();
  }
}
