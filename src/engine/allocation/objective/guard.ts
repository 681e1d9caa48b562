import type { Scalar } from './scalar.ts';

/** A value that a plan must not fall below while another objective is searched: what an earlier level reached, less its tolerance. */
export interface ObjectiveGuard {
  readonly scalar: Scalar;
  /** Gain of a first action per contact × channel, cost of an action per channel, worth of the first action on a contact. */
  readonly gainBase: Float64Array;
  readonly objectiveCost: Float64Array;
  readonly reachWorth: number;
  readonly atLeast: number;
  /** What is missing is counted in whole steps, so that adding and taking away leaves no rounding behind. */
  readonly step: number;
}

/** Steps that a value lacks; 0 where only rounding is missing. */
export const countShort = ({ atLeast, step }: ObjectiveGuard, value: number): number => Math.max(0, Math.ceil((atLeast - value) / step - 1e-3));
