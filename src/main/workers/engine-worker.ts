import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { solveAllocation } from '../../engine/allocation/solve-allocation.ts';
import type { RunControl } from '../../engine/base/progress.ts';
import { createGlpkSolver } from '../../engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../engine/linear/highs-adapter.ts';
import { solveModelText } from '../../engine/linear/solve-file.ts';
import { succeed } from '../../engine/base/fault.ts';
import { fitResponse } from '../../engine/response/fit-response.ts';
import { linkOutcomes } from '../../engine/response/link-outcomes.ts';
import type { EngineApi, Listener, ThreadControl } from './engine-api.ts';

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

const engineApi: EngineApi = {
  solve(problem, options, control, onProgress) {
    const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
    return solveAllocation(problem, options, solvers, createControl(control, onProgress));
  },
  fit(request, control, onProgress) {
    const links = linkOutcomes({ touches: request.history.touches, outcomes: request.outcomes }, request.link);
    const fit = fitResponse({ ...request.history, responded: links.responded }, request.options, createControl(control, onProgress));
    return fit.ok ? succeed({ ...fit.value, responded: links.linked }) : fit;
  },
  solveModel(request, control, onProgress) {
    return solveModelText(request, createControl(control, onProgress));
  },
};

if (parentPort === null) throw new Error('The engine runs on a worker thread.');
Comlink.expose(engineApi, nodeEndpoint(parentPort));
