import type { CompiledProblem } from '../compiled-problem.ts';
import { compileObjective, type CompiledObjective } from './apply-scalar.ts';
import type { Scalar } from './scalar.ts';

/** A value that a plan must not fall below while another objective is searched: what an earlier level reached, less its tolerance. */
export interface ObjectiveGuard extends Pick<CompiledObjective, 'gainBase' | 'objectiveCost' | 'reachWorth'> {
  readonly scalar: Scalar;
  readonly atLeast: number;
  /** What is missing is counted in whole steps, so that adding and taking away leaves no rounding behind. */
  readonly step: number;
}

const STEP_SHARE = 1e-6;

/** Compiles a guard. O(contacts · channels). */
export function createGuard({ problem }: CompiledProblem, scalar: Scalar, atLeast: number): ObjectiveGuard {
  const { gainBase, objectiveCost, reachWorth } = compileObjective(problem, scalar);
  return { gainBase, objectiveCost, reachWorth, scalar, atLeast, step: STEP_SHARE * Math.max(1, Math.abs(atLeast)) };
}

/** Steps that a value lacks; 0 where only rounding is missing. */
export const countShort = ({ atLeast, step }: ObjectiveGuard, value: number): number => Math.max(0, Math.ceil((atLeast - value) / step - 1e-3));
