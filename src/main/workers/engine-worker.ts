import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { attributeOutcomes } from '../../engine/attribution/attribute-outcomes.ts';
import { solveAllocation } from '../../engine/allocation/solve-allocation.ts';
import { attribute } from '../../engine/attribution/compare-models.ts';
import type { LinearSolvers } from '../../engine/linear/linear-model.ts';
import { solveModelText } from '../../engine/linear/solve-file.ts';
import { succeed } from '../../engine/base/fault.ts';
import { fitResponse } from '../../engine/response/fit-response.ts';
import { linkOutcomes } from '../../engine/response/link-outcomes.ts';
import { assessContacts } from '../../engine/uncertainty/assess-contacts.ts';
import { rankActions } from '../../engine/exploration/rank-actions.ts';
import type { EngineApi } from './engine-api.ts';
import { createSolverThread } from './solver-thread.ts';
import { createControl } from './thread-control.ts';

/** Hands the solvers on threads of their own to `work` and ends those threads afterwards. */
async function withSolvers<T>(work: (solvers: LinearSolvers) => Promise<T>): Promise<T> {
  const [highs, glpk] = [createSolverThread('highs'), createSolverThread('glpk')];
  try {
    return await work({ highs: highs.solve, glpk: glpk.solve });
  } finally {
    await Promise.all([highs.end(), glpk.end()]);
  }
}

const engineApi: EngineApi = {
  solve(problem, options, control, onProgress) {
    return withSolvers((solvers) => solveAllocation(problem, options, solvers, createControl(control, onProgress)));
  },
  fit(request, control, onProgress) {
    const links = linkOutcomes({ touches: request.history.touches, outcomes: request.outcomes }, request.link);
    const fit = fitResponse({ ...request.history, responded: links.responded }, request.options, createControl(control, onProgress));
    return fit.ok ? succeed({ ...fit.value, responded: links.linked }) : fit;
  },
  attributeOutcomes({ history, settings, ...choice }, control, onProgress) {
    return attributeOutcomes(history, choice, settings, createControl(control, onProgress));
  },
  assess(request, control, onProgress) {
    return assessContacts(request, createControl(control, onProgress));
  },
  rank(request, control, onProgress) {
    return rankActions(request, createControl(control, onProgress));
  },
  solveModel(request, control, onProgress) {
    return withSolvers((solvers) => solveModelText(request, solvers, createControl(control, onProgress)));
  },
  attribute(request, control, onProgress) {
    return attribute(request, createControl(control, onProgress));
  },
};

if (parentPort === null) throw new Error('The engine runs on a worker thread.');
Comlink.expose(engineApi, nodeEndpoint(parentPort));
