import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolver } from '../../linear/linear-model.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import { compileProblem } from '../compile-problem.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { startWithPins } from '../construct.ts';
import { lowerBound } from '../dual-ascent.ts';
import { countActionColumns } from '../exact/action-columns.ts';
import { solveExact } from '../exact/solve-exact.ts';
import { createRelaxation } from '../relaxation.ts';

/** Beyond so many action columns no exact model is built to decide whether a plan exists. */
export const FEASIBILITY_COLUMNS = 40_000;
/** Rounds of pricing after which relaxed rules are taken to be compatible. */
const PROOF_ROUNDS = 400;
const FIRST_STEP = 0.5;
/** A proof must be this clear, in units of the sum of |price · limit|. */
const CLEARNESS = 1e-6;

/** The problem of finding any plan at all: nothing is worth anything. */
function withoutObjective(compiled: CompiledProblem): CompiledProblem {
  return { ...compiled, isReach: false, objectiveCost: new Float64Array(compiled.channelCount), gainBase: new Float64Array(compiled.gainBase.length), explorationGain: null };
}

/**
 * Tries to prove by prices that floors and ceilings contradict each other: where nothing is worth anything, a bound
 * below 0 can have no plan under it (a Farkas certificate of the relaxation). Works at any size; no proof is no answer.
 */
export function isRefutedByPrices(compiled: CompiledProblem, seed: number, control: RunControl): boolean {
  const { limits, covers } = compiled;
  if (!limits.rowIsFloor.includes(1) && covers.parts.length === 0) return false;
  const result = lowerBound(createRelaxation(withoutObjective(compiled)), {
    rounds: PROOF_ROUNDS,
    seed,
    firstStep: FIRST_STEP,
    isStopped: (_round, bound) => bound < -1 || stopReason(control) !== null,
  });
  let scale = 1;
  for (const [row, price] of result.prices.rows.entries()) scale += Math.abs(price * limits.rowLimit[row]!);
  for (const [at, price] of result.prices.covers.entries()) scale += Math.abs(price * covers.parts[at]!.need);
  return result.bound < -CLEARNESS * scale;
}

/**
 * True where no plan can keep the rules of a problem: its fixed actions clash, prices refute it, or the exact model of
 * a small problem is infeasible. False means "not proven".
 */
export async function isProvenInfeasible(problem: AllocationProblem, highs: LinearSolver, seed: number, control: RunControl): Promise<boolean> {
  const compiled = compileProblem(problem);
  if (startWithPins(compiled) === null) return true;
  if (isRefutedByPrices(compiled, seed, control)) return true;
  if (countActionColumns(compiled) > FEASIBILITY_COLUMNS || stopReason(control) !== null) return false;
  const { status } = await solveExact(withoutObjective(compiled), highs, { seed, gap: 0, start: null }, control);
  return status === 'infeasible';
}
