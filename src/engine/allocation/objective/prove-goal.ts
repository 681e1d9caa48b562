import type { PlanEntry } from '../../constraints/plan-view.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import type { LevelResult, PlanGoal } from '../../model/plan.ts';
import type { PlanRecount } from '../recount-plan.ts';
import type { LevelProof } from './level-proof.ts';
import { scalarOfMetric, weighWorths, type Worths } from './scalar.ts';
import { scorePlan } from './score-plan.ts';

/** A bound and how far a value is from it. */
interface Proof {
  readonly bound: number | null;
  readonly gap: number | null;
}

/** Difference that rounding alone explains. */
const toleranceOf = (value: number): number => 1e-6 * Math.max(1, Math.abs(value));

/** The bound, moved onto the value where rounding let it pass below; null where it contradicts the recount. */
function settleBound(bound: number | null, value: number): number | null {
  if (bound === null || !Number.isFinite(bound)) return null;
  if (bound >= value) return bound;
  return value - bound <= toleranceOf(value) ? value : null;
}

/** Relative gap; 0 where both are 0, null where the bound says nothing relative. */
function gapOf(bound: number | null, value: number): number | null {
  if (bound === null) return null;
  if (bound === value) return 0;
  return bound > 0 ? (bound - value) / bound : null;
}

function prove(draft: number | null, value: number): Proof {
  const bound = settleBound(draft, value);
  return { bound, gap: gapOf(bound, value) };
}

const unproven: Proof = { bound: null, gap: null };

/** A level in its metric's own sense: a least cost is bounded from below. */
function describeLevel({ metric, solved, bound, keep }: LevelProof, worths: Worths): LevelResult {
  const sign = metric === 'cost' ? -1 : 1;
  const settled = settleBound(bound, solved);
  const gap = settled === null ? null : settled === solved ? 0 : (settled - solved) / Math.max(Math.abs(settled), Math.abs(solved));
  return { metric, value: sign * weighWorths(scalarOfMetric[metric], worths) + 0, solved: sign * solved + 0, bound: settled === null ? null : sign * settled + 0, gap, keep: keep === null ? null : sign * keep + 0 };
}

/**
 * What is proven of a plan's metric, and of what else was maximised; null where the metric is all. A bound on a weighted or robust sum
 * says nothing of the metric alone; the first level of an ordered list does where it is the metric.
 */
export function proveGoal(
  problem: AllocationProblem,
  entries: readonly PlanEntry[],
  recount: PlanRecount,
  draft: { readonly bound: number | null; readonly levels?: readonly LevelProof[] | undefined },
): { readonly proof: Proof; readonly goal: PlanGoal | null } {
  const { metric, weights, levels, robust } = problem.objective;
  const { lift, cost, reached, responses } = recount;
  const worths = { lift, cost, reach: reached, responses };
  if (levels !== undefined) {
    const proofs = draft.levels ?? [];
    const [first] = proofs;
    const own = first !== undefined && first.metric === metric ? prove(first.bound, recount.objective) : unproven;
    return { proof: own, goal: { kind: 'levels', ...worths, levels: proofs.map((level) => describeLevel(level, recount)) } };
  }
  if (weights === undefined && robust === undefined) return { proof: prove(draft.bound, recount.objective), goal: null };
  const { value, drawn } = scorePlan(problem, entries, recount);
  const goal = { ...worths, value, ...prove(draft.bound, value) };
  if (drawn === null) return { proof: unproven, goal: { kind: 'weighted', ...goal } };
  const { mean, tailMean, quantile } = drawn;
  return { proof: unproven, goal: { kind: 'robust', ...goal, mean, tailMean, quantile } };
}
