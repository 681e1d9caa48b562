import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import type { RobustChoice } from '../../model/objective.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { countActionColumns } from '../exact/action-columns.ts';
import { solveExact } from '../exact/solve-exact.ts';
import { flagExploration, schedulePlan } from '../finish-plan.ts';
import { restoreState, type PlanActions } from '../plan-actions.ts';
import type { PriceVector } from '../price-vector.ts';
import { createRelaxation } from '../relaxation.ts';
import { searchPlan, statusOf, type SearchOptions, type SearchOutcome } from '../search-plan.ts';
import { withScalar } from './apply-scalar.ts';
import { countDrawnLift, fillDrawTable, mixResponses, type DrawTable } from './draw-table.ts';
import { scalarOf } from './scalar.ts';
import { measureTail, worstWeights } from './tail-risk.ts';

/** Weightings of the draws that are answered by quick plans, and the share of the time they may take. */
const ROUNDS = 16;
const ROUNDS_SHARE = 0.5;
const FEW_ROUNDS = 3;
/** Draws × action columns up to which the exact model holds every draw. */
const EXACT_ENTRIES = 300_000;

/** What is known of a robust search so far. */
interface Standing {
  /** The best plan by its own count. */
  best: { readonly outcome: SearchOutcome; readonly actions: PlanActions; readonly score: number } | null;
  /** Least bound, and the weighting of the draws that proved it. */
  bound: number;
  weights: Float64Array;
  /** Prices of the weighting answered last. */
  prices: PriceVector | null;
}

interface RobustSearch {
  readonly compiled: CompiledProblem;
  readonly robust: RobustChoice;
  readonly table: DrawTable;
  /** Counts all but the lift. */
  readonly beside: CompiledProblem;
  readonly standing: Standing;
}

function scoreActions({ compiled, robust, table, beside }: RobustSearch, actions: PlanActions): { readonly lifts: Float64Array; readonly score: number } {
  const lifts = countDrawnLift(compiled, table, actions);
  return { lifts, score: scalarOf(compiled.problem.objective).lift * measureTail(lifts, robust).robust + restoreState(beside, actions).objective };
}

function isNear({ standing: { best, bound } }: RobustSearch, gap: number): boolean {
  return best !== null && Number.isFinite(bound) && bound - best.score <= gap * Math.abs(bound);
}

/** Answers a weighting of the draws by a plan, takes what is better and hands the plan's lift in each draw back; where no plan keeps the rules, the outcome that says so. */
async function answerWeighting(search: RobustSearch, weights: Float64Array, options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<Float64Array | SearchOutcome> {
  const { compiled, table, standing } = search;
  const weighed = withScalar(compiled, scalarOf(compiled.problem.objective), mixResponses(table, weights));
  const { best } = standing;
  const near = best === null || standing.prices === null ? undefined : { prices: standing.prices, actions: best.actions };
  const outcome = await searchPlan(createRelaxation(weighed), { ...options, near }, solvers, control);
  if (outcome.status === 'infeasible' || outcome.missing.length > 0) return outcome;
  standing.prices = outcome.prices;
  if (outcome.bound < standing.bound) Object.assign(standing, { bound: outcome.bound, weights });
  const { actions } = outcome.plan;
  const { lifts, score } = scoreActions(search, actions);
  if (standing.best === null || score > standing.best.score) standing.best = { outcome, actions, score };
  return lifts;
}

/** The model that holds every draw: its optimum is the best plan over the draws. Answers whether that was proven. */
async function solveWithDraws(search: RobustSearch, options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<boolean> {
  const { compiled, robust, table, standing } = search;
  const { channelCount, problem } = compiled;
  const { tail, weight = 1 } = robust;
  const scalar = scalarOf(problem.objective);
  const mean = withScalar(compiled, { ...scalar, lift: scalar.lift * (1 - weight) }, mixResponses(table, new Float64Array(table.count).fill(1 / table.count)));
  const liftOf = (pair: number, draw: number): number => problem.contacts.value[Math.floor(pair / channelCount)]! * table.responses[pair * table.count + draw]!;
  const start = standing.best === null ? null : { actions: standing.best.actions, isExplored: null };
  const exact = await solveExact(mean, options.method === 'glpk' ? solvers.glpk : solvers.highs, { seed: options.seed, gap: options.gap, start, tail: { draws: table.count, tail, weight: scalar.lift * weight, liftOf } }, control);
  standing.bound = Math.min(standing.bound, exact.bound);
  if (exact.plan !== null && standing.best !== null && restoreState(compiled, exact.plan.actions).deficit === 0) {
    const { score } = scoreActions(search, exact.plan.actions);
    if (score >= standing.best.score) standing.best = { ...standing.best, actions: exact.plan.actions, score };
  }
  return exact.status === 'optimal';
}

/** Tells of progress what is known of the robust value instead of the weighting that is searched. */
const tellRobust = ({ standing }: RobustSearch, control: RunControl): RunControl => ({
  ...control,
  onProgress: ({ phase, done, total }) => control.onProgress?.({ phase, done, total, ...(standing.best === null ? {} : { best: standing.best.score }), ...(Number.isFinite(standing.bound) ? { bound: standing.bound } : {}) }),
});

/** The first part of the time of a run. */
const limitPart = (control: RunControl, share: number): RunControl => (control.deadlineMs === undefined ? control : { ...control, deadlineMs: control.now() + share * Math.max(0, control.deadlineMs - control.now()) });

/**
 * Maximises (1 − weight) · mean + weight · mean of the worst draws of the lift, with whatever else is weighed. That is the least, over all
 * weightings of the draws in which none weighs more than the tail allows, of a plain weighted sum; so the bound of a plain search at
 * any one weighting bounds the robust optimum over these draws (weak duality). Weightings are answered by quick plans and plans by the
 * weighting that is worst for them, averaged over the rounds (fictitious play, Brown 1951); the weighting of the least bound is then
 * searched by the method asked for. What is proven holds for the draws, not for what they are drawn from; the bound may stay above the
 * best plan where the best answer to the draws is a mix of plans. With an exact method and few columns the model holds every draw,
 * and its optimum is proven. Exploration only flags what is planned.
 */
export async function searchRobust(compiled: CompiledProblem, robust: RobustChoice, options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<SearchOutcome> {
  const table = fillDrawTable(compiled, robust);
  const beside = withScalar(compiled, { ...scalarOf(compiled.problem.objective), lift: 0 });
  const standing: Standing = { best: null, bound: Infinity, weights: new Float64Array(table.count).fill(1 / table.count), prices: null };
  const search: RobustSearch = { compiled, robust, table, beside, standing };
  const holdsDraws = (options.method === 'highs' || options.method === 'glpk') && countActionColumns(compiled) * table.count <= EXACT_ENTRIES;
  const told = tellRobust(search, control);
  const quick = limitPart(told, ROUNDS_SHARE);

  let { weights } = standing;
  let answered = 0;
  for (let round = 0; round < ROUNDS && (round === 0 || stopReason(quick) === null) && !isNear(search, options.gap); round += 1) {
    const lifts = await answerWeighting(search, weights, { ...options, method: 'greedy' }, solvers, quick);
    if (!(lifts instanceof Float64Array)) {
      if (standing.best === null) return lifts;
      break;
    }
    answered += 1;
    const worst = worstWeights(lifts, robust);
    weights = weights.map((weight, draw) => weight + (worst[draw]! - weight) / (round + 1));
  }
  const isOpen = (): boolean => !isNear(search, options.gap) && stopReason(control) === null;
  if (isOpen()) {
    if (options.method === 'greedy') standing.prices = null;
    // Where time left room for few rounds the next weighting bounds better than those answered, the first of which is the plain mean.
    await answerWeighting(search, answered < FEW_ROUNDS ? weights : standing.weights, { ...options, method: holdsDraws ? 'local' : options.method, seconds: options.seconds * (1 - ROUNDS_SHARE) }, solvers, told);
  }
  const isProven = holdsDraws && isOpen() && (await solveWithDraws(search, options, solvers, told));
  const { best, bound } = standing;
  if (best === null) throw new RangeError('a search without rounds');
  const { deadlineMs: _passed, ...patient } = control;
  return { ...best.outcome, status: isProven ? 'optimal' : statusOf(best.score, bound, stopReason(control)), plan: schedulePlan(compiled, flagExploration(compiled, best.actions), patient, options.warmStart?.actions), bound };
}
