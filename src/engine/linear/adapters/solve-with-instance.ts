import type { LinearModel, LinearSolveOptions, LinearSolver } from '../linear-model.ts';
import { chooseObjectiveScale } from '../objective-scale.ts';
import { prepareModel } from '../prepare-model.ts';
import { findFeasiblePoint, settleSolution, type SolverClaim, type SolverIdentity } from '../settle-solution.ts';
import { startSolveClock, type SolveClock } from '../solve-clock.ts';
import type { SolverInstance } from '../solver-instance.ts';

/** Best point met while the solver ran; it outlives a solver that breaks. */
export interface Incumbent {
  values: Float64Array | null;
}

/** One solve as a solver gets it: prepared model, objective factor, options with a checked start, and what to obey. */
export interface SolverTask {
  readonly model: LinearModel;
  readonly scale: number;
  readonly options: LinearSolveOptions;
  readonly clock: SolveClock;
  readonly incumbent: Incumbent;
}

/** What a solver package has to offer to become a LinearSolver. */
export interface SolverPackage<Solver> {
  readonly identify: (solver: Solver) => SolverIdentity;
  /** Runs to the end or until the clock stops it; throws where the solver refuses or breaks. */
  readonly run: (solver: Solver, task: SolverTask) => SolverClaim;
  /** What an exception of `run` means: the model was refused, the loaded solver broke, or the caller made a mistake. */
  readonly judge: (solver: Solver, problem: unknown) => 'refused' | 'broken' | 'bug';
  /** True where the loaded solver holds more memory than is worth keeping. */
  readonly isOvergrown: (solver: Solver) => boolean;
}

const emptyClaim = { values: null, objective: null, bound: null, rowDuals: null } as const;

/**
 * Makes a LinearSolver of a loaded package: models that need no solver are answered at once, an unusable start is left
 * out, a run that throws ends as `unknown` with the recounted incumbent, a broken or overgrown instance is let go, and
 * whatever is claimed is settled by our own count.
 */
export function solveWithInstance<Solver>(instance: SolverInstance<Solver>, offer: SolverPackage<Solver>): LinearSolver {
  const claimWith = (solver: Solver, task: SolverTask): SolverClaim => {
    try {
      return offer.run(solver, task);
    } catch (problem) {
      const verdict = offer.judge(solver, problem);
      if (verdict !== 'refused') instance.discard();
      task.clock.rethrowListenerFailure();
      if (verdict === 'bug') throw problem;
      return { ...emptyClaim, status: 'unknown', values: task.incumbent.values };
    } finally {
      if (offer.isOvergrown(solver)) instance.discard();
    }
  };

  return async (model, options, control) => {
    const clock = startSolveClock(options, control);
    const solver = await instance.get();
    const identity = offer.identify(solver);
    const prepared = prepareModel(model);
    if ('claim' in prepared) return settleSolution(model, prepared.claim, options, identity);
    const stop = clock.stopReason();
    if (stop !== null) return settleSolution(model, { ...emptyClaim, status: stop }, options, identity);

    const start = findFeasiblePoint(model, options.start)?.values;
    const { start: _given, ...rest } = options;
    const usable = start === undefined ? rest : { ...rest, start };
    const task: SolverTask = { model: prepared.model, scale: chooseObjectiveScale(model), options: usable, clock, incumbent: { values: null } };
    return settleSolution(model, claimWith(solver, task), usable, identity);
  };
}
