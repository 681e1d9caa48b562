import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolver } from '../../linear/linear-model.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import { compileProblem } from '../compile-problem.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { startWithPins } from '../construct.ts';
import { countActionColumns } from '../exact/action-columns.ts';
import { solveExact } from '../exact/solve-exact.ts';
import { createRelaxation } from '../relaxation.ts';
import { solveGreedy } from '../solve-greedy.ts';
import { buildTotalsModel } from './totals-model.ts';

/** Beyond so many action columns no exact model is built to decide whether a plan exists. */
export const FEASIBILITY_COLUMNS = 40_000;
/** Beyond so many cells × days the totals are not tried either. */
const TOTALS_COLUMNS = 120_000;

/** The problem of finding any plan at all: nothing is worth anything. */
export function withoutObjective(compiled: CompiledProblem): CompiledProblem {
  return { ...compiled, isReach: false, reachWorth: 0, objectiveCost: new Float64Array(compiled.channelCount), gainBase: new Float64Array(compiled.gainBase.length), explorationGain: null, guards: [] };
}

/** True where the totals per group of contacts already contradict the rules. */
export async function isRefutedByTotals(compiled: CompiledProblem, highs: LinearSolver, control: RunControl): Promise<boolean> {
  if (compiled.groups.count * compiled.channelCount * compiled.days > TOTALS_COLUMNS) return false;
  const { status } = await highs(buildTotalsModel(compiled), {}, control);
  return status === 'infeasible';
}

/**
 * True where no plan can keep the rules of a problem: its fixed actions clash, the totals contradict the rules, or the
 * exact model of a small problem is infeasible. False means "not proven".
 */
export async function isProvenInfeasible(problem: AllocationProblem, highs: LinearSolver, seed: number, control: RunControl): Promise<boolean> {
  const compiled = withoutObjective(compileProblem(problem));
  if (startWithPins(compiled) === null) return true;
  if (solveGreedy(createRelaxation(compiled), seed, control)?.deficit === 0) return false;
  if (await isRefutedByTotals(compiled, highs, control)) return true;
  if (countActionColumns(compiled) > FEASIBILITY_COLUMNS || stopReason(control) !== null) return false;
  const { status } = await solveExact(compiled, highs, { seed, gap: 0, start: null }, control);
  return status === 'infeasible';
}
