import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { solveAllocation } from '../../engine/allocation/solve-allocation.ts';
import type { Progress, RunControl } from '../../engine/base/progress.ts';
import { createGlpkSolver } from '../../engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../engine/linear/highs-adapter.ts';
import { solveModelText, type ModelTextAnswer, type ModelTextRequest } from '../../engine/linear/solve-file.ts';
import { succeed, type Result } from '../../engine/base/fault.ts';
import type { AllocationProblem } from '../../engine/model/allocation.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { fitResponse } from '../../engine/response/fit-response.ts';
import { linkOutcomes, type LinkOptions, type OutcomeColumns } from '../../engine/response/link-outcomes.ts';
import type { ResponseFit, ResponseInput, ResponseOptions } from '../../engine/response/response-model.ts';
import type { SolveOptions } from './engine-client.ts';

/** What crosses to the thread besides the input: the shared cancel flag, a deadline and a listener. */
export interface ThreadControl {
  readonly cancel: Int32Array;
  readonly seconds?: number;
}
type Listener = (progress: Progress) => void;

export interface FitRequest {
  readonly history: Omit<ResponseInput, 'responded'>;
  readonly outcomes: OutcomeColumns;
  readonly link: LinkOptions;
  readonly options: ResponseOptions;
}

const REPORT_EVERY_MS = 100;
const now = (): number => performance.now();

function createControl(control: ThreadControl, onProgress: Listener): RunControl {
  let lastMs = Number.NEGATIVE_INFINITY;
  let lastPhase = '';
  return {
    now,
    cancel: control.cancel,
    ...(control.seconds === undefined ? {} : { deadlineMs: now() + control.seconds * 1000 }),
    onProgress(progress) {
      const atMs = now();
      if (atMs - lastMs < REPORT_EVERY_MS && progress.phase === lastPhase) return;
      lastMs = atMs;
      lastPhase = progress.phase;
      onProgress(progress);
    },
  };
}

const engineApi = {
  solve(problem: AllocationProblem, options: SolveOptions, control: ThreadControl, onProgress: Listener): Promise<Plan> {
    const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
    return solveAllocation(problem, options, solvers, createControl(control, onProgress));
  },
  fit(request: FitRequest, control: ThreadControl, onProgress: Listener): Result<ResponseFit & { readonly responded: number }> {
    const links = linkOutcomes({ touches: request.history.touches, outcomes: request.outcomes }, request.link);
    const fit = fitResponse({ ...request.history, responded: links.responded }, request.options, createControl(control, onProgress));
    return fit.ok ? succeed({ ...fit.value, responded: links.linked }) : fit;
  },
  solveModel(request: ModelTextRequest, control: ThreadControl, onProgress: Listener): Promise<Result<ModelTextAnswer>> {
    return solveModelText(request, createControl(control, onProgress));
  },
};
export type EngineApi = typeof engineApi;

if (parentPort === null) throw new Error('The engine runs on a worker thread.');
Comlink.expose(engineApi, nodeEndpoint(parentPort));
