import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { createGlpkSolver } from '../../engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../engine/linear/highs-adapter.ts';
import type { LinearApi } from './linear-api.ts';
import { createControl } from './thread-control.ts';

const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };

const linearApi: LinearApi = {
  solve: (solver, model, options, control, onProgress) => solvers[solver](model, options, createControl(control, onProgress)),
};

if (parentPort === null) throw new Error('A solver runs on a worker thread.');
Comlink.expose(linearApi, nodeEndpoint(parentPort));
