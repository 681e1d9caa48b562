import * as Comlink from 'comlink';
import type { AutoOutcome } from '../../contract/campaign.ts';
import type { CancelFlag } from '../../engine/base/cancel.ts';
import { fail } from '../../engine/base/fault.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { WriteGate } from '../core/db/write-gate.ts';
import type { ApplyRequest } from '../core/services/conflict-report.ts';
import type { StepAnswer } from '../core/services/edit-step.ts';
import type { ResolveApi } from './resolve-worker.ts';
import { runInWorker, WorkerDied } from './run-in-worker.ts';

/** A report to carry out, and the workspace file it is for. */
export interface ResolveRequest {
  readonly path: string;
  readonly request: ApplyRequest;
}

/** How a run is stopped, followed, and let in to write. */
export interface ResolveRun {
  readonly cancel: CancelFlag;
  report(progress: Progress): void;
  readonly gate: WriteGate;
}

/** Carries a report out on a thread of its own: tens of thousands of rows hold up neither the core nor its progress. */
export interface ResolveClient {
  apply(asked: ResolveRequest, run: ResolveRun): Promise<StepAnswer<AutoOutcome>>;
}

/** A turn at the gate that is taken while a run lasts. */
function createTurn(gate: WriteGate): { take(): Promise<void>; end(): void } {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    take: () =>
      new Promise<void>((taken) => {
        void gate.run(() => {
          taken();
          return ended;
        });
      }),
    end: () => end(),
  };
}

export function createResolveClient(): ResolveClient {
  return {
    async apply({ path, request }, { cancel, report, gate }) {
      const turn = createTurn(gate);
      const takeTurn = Comlink.proxy(() => turn.take());
      const listener = Comlink.proxy((progress: Progress) => report(progress));
      try {
        return await runInWorker<ResolveApi, StepAnswer<AutoOutcome>>('resolve-worker', (api) => api.apply(path, request, { cancel }, listener, takeTurn));
      } catch (error) {
        if (error instanceof WorkerDied) return { result: fail('WORKER_DIED', error.message, { hint: 'Resolve again. The workspace is unchanged.' }), domains: [] };
        throw error;
      } finally {
        turn.end();
      }
    },
  };
}
