import * as Comlink from 'comlink';
import type { AutoOutcome } from '../../contract/campaign.ts';
import type { CancelFlag } from '../../engine/base/cancel.ts';
import { fail } from '../../engine/base/fault.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { ApplyRequest } from '../core/services/conflict-report.ts';
import type { StepAnswer } from '../core/services/edit-step.ts';
import type { ResolveApi } from './resolve-worker.ts';
import { runInWorker, WorkerDied } from './run-in-worker.ts';

/** A report to carry out, and the workspace file it is for. */
export interface ResolveRequest {
  readonly path: string;
  readonly request: ApplyRequest;
}

/** Carries a report out on a thread of its own: tens of thousands of rows hold up neither the core nor its progress. */
export interface ResolveClient {
  apply(asked: ResolveRequest, run: { readonly cancel: CancelFlag; report(progress: Progress): void }): Promise<StepAnswer<AutoOutcome>>;
}

export function createResolveClient(): ResolveClient {
  return {
    async apply({ path, request }, { cancel, report }) {
      const listener = Comlink.proxy((progress: Progress) => report(progress));
      try {
        return await runInWorker<ResolveApi, StepAnswer<AutoOutcome>>('resolve-worker', (api) => api.apply(path, request, { cancel }, listener));
      } catch (error) {
        if (error instanceof WorkerDied) return { result: fail('WORKER_DIED', error.message, { hint: 'Resolve again. The workspace is unchanged.' }), domains: [] };
        throw error;
      }
    },
  };
}
