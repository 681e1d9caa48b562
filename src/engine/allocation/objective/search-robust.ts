import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import type { RobustChoice } from '../../model/objective.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { solveExact } from '../exact/solve-exact.ts';
import { countActionColumns } from '../exact/action-columns.ts';
import { flagExploration, schedulePlan } from '../finish-plan.ts';
import { restoreState, type PlanActions } from '../plan-actions.ts';
import { createRelaxation } from '../relaxation.ts';
import { searchPlan, statusOf, type SearchOptions, type SearchOutcome } from '../search-plan.ts';
import { withScalar } from './apply-scalar.ts';
import { createResponseDraws } from './response-draws.ts';
import { scalarOf } from './scalar.ts';
import { measureTail, worstWeights } from './tail-risk.ts';

/** Weightings of the draws that are searched. */
const ROUNDS = 8;
/** Draws × action columns up to which the exact model holds every draw. */
const EXACT_ENTRIES = 300_000;

/** Drawn responses of every pair, draw by draw: pair · draws + draw. */
function drawTable(compiled: CompiledProblem, robust: RobustChoice): { readonly table: Float32Array; readonly count: number } {
  const draws = createResponseDraws(compiled.problem, robust);
  const table = new Float32Array(compiled.contactCount * compiled.channelCount * draws.count);
  for (let contact = 0; contact < compiled.contactCount; contact += 1) {
    for (let channel = 0; channel < compiled.channelCount; channel += 1) draws.fill(contact, channel, table, (contact * compiled.channelCount + channel) * draws.count);
  }
  return { table, count: draws.count };
}

/** Response of every pair at given weights of the draws. O(pairs · draws). */
function mixResponses(table: Float32Array, weights: Float64Array): Float64Array {
  const mixed = new Float64Array(table.length / weights.length);
  for (let pair = 0; pair < mixed.length; pair += 1) {
    let sum = 0;
    const from = pair * weights.length;
    for (let draw = 0; draw < weights.length; draw += 1) sum += weights[draw]! * table[from + draw]!;
    mixed[pair] = sum;
  }
  return mixed;
}

/**
 * Maximises (1 − weight) · mean + weight · mean of the worst draws of the lift, with whatever else is weighed. That is the least, over all
 * weightings of the draws in which none weighs more than the tail allows, of a plain weighted sum; so the bound of a plain search at
 * any one weighting bounds the robust optimum over these draws. Weightings are answered by plans and plans by the weighting that is
 * worst for them, averaged over the rounds (fictitious play, Brown 1951); the best plan by its own count and the least bound stand.
 * What is proven holds for the draws, not for what they are drawn from; the bound may stay above the best plan where the best answer
 * to the draws is a mix of plans. With an exact method and few columns the model holds every draw, and its optimum is proven.
 */
export async function searchRobust(compiled: CompiledProblem, robust: RobustChoice, options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<SearchOutcome> {
  const { channelCount, tierFactor, tierCount, problem } = compiled;
  const scalar = scalarOf(problem.objective);
  const { table, count } = drawTable(compiled, robust);
  const isExact = options.method === 'highs' || options.method === 'glpk';
  const holdsDraws = isExact && countActionColumns(compiled) * count <= EXACT_ENTRIES;
  const inner: SearchOptions = { ...options, method: holdsDraws ? 'local' : options.method, seconds: (options.seconds * (holdsDraws ? 0.3 : 1)) / ROUNDS };

  /** Lift of a plan in each draw. */
  const liftsOf = (actions: PlanActions): Float64Array => {
    const lifts = new Float64Array(count);
    const taken = new Int32Array(compiled.contactCount * channelCount);
    for (const [at, contact] of actions.contact.entries()) {
      const channel = actions.channel[at]!;
      const pair = contact * channelCount + channel;
      const worth = problem.contacts.value[contact]! * tierFactor[channel * tierCount + taken[pair]!]!;
      taken[pair]! += 1;
      for (let draw = 0; draw < count; draw += 1) lifts[draw]! += worth * table[pair * count + draw]!;
    }
    return lifts;
  };
  const beside = withScalar(compiled, { ...scalar, lift: 0 });
  const scoreOf = (actions: PlanActions, lifts: Float64Array): number => scalar.lift * measureTail(lifts, robust).robust + restoreState(beside, actions).objective;

  let weights = new Float64Array(count).fill(1 / count);
  let bound = Infinity;
  let best: { readonly outcome: SearchOutcome; readonly score: number } | null = null;
  let searched = 0;
  for (let round = 0; round < ROUNDS && (round === 0 || stopReason(control) === null); round += 1) {
    const weighed = withScalar(compiled, scalar, mixResponses(table, weights));
    const outcome = await searchPlan(createRelaxation(weighed), inner, solvers, { ...control, onProgress: (progress) => control.onProgress?.({ phase: progress.phase, done: progress.done, total: progress.total, ...(best === null ? {} : { best: best.score }), ...(Number.isFinite(bound) ? { bound } : {}) }) });
    if (outcome.status === 'infeasible' || outcome.missing.length > 0) return best === null ? outcome : best.outcome;
    bound = Math.min(bound, outcome.bound);
    const lifts = liftsOf(outcome.plan.actions);
    const score = scoreOf(outcome.plan.actions, lifts);
    if (best === null || score > best.score) best = { outcome, score };
    searched += 1;
    if (statusOf(best.score, bound, null) === 'optimal' || bound - best.score <= options.gap * Math.abs(bound)) break;
    const answer = worstWeights(lifts, robust);
    weights = weights.map((weight, draw) => weight + (answer[draw]! - weight) / (searched + 1));
  }
  if (best === null) throw new RangeError('a search without rounds');
  let { actions } = best.outcome.plan;
  let value = best.score;
  let status = statusOf(value, bound, stopReason(control));
  if (holdsDraws && status !== 'optimal' && stopReason(control) === null) {
    const { tail, weight = 1 } = robust;
    const mean = withScalar(compiled, { ...scalar, lift: scalar.lift * (1 - weight) }, mixResponses(table, new Float64Array(count).fill(1 / count)));
    const liftOf = (pair: number, draw: number): number => problem.contacts.value[Math.floor(pair / channelCount)]! * table[pair * count + draw]!;
    const solver = options.method === 'glpk' ? solvers.glpk : solvers.highs;
    const exact = await solveExact(mean, solver, { seed: options.seed, gap: options.gap, start: { actions, isExplored: null }, tail: { draws: count, tail, weight: scalar.lift * weight, liftOf } }, control);
    bound = Math.min(bound, exact.bound);
    if (exact.plan !== null && restoreState(compiled, exact.plan.actions).deficit === 0) {
      const score = scoreOf(exact.plan.actions, liftsOf(exact.plan.actions));
      if (score >= value) [actions, value] = [exact.plan.actions, score];
    }
    status = exact.status === 'optimal' ? 'optimal' : statusOf(value, bound, stopReason(control));
  }
  const { deadlineMs: _passed, ...patient } = control;
  return { ...best.outcome, status, plan: schedulePlan(compiled, flagExploration(compiled, actions), patient), bound };
}
