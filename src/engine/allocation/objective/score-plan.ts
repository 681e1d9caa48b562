import type { PlanEntry } from '../../constraints/plan-view.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import type { PlanRecount } from '../recount-plan.ts';
import { drawLift } from './drawn-lift.ts';
import { scalarOf, weighWorths } from './scalar.ts';
import { measureTail, type DrawnAmount } from './tail-risk.ts';

/** What a plan is judged by. */
export interface PlanScore {
  /** The weighted sum, robust where that is asked for; of an ordered list the first level's; else the metric. */
  readonly value: number;
  /** What the draws of a robust objective give; null where it is not robust. */
  readonly drawn: DrawnAmount | null;
}

/** Counts what a problem maximises from a recounted plan. O(1), with a robust objective O(actions + pairs · draws). */
export function scorePlan(problem: AllocationProblem, entries: readonly PlanEntry[], recount: Pick<PlanRecount, 'lift' | 'cost' | 'reached' | 'responses'>): PlanScore {
  const { robust } = problem.objective;
  const scalar = scalarOf(problem.objective);
  if (robust === undefined) return { value: weighWorths(scalar, recount), drawn: null };
  const drawn = measureTail(drawLift(problem, entries, robust), robust);
  return { value: weighWorths(scalar, { ...recount, lift: drawn.robust }), drawn };
}
