import type { RunControl } from '../../base/progress.ts';
import { fail, succeed, type Result } from '../../base/fault.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import { isEnforced, type Constraint } from '../../model/constraint.ts';
import { judgePlan } from '../../model/judged-plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { Frontier, FrontierPoint } from '../../model/what-if.ts';
import { isCut, solveWarmly, type WarmOptions } from '../what-if/warm-solve.ts';

/** What the frontier is traced over. */
export interface FrontierRequest extends WarmOptions {
  /** The budget to move; the enforced one with most at stake where left out, the whole cost where there is none. */
  readonly rule?: string | undefined;
  /** 2 or more. */
  readonly points: number;
}

type Budget = Constraint & { kind: 'budget' };

/** Largest budget of the frontier, as a multiple of the one there is, and the smallest. */
const MOST = 1.8;
const LEAST = 0.2;
/** A point further from its bound is solved a second time, exactly, where it has no more action columns than this. */
const WIDE = 0.01;
const EXACT_COLUMNS = 8000;
/** Name of the cap on the whole cost where no budget is enforced. */
const CAP = 'budget of the frontier';

function findBudget(problem: AllocationProblem, plan: Plan, id: string | undefined): Result<Budget | null> {
  const budgets = problem.constraints.filter((rule) => rule.kind === 'budget');
  const stake = (budget: Budget): number => budget.max * (marginalOf(plan, budget.id) ?? 0);
  if (id === undefined) return succeed(budgets.filter(isEnforced).toSorted((one, other) => stake(other) - stake(one) || other.max - one.max)[0] ?? null);
  const named = budgets.find((rule) => rule.id === id);
  return named === undefined ? fail('UNKNOWN_REFERENCE', `No budget is named ${id}. Known: ${budgets.map((rule) => rule.id).join(', ') || 'none'}.`, { path: 'rule' }) : succeed(named);
}

/** The problem with the budget at an amount. */
function withBudget(problem: AllocationProblem, budget: Budget | null, amount: number): AllocationProblem {
  if (budget === null) return { ...problem, constraints: [...problem.constraints, { id: CAP, kind: 'budget', max: amount }] };
  return { ...problem, constraints: problem.constraints.map((rule) => (rule.id === budget.id ? { ...budget, max: amount } : rule)) };
}

const marginalOf = (plan: Plan, rule: string): number | null => {
  const prices = plan.usage.flatMap(({ constraint, price }) => (constraint === rule && price !== null ? [price] : []));
  return prices.length === 0 ? null : prices.reduce((sum, price) => sum + price, 0);
};

/** True where a plan is not proven to be near the best. */
const isWide = (plan: Plan): boolean => plan.status !== 'infeasible' && plan.status !== 'optimal' && (judgePlan(plan).gap ?? 1) > WIDE;

/** Money spent per unit of limit: 1 for a budget of the whole horizon. */
function amountsOf(budget: Budget | null, plan: Plan, points: number): number[] {
  const now = budget === null ? plan.cost : budget.max;
  const amounts = Array.from({ length: points }, (_, at) => now * (LEAST + ((MOST - LEAST) * at) / (points - 1)));
  // The budget of now stands among them exactly.
  const nearest = amounts.reduce((best, amount, at) => (Math.abs(amount - now) < Math.abs(amounts[best]! - now) ? at : best), 0);
  return amounts.map((amount, at) => (at === nearest ? now : amount));
}

/**
 * Traces the best objective over budgets, from the smallest up, each point started from the plan of the one below: that
 * plan stays lawful, so the frontier never falls. A point that stays far from its bound is solved exactly where it is small enough. `marginal` is the price of the budget at the point. Cut short, it
 * answers the points known by then.
 */
export async function traceFrontier(problem: AllocationProblem, plan: Plan, request: FrontierRequest, solvers: LinearSolvers, control: RunControl): Promise<Result<Frontier>> {
  const budget = findBudget(problem, plan, request.rule);
  if (!budget.ok) return budget;
  const isFree = budget.value === null ? plan.cost <= 0 : budget.value.max <= 0;
  if (isFree) return fail('BAD_INPUT', 'No action of the plan costs anything, so that there is no budget to move.', { path: 'rule' });
  const amounts = amountsOf(budget.value, plan, request.points);
  const points: FrontierPoint[] = [];
  let from: Plan = plan;
  for (const [at, amount] of amounts.entries()) {
    control.onProgress?.({ phase: 'frontier', done: at, total: amounts.length, ...(points.length === 0 ? {} : { best: points[points.length - 1]!.objective }) });
    if (isCut(control)) break;
    const capped = withBudget(problem, budget.value, amount);
    const quick = await solveWarmly(capped, from, request, solvers, control);
    const solved = isWide(quick) && !isCut(control) ? await solveWarmly(capped, quick.actions.length > 0 ? quick : from, request, solvers, control, EXACT_COLUMNS) : quick;
    if (solved.status === 'infeasible' || solved.conflicts !== undefined) continue;
    if (isCut(control)) break;
    from = solved;
    const lift = solved.actions.reduce((sum, action) => sum + action.lift, 0);
    const { value, bound } = judgePlan(solved);
    points.push({ budget: amount, objective: value, bound, lift, cost: solved.cost, actions: solved.actions.length, marginal: marginalOf(solved, budget.value?.id ?? CAP) });
  }
  return succeed({ rule: budget.value?.id ?? null, isComplete: !isCut(control), now: { budget: budget.value?.max ?? null, cost: plan.cost, objective: judgePlan(plan).value }, points });
}
