import type { RunControl } from '../base/progress.ts';
import type { LinearSolvers } from '../linear/linear-model.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { Plan } from '../model/plan.ts';
import { assemblePlan } from './assemble-plan.ts';
import { chooseMethod } from './choose-method.ts';
import { compileProblem } from './compile-problem.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { countActionColumns } from './exact/action-columns.ts';
import { findConflicts } from './infeasible/find-conflicts.ts';
import { labelPlan, type LabelledPlan } from './label-plan.ts';
import { nameActions } from './plan-actions.ts';
import { recountPlan } from './recount-plan.ts';
import { searchGoal, type GoalOutcome } from './objective/search-goal.ts';
import { scorePlan } from './objective/score-plan.ts';
import { statusOf } from './search-plan.ts';
import type { SolveAllocationOptions } from './solve-options.ts';

const nothing: LabelledPlan = { actions: { contact: new Int32Array(0), channel: new Int32Array(0), day: new Int32Array(0) }, isExplored: null, campaign: [], isChanged: false };

/**
 * Gives the actions of an outcome their campaigns. Where that costs actions, or leaves a floor short that the search kept,
 * the status says no more than what is still true.
 */
function labelOutcome(compiled: CompiledProblem, outcome: GoalOutcome): { readonly outcome: GoalOutcome; readonly plan: LabelledPlan } {
  if (outcome.status === 'infeasible') return { outcome, plan: nothing };
  const plan = labelPlan(compiled, outcome.plan);
  if (compiled.slots === null) return { outcome, plan };
  const entries = nameActions(compiled, plan.actions, plan.isExplored, plan.campaign);
  const recount = recountPlan(compiled.problem, entries);
  const missing = recount.violations.map(({ message }) => message);
  if (missing.length > 0) return { outcome: { ...outcome, status: outcome.status === 'interrupted' ? 'interrupted' : 'time_limit', missing }, plan };
  const status = plan.isChanged && outcome.status === 'optimal' ? statusOf(scorePlan(compiled.problem, entries, recount).value, outcome.bound, null) : outcome.status;
  return { outcome: { ...outcome, status, missing: [] }, plan };
}

/** The run's own deadline or the seconds asked for, whichever comes first. */
function limitTime(control: RunControl, seconds: number): RunControl {
  const deadlineMs = control.now() + seconds * 1000;
  return { ...control, deadlineMs: Math.min(deadlineMs, control.deadlineMs ?? Infinity) };
}

/** Seconds an explanation gets after a proof that used up the time of the solve. */
const EXPLAIN_SECONDS = 5;

/**
 * Words for an outcome without a lawful plan: the clashing rules where that is proven, else what is missing. The search
 * for the clashing rules has what is left of the time, and at least a few seconds: a proof without them helps nobody.
 */
async function explainFailure(problem: AllocationProblem, outcome: GoalOutcome, solvers: LinearSolvers, seed: number, control: RunControl): Promise<readonly string[]> {
  if (outcome.status !== 'infeasible') return outcome.missing;
  const atLeastMs = control.now() + EXPLAIN_SECONDS * 1000;
  return findConflicts(problem, solvers.highs, seed, { ...control, deadlineMs: Math.max(atLeastMs, control.deadlineMs ?? atLeastMs) });
}

/**
 * Allocates: who gets which action on which day. Whatever the method, the answer is dated by day, recounted from its
 * actions alone and keeps every enforced rule; its bound is proven or null.
 *
 * `infeasible` is proven, carries no actions and names clashing rules in `conflicts`. Where floors, coverage or fixed
 * actions could not be satisfied and neither could the contrary be proven, the status is `time_limit` (or
 * `interrupted`), the actions keep every ceiling, and `conflicts` says with numbers what is missing.
 *
 * Equal problem, options and seed give equal actions as long as neither the deadline nor a cancel cuts the run.
 */
export async function solveAllocation(problem: AllocationProblem, options: SolveAllocationOptions, solvers: LinearSolvers, control: RunControl): Promise<Plan> {
  const startMs = control.now();
  const limited = limitTime(control, options.seconds);
  const compiled = compileProblem(problem);
  const method = chooseMethod(options.method, countActionColumns(compiled));
  const found = await searchGoal(compiled, { ...options, method }, solvers, limited);
  const { outcome, plan } = labelOutcome(compiled, found);
  const conflicts = outcome.missing.length > 0 || outcome.status === 'infeasible' ? await explainFailure(problem, outcome, solvers, options.seed, limited) : [];
  const isInfeasible = outcome.status === 'infeasible';
  const { actions, isExplored, campaign } = plan;
  return assemblePlan(compiled, {
    status: outcome.status,
    method,
    seed: options.seed,
    actions,
    isExplored,
    campaign,
    bound: isInfeasible ? null : outcome.bound,
    prices: isInfeasible ? null : outcome.prices,
    conflicts,
    elapsedMs: control.now() - startMs,
    levels: outcome.levels,
    withAlternatives: options.alternatives === true,
  });
}
