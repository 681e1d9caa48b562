import type { GLPK } from 'glpk.js/node';
import { runGlpk } from './adapters/glpk-run.ts';
import { solveWithInstance } from './adapters/solve-with-instance.ts';
import type { LinearSolver } from './linear-model.ts';
import { createSolverInstance } from './solver-instance.ts';

/** Loads the package (0.3 MB of WebAssembly) on the first solve. */
async function loadGlpk(): Promise<GLPK> {
  const { default: load } = await import('glpk.js/node');
  return load();
}

/**
 * Creates the second solver: GLPK, loaded lazily and reused; meant for small models and as a cross-check. Cancel flag
 * and deadline stop it with its best point and the bound of the relaxation. It takes no warm start: a feasible
 * `options.start` is what a stopped run falls back on. The returned solver blocks its thread while it works.
 */
export function createGlpkSolver(load: () => Promise<GLPK> = loadGlpk): LinearSolver {
  const instance = createSolverInstance(load);
  return solveWithInstance(instance, {
    identify: (glpk) => ({ solver: 'glpk', solverVersion: glpk.version }),
    run: runGlpk,
    judge: () => 'broken',
    isOvergrown: () => false,
  });
}
