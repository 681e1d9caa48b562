import type { Highs } from 'highs';
import { runHighs } from './adapters/highs-run.ts';
import { solveWithInstance, type SolverTask } from './adapters/solve-with-instance.ts';
import type { LinearModel, LinearSolver } from './linear-model.ts';
import type { SolverClaim } from './settle-solution.ts';
import { createSolverInstance } from './solver-instance.ts';

/** WebAssembly memory never shrinks; an instance that grew beyond this is let go after the solve. */
const keptMemoryBytes = 512 * 1024 * 1024;

/** Loads the package (3.5 MB of WebAssembly) on the first solve. */
async function loadHighs(): Promise<Highs> {
  const { default: load } = await import('highs');
  return load();
}

/** Infeasible or unbounded? Asks whether the model has any point at all, with the objective taken out. */
function decideUnbounded(highs: Highs, task: SolverTask): SolverClaim {
  const model: LinearModel = { ...task.model, objective: new Float64Array(task.model.objective.length), offset: 0 };
  const { start: _useless, ...options } = task.options;
  const { status } = runHighs(highs, { ...task, model, scale: 1, options, incumbent: { values: null } });
  const noPoint = { values: null, objective: null, bound: null, rowDuals: null };
  if (status === 'optimal') return { ...noPoint, status: 'unbounded' };
  return { ...noPoint, status: status === 'infeasible' ? 'infeasible' : 'infeasible_or_unbounded' };
}

/**
 * Creates the default solver: HiGHS, loaded lazily and reused. Integer models are warm-started from a feasible
 * `options.start`; cancel flag and deadline are polled while it runs, a stopped run returns its best point and the
 * bound proven until then. An instance that aborts is replaced on the next solve; what it had found is recounted and
 * returned as `unknown`. The returned solver blocks its thread while it works.
 */
export function createHighsSolver(load: () => Promise<Highs> = loadHighs): LinearSolver {
  return solveWithInstance(createSolverInstance(load), {
    identify: (highs) => ({ solver: 'highs', solverVersion: highs.version.string }),
    run: (highs, task) => {
      const claim = runHighs(highs, task);
      return claim.status === 'infeasible_or_unbounded' ? decideUnbounded(highs, task) : claim;
    },
    judge: (highs, problem) => {
      if (problem instanceof highs.errors.HighsValidationError) return 'bug';
      return problem instanceof highs.errors.HighsError ? 'refused' : 'broken';
    },
    isOvergrown: (highs) => highs.memoryBytes > keptMemoryBytes,
  });
}
