import { stopReason, type RunControl } from '../base/progress.ts';
import type { LinearSolvers } from '../linear/linear-model.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { Plan } from '../model/plan.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { countActionColumns } from './exact/action-columns.ts';
import { solveExact, type ExactResult } from './exact/solve-exact.ts';
import { explorePlan, schedulePlan, type FinishedPlan } from './finish-plan.ts';
import type { HeuristicResult } from './heuristic-result.ts';
import { FEASIBILITY_COLUMNS, isRefutedByTotals } from './infeasible/prove-infeasible.ts';
import { dropLacking } from './partners.ts';
import { nameActions, restoreState, takeActions, type PlanActions } from './plan-actions.ts';
import type { PriceVector } from './price-vector.ts';
import { recountPlan } from './recount-plan.ts';
import { solvePrices, type PricesStart } from './prices/solve-prices.ts';
import type { DivisibleRelaxation } from './relaxation.ts';
import { solveGreedy } from './solve-greedy.ts';
import { solveLocal } from './solve-local.ts';
import type { SolveAllocationOptions } from './solve-options.ts';
import { solveWarm } from './warm-start.ts';

/** Options with the method decided. */
export interface SearchOptions extends SolveAllocationOptions {
  readonly method: Plan['method'];
  /** What a search of the same problem for something near knew: its prices, and a lawful plan. */
  readonly near?: { readonly prices: PriceVector; readonly actions: PlanActions } | undefined;
}

/** What a search came to. `missing` says in words which floors and coverage rules its plan does not satisfy. */
export interface SearchOutcome {
  readonly status: Plan['status'];
  readonly plan: FinishedPlan;
  readonly bound: number;
  readonly prices: PriceVector | null;
  readonly missing: readonly string[];
}

const nothing: FinishedPlan = { actions: { contact: new Int32Array(0), channel: new Int32Array(0), day: new Int32Array(0) }, isExplored: null };
const infeasible: SearchOutcome = { status: 'infeasible', plan: nothing, bound: Infinity, prices: null, missing: [] };

/** Share of the time that goes into the plan an exact solver starts from, and its most seconds. */
const START_SHARE = 0.25;
const START_SECONDS = 5;
/** An exact solve that only has to find a plan may stop this far from the best. */
const RESCUE_GAP = 0.02;
/** Difference between bound and objective that rounding alone explains. */
const PROVEN = 1e-9;

const methodSeconds = ({ method, seconds }: SearchOptions): number => (method === 'local' ? seconds : Math.min(START_SECONDS, START_SHARE * seconds));

/** Objective of actions, by the incremental count. */
const objectiveOf = (compiled: CompiledProblem, plan: FinishedPlan): number => restoreState(compiled, plan.actions).objective;

function toResult(compiled: CompiledProblem, plan: FinishedPlan, from: HeuristicResult, bound: number): HeuristicResult {
  return { ...from, actions: plan.actions, objective: objectiveOf(compiled, plan), deficit: 0, bound: Math.min(bound, from.bound) };
}

/** A plan that satisfies every floor, or proof that none exists, or neither. */
async function rescue(relaxation: DivisibleRelaxation, short: HeuristicResult, options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<HeuristicResult | 'infeasible'> {
  const { compiled } = relaxation;
  if (await isRefutedByTotals(compiled, solvers.highs, control)) return 'infeasible';
  if (countActionColumns(compiled) > FEASIBILITY_COLUMNS || stopReason(control) !== null) return short;
  const exact = await solveExact(compiled, solvers.highs, { seed: options.seed, gap: RESCUE_GAP, start: null }, control);
  if (exact.status === 'infeasible') return 'infeasible';
  return exact.plan === null || listMissing(compiled, exact.plan).length > 0 ? short : toResult(compiled, exact.plan, short, exact.bound);
}

/** The rules that a plan without campaigns on its actions can be counted by. */
function withoutCampaigns({ campaigns: _campaigns, reserved: _reserved, terms: _terms, ...problem }: AllocationProblem): AllocationProblem {
  return problem;
}

/** What rules a plan that falls short breaks, in words; what counts by campaigns is told once its actions have some. */
function listMissing(compiled: CompiledProblem, plan: FinishedPlan): string[] {
  return recountPlan(withoutCampaigns(compiled.problem), nameActions(compiled, plan.actions, plan.isExplored)).violations.map((violation) => violation.message);
}

function finish(compiled: CompiledProblem, plan: FinishedPlan, outcome: Omit<SearchOutcome, 'plan' | 'missing'>, { warmStart }: SearchOptions, control: RunControl): SearchOutcome {
  const { deadlineMs: _passed, ...patient } = control;
  return { ...outcome, plan: schedulePlan(compiled, plan, patient, warmStart?.actions), missing: [] };
}

/** A plan that falls short, without the actions that lack a partner they need. */
function dropUnpartnered(compiled: CompiledProblem, actions: PlanActions): PlanActions {
  const state = restoreState(compiled, actions);
  for (let contact = 0; contact < compiled.contactCount; contact += 1) dropLacking(state, state, contact);
  return takeActions(state);
}

/** Status of a plan that keeps every rule: proven best, cut short, or neither. */
export function statusOf(objective: number, bound: number, stop: HeuristicResult['stop']): Plan['status'] {
  if (bound - objective <= PROVEN * Math.max(1, Math.abs(objective))) return 'optimal';
  return stop ?? 'feasible';
}

/** Runs an exact solver from a plan and takes whatever is better. */
async function refineExactly(compiled: CompiledProblem, start: HeuristicResult, options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<SearchOutcome> {
  const explored = explorePlan(compiled, start.actions, start.prices, options.seed);
  const solver = options.method === 'glpk' ? solvers.glpk : solvers.highs;
  const exact: ExactResult = await solveExact(compiled, solver, { seed: options.seed, gap: options.gap, start: explored }, control);
  const isLawful = exact.plan !== null && listMissing(compiled, exact.plan).length === 0;
  const plan = exact.plan !== null && isLawful ? exact.plan : explored;
  const bound = Math.min(exact.bound, start.bound);
  const stop = exact.status === 'interrupted' || exact.status === 'time_limit' ? exact.status : null;
  const status = exact.status === 'optimal' && isLawful ? 'optimal' : statusOf(objectiveOf(compiled, plan), bound, stop);
  return finish(compiled, plan, { status, bound, prices: start.prices }, options, control);
}

const solveByPrices = (relaxation: DivisibleRelaxation, { seed, gap, seconds, crew }: SearchOptions, start: PricesStart, control: RunControl): HeuristicResult | null =>
  solvePrices(relaxation, { seed, gap, seconds, start, ...(crew === undefined ? {} : { crew }) }, control);

/** A first plan: from an earlier one where it is known, else as the method begins. */
function findFirst(relaxation: DivisibleRelaxation, options: SearchOptions, control: RunControl): HeuristicResult | null {
  const { near } = options;
  if (options.warmStart !== undefined && near === undefined) return solveWarm(relaxation, options.warmStart, options.seed, control);
  if (options.method === 'prices') return solveByPrices(relaxation, options, near ?? {}, control);
  const greedy = solveGreedy(relaxation, options.seed, control, near?.prices ?? null);
  return greedy === null || near === undefined ? greedy : takeBetter(relaxation.compiled, greedy, near.actions);
}

/** The greedy plan, or the one known before where that is worth more. */
function takeBetter(compiled: CompiledProblem, greedy: HeuristicResult, actions: PlanActions): HeuristicResult {
  const { objective, deficit } = restoreState(compiled, actions);
  return deficit < greedy.deficit || (deficit === greedy.deficit && objective > greedy.objective) ? { ...greedy, actions, objective, deficit } : greedy;
}

/** Makes more of a first plan, as the method asks; one that another solver rescued is worked on from its actions. */
function improve(relaxation: DivisibleRelaxation, first: HeuristicResult, settled: HeuristicResult, options: SearchOptions, control: RunControl): HeuristicResult {
  if (options.method === 'greedy') return settled;
  if (options.method !== 'prices') return solveLocal(relaxation, settled, { seed: options.seed, gap: options.gap, seconds: methodSeconds(options), isWarm: options.warmStart !== undefined }, control);
  if (settled === first && options.warmStart === undefined) return settled;
  const again = solveByPrices(relaxation, options, { prices: settled.prices, actions: settled.actions }, control);
  if (again === null || again.deficit > settled.deficit || (again.deficit === settled.deficit && again.objective < settled.objective)) return settled;
  return { ...again, bound: Math.min(again.bound, settled.bound) };
}

/**
 * Finds a plan by the method asked for: greedy; greedy and local search; prices; or local search and an exact solver started
 * from it. A warm start takes the place of greedy. Where the heuristics leave a floor or coverage rule short, the totals or the exact model decide.
 */
export async function searchPlan(relaxation: DivisibleRelaxation, options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<SearchOutcome> {
  const { compiled } = relaxation;
  const first = findFirst(relaxation, options, control);
  if (first === null) return infeasible;
  const settled = first.deficit > 0 ? await rescue(relaxation, first, options, solvers, control) : first;
  if (settled === 'infeasible') return infeasible;
  const improved = stopReason(control) === null ? improve(relaxation, first, settled, options, control) : settled;
  if (improved.deficit > 0) {
    const plan: FinishedPlan = { actions: dropUnpartnered(compiled, improved.actions), isExplored: null };
    return { status: stopReason(control) ?? 'time_limit', plan, bound: improved.bound, prices: improved.prices, missing: listMissing(compiled, plan) };
  }
  const isExact = options.method === 'highs' || options.method === 'glpk';
  if (isExact && stopReason(control) === null) return refineExactly(compiled, improved, options, solvers, control);
  const status = statusOf(improved.objective, improved.bound, improved.stop ?? stopReason(control));
  return finish(compiled, explorePlan(compiled, improved.actions, improved.prices, options.seed), { status, bound: improved.bound, prices: improved.prices }, options, control);
}
