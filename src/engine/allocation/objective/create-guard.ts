import type { CompiledProblem } from '../compiled-problem.ts';
import { compileObjective } from './apply-scalar.ts';
import type { ObjectiveGuard } from './guard.ts';
import type { Scalar } from './scalar.ts';

const STEP_SHARE = 1e-6;

/** Compiles a guard. O(contacts · channels). */
export function createGuard({ problem }: CompiledProblem, scalar: Scalar, atLeast: number): ObjectiveGuard {
  const { gainBase, objectiveCost, reachWorth } = compileObjective(problem, scalar);
  return { gainBase, objectiveCost, reachWorth, scalar, atLeast, step: STEP_SHARE * Math.max(1, Math.abs(atLeast)) };
}
