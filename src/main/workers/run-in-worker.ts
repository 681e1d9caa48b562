import { Worker, type ResourceLimits } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { resolveProgramFile } from '../core/app-files.ts';

/** The thread ended before it answered. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
}

/**
 * Starts a thread, hands its API to `work` and ends it afterwards. A call into a thread that died would stay pending for
 * ever, so the work is raced with the thread's end. `limits` bounds the thread's heap.
 */
export async function runInWorker<Api, T>(name: string, work: (api: Comlink.Remote<Api>) => Promise<T>, limits: ResourceLimits = {}): Promise<T> {
  const worker = new Worker(resolveProgramFile(`workers/${name}`), { name, resourceLimits: limits });
  const death = new Promise<never>((_, reject) => {
    worker.once('error', (error) => reject(new WorkerDied(`The ${name} thread failed: ${error instanceof Error ? error.message : String(error)}`)));
    worker.once('exit', (code) => reject(new WorkerDied(`The ${name} thread ended with code ${code}.`)));
  });
  death.catch(() => undefined);
  const api = Comlink.wrap<Api>(nodeEndpoint(worker));
  try {
    return await Promise.race([work(api), death]);
  } finally {
    await worker.terminate();
  }
}
