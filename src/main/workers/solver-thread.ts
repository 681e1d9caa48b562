import * as Comlink from 'comlink';
import { createCancelFlag } from '../../engine/base/cancel.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { LinearSolution, LinearSolver } from '../../engine/linear/linear-model.ts';
import { settleSolution } from '../../engine/linear/settle-solution.ts';
import { startSolveClock, type SolveClock } from '../../engine/linear/solve-clock.ts';
import type { LinearApi, LinearSolverName } from './linear-api.ts';
import { startThread, WorkerDied, type Thread } from './run-in-worker.ts';

/** A solver on a thread of its own. */
export interface SolverThread {
  readonly solve: LinearSolver;
  end(): Promise<void>;
}

/** Time a solver gets to stop in good order, with the best it has, before its thread is ended. */
const GRACE_MS = 1500;
const LOOK_EVERY_MS = 50;

/** Resolves with null once the clock has asked to stop for longer than the grace; `leave` ends the watch. */
function watchOverdue(clock: SolveClock, now: () => number): { readonly overdue: Promise<null>; leave(): void } {
  let askedMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<null>((resolve) => {
    timer = setInterval(() => {
      if (clock.stopReason() === null) return;
      askedMs ??= now();
      if (now() - askedMs >= GRACE_MS) resolve(null);
    }, LOOK_EVERY_MS);
  });
  return { overdue, leave: () => clearInterval(timer) };
}

/**
 * Makes a LinearSolver that works on a thread of its own. Solvers look at clock and cancel flag between their steps, and
 * a step on a large model (presolve, a factorisation) can last minutes: a thread that has not stopped after a moment is
 * ended, and one that dies (out of memory) is not waited for. Either way the answer is what the caller started from. The
 * thread starts with the first model, serves one model at a time and stays loaded until `end`.
 */
export function createSolverThread(solver: LinearSolverName): SolverThread {
  let thread: Thread<LinearApi> | null = null;
  const end = async (): Promise<void> => {
    const ending = thread;
    thread = null;
    await ending?.end();
  };
  return {
    end,
    async solve(model, options, control) {
      const clock = startSolveClock(options, control);
      const seconds = clock.secondsLeft();
      const threadControl = { cancel: control.cancel ?? createCancelFlag(), ...(Number.isFinite(seconds) ? { seconds } : {}) };
      const listener = Comlink.proxy((progress: Progress) => control.onProgress?.(progress));
      const { timeLimitSeconds: _counted, ...rest } = options;
      thread ??= startThread<LinearApi>('linear-worker');
      const watch = watchOverdue(clock, control.now);
      try {
        const solution: LinearSolution | null = await Promise.race([thread.api.solve(solver, model, rest, threadControl, listener), thread.death, watch.overdue]);
        if (solution !== null) return solution;
      } catch (error) {
        if (!(error instanceof WorkerDied)) throw error;
      } finally {
        watch.leave();
      }
      await end();
      const claim = { status: clock.stopReason() ?? 'unknown', values: null, objective: null, bound: null, rowDuals: null } as const;
      return settleSolution(model, claim, options, { solver, solverVersion: 'ended' });
    },
  };
}
