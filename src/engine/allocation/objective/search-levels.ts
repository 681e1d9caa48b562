import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import type { ObjectiveLevel } from '../../model/objective.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { solveExact } from '../exact/solve-exact.ts';
import { flagExploration, schedulePlan } from '../finish-plan.ts';
import { restoreState, takeActions, type PlanActions } from '../plan-actions.ts';
import type { PlanState } from '../plan-state.ts';
import { buildPricedPlan } from '../prices/build-plan.ts';
import { solvePrices } from '../prices/solve-prices.ts';
import type { HeuristicResult } from '../heuristic-result.ts';
import { createPrices, type PriceVector } from '../price-vector.ts';
import { createRelaxation } from '../relaxation.ts';
import { searchPlan, statusOf, type SearchOptions, type SearchOutcome } from '../search-plan.ts';
import { fitRounds, priceScarcity, type Pricing } from '../solve-greedy.ts';
import { solveLocal } from '../solve-local.ts';
import { tightenBound } from '../tighten-bound.ts';
import { withScalar } from './apply-scalar.ts';
import { createGuard } from './create-guard.ts';
import type { ObjectiveGuard } from './guard.ts';
import { createGuardedRelaxation, weighGuards } from './guarded-relaxation.ts';
import type { LevelProof } from './level-proof.ts';
import { scalarOfMetric, type Scalar } from './scalar.ts';

/** Rounds of pricing per level, and the first step. */
const PRICING: Pricing = { rounds: 400, firstStep: 0.5 };
const MOST_STEPS = 2e9;
/** Weights at which plans are built, as shares of those of the bound, until one keeps the earlier levels. */
const BUILT_AT = [1, 1.01, 1.02, 1.05, 1.1, 1.3, 2];
/** Weight at which actions of a built plan are given up that the level would rather be without. */
const TRIMMED_AT = 0.5;
/** Weights of the two searches from the best plan: at those of the bound, then at less, so that what the earlier levels may still lose is given up. */
const SEARCHED_AT = [1, 0.7];
/** Rounding forgiven where a level is kept. */
const ROUNDING = 1e-9;

/** A plan of a level and what is proven of it, as values that are to be high. */
interface Standing {
  readonly actions: PlanActions;
  readonly value: number;
  readonly bound: number;
  readonly isProven: boolean;
  /** Prices of the limits and of what earlier levels keep, in units of the level. */
  readonly prices: PriceVector;
}

const valueOf = (compiled: CompiledProblem, scalar: Scalar, actions: PlanActions): number => restoreState(withScalar(compiled, scalar), actions).objective;

const scaleOf = (value: number): number => Math.max(1, Math.abs(value));

/** The part of a run that one of the levels still to come may take. */
function limitShare(control: RunControl, levelsLeft: number): RunControl {
  if (control.deadlineMs === undefined) return control;
  const now = control.now();
  return { ...control, deadlineMs: now + Math.max(0, control.deadlineMs - now) / levelsLeft };
}

/** Prices in the unit of a level, from those of the level before, which the new guard now stands for. */
function startPrices({ rows, covers, guards }: PriceVector, unit: number): PriceVector {
  const scale = (price: number): number => price * unit;
  return { rows: rows.map(scale), covers: covers.map(scale), guards: Float64Array.from([...guards.map(scale), unit]) };
}

/** Searches on from a plan by the method asked for; exact methods get the local search. */
function searchFrom(weighed: CompiledProblem, from: HeuristicResult, options: SearchOptions, control: RunControl): HeuristicResult | null {
  const { seed, gap, seconds, crew } = options;
  const relaxation = createRelaxation(weighed);
  if (options.method !== 'prices') return solveLocal(relaxation, from, { seed, gap, seconds, isWarm: true }, control);
  return solvePrices(relaxation, { seed, gap, seconds, start: { prices: from.prices, actions: from.actions }, ...(crew === undefined ? {} : { crew }) }, control);
}

/** Gives up actions that take more than they bring, the worst first, while the plan keeps every rule and guard. O(actions · log actions). */
function trimPlan(state: PlanState): PlanActions {
  const lossAt = (slot: number): number => state.lossOf(state.slotContact[slot]!, state.slotChannel[slot]!);
  const ranked = [...state.live.subarray(0, state.liveCount)].filter((slot) => state.slotIsPinned[slot] === 0).map((slot) => ({ slot, contact: state.slotContact[slot]!, channel: state.slotChannel[slot]!, day: state.slotDay[slot]!, loss: lossAt(slot) }));
  for (const { contact, channel, day } of ranked.sort((one, other) => one.loss - other.loss || one.slot - other.slot)) {
    const slot = state.find(contact, channel, day);
    if (lossAt(slot) >= 0) continue;
    state.remove(slot);
    if (state.deficit > 0) state.insert(contact, channel, day);
  }
  return takeActions(state);
}

/**
 * One later level over the plans that keep those before it. What earlier levels keep is priced like a limit, together with the limits;
 * for any prices the relaxed value bounds the level (weak duality). Plans are built and searched for the level plus what the earlier
 * levels are worth at those prices, and count where they keep every guard; the plan of the level before is one to start from.
 */
function searchLevel(compiled: CompiledProblem, scalar: Scalar, guards: readonly ObjectiveGuard[], start: Standing, options: SearchOptions, control: RunControl): Standing {
  const guarded: CompiledProblem = { ...withScalar(compiled, scalar), guards };
  const relaxation = createGuardedRelaxation(guarded);
  let best = { actions: start.actions, value: valueOf(compiled, scalar, start.actions) };
  const unit = scaleOf(best.value) / scaleOf(start.value);
  const { prices, bound: priced } = priceScarcity(relaxation, startPrices(start.prices, unit), { ...PRICING, rounds: fitRounds(relaxation, PRICING.rounds, MOST_STEPS) }, options.seed, control);
  let bound = priced;
  const isProven = (): boolean => Number.isFinite(bound) && bound - best.value <= options.gap * Math.max(Math.abs(bound), Math.abs(best.value));
  const weigh = (share: number): CompiledProblem => weighGuards(guarded, prices.guards.map((weight) => share * weight));
  const take = (actions: PlanActions): void => {
    const value = valueOf(compiled, scalar, actions);
    if (value > best.value) best = { actions, value };
    const trimmed = trimPlan(restoreState(weigh(TRIMMED_AT), actions));
    const after = valueOf(compiled, scalar, trimmed);
    if (after > best.value) best = { actions: trimmed, value: after };
  };
  take(start.actions);
  for (const share of BUILT_AT) {
    if (stopReason(control) !== null || isProven()) break;
    const scaled = { ...prices, rows: prices.rows.map((price) => share * price), covers: prices.covers.map((price) => share * price) };
    const state = buildPricedPlan(weigh(share), { prices: scaled, bound: Infinity, seed: options.seed, start: null }, control)?.state;
    if (state === undefined || state.deficit > 0) continue;
    take(takeActions(state));
    break;
  }
  const plain = { ...prices, guards: new Float64Array(0) };
  for (const share of options.method === 'greedy' ? [] : SEARCHED_AT) {
    if (stopReason(control) !== null || isProven()) break;
    const weighed = weigh(share);
    const from = { actions: best.actions, objective: restoreState(weighed, best.actions).objective, deficit: 0, prices: plain, bound: Infinity, stop: null };
    const found = searchFrom(weighed, from, options, control);
    if (found === null) break;
    const kept = guards.reduce((sum, { atLeast }, at) => sum + share * prices.guards[at]! * atLeast, 0);
    bound = Math.min(bound, found.bound - kept);
    if (found.deficit === 0) take(found.actions);
  }
  if (guarded.isReach) bound = tightenBound(guarded, bound);
  return { ...best, bound, isProven: statusOf(best.value, bound, null) === 'optimal', prices };
}

/** One later level by the exact model, which keeps the earlier levels as rows. */
async function refineLevel(compiled: CompiledProblem, scalar: Scalar, guards: readonly ObjectiveGuard[], from: Standing, options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<Standing> {
  const guarded = { ...withScalar(compiled, scalar), guards };
  const solver = options.method === 'glpk' ? solvers.glpk : solvers.highs;
  const exact = await solveExact(guarded, solver, { seed: options.seed, gap: options.gap, start: { actions: from.actions, isExplored: null } }, control);
  const bound = Math.min(from.bound, exact.bound);
  if (exact.plan === null) return { ...from, bound };
  const state = restoreState(guarded, exact.plan.actions);
  if (state.deficit > 0 || state.objective < from.value) return { ...from, bound };
  return { ...from, actions: exact.plan.actions, value: state.objective, bound, isProven: exact.status === 'optimal' || statusOf(state.objective, bound, null) === 'optimal' };
}

/**
 * Solves an ordered list: the first level like any objective, each later one over the plans that keep all before it to their tolerance.
 * Exploration only flags what is planned, because pushing actions in could cost a level what it has to keep. Prices are those of the
 * first level.
 */
export async function searchLevels(compiled: CompiledProblem, levels: readonly ObjectiveLevel[], options: SearchOptions, solvers: LinearSolvers, control: RunControl): Promise<SearchOutcome & { readonly levels: readonly LevelProof[] }> {
  const share: SearchOptions = { ...options, seconds: options.seconds / levels.length };
  const isExact = options.method === 'highs' || options.method === 'glpk';
  const [top, ...later] = levels.map((level) => ({ ...level, scalar: scalarOfMetric[level.metric] }));
  if (top === undefined) throw new RangeError('an ordered list without levels');
  const first = await searchPlan(createRelaxation(withScalar(compiled, top.scalar)), share, solvers, limitShare(control, levels.length));
  if (first.status === 'infeasible' || first.missing.length > 0) return { ...first, levels: [] };
  let standing: Standing = { actions: first.plan.actions, value: valueOf(compiled, top.scalar, first.plan.actions), bound: first.bound, isProven: first.status === 'optimal', prices: first.prices ?? createPrices(compiled.limits.rowCount, compiled.covers.parts.length) };
  let isAllProven = standing.isProven;
  const guards: ObjectiveGuard[] = [];
  const proofs: LevelProof[] = [];
  let last = top;
  for (const [at, level] of later.entries()) {
    const keep = standing.value - (last.tolerance ?? 0) * Math.abs(standing.value);
    guards.push(createGuard(compiled, last.scalar, keep - ROUNDING * scaleOf(keep)));
    proofs.push({ metric: last.metric, solved: standing.value, bound: standing.bound, keep });
    last = level;
    const limited = limitShare(control, later.length - at);
    standing = searchLevel(compiled, level.scalar, guards, standing, share, limited);
    if (isExact && stopReason(limited) === null) standing = await refineLevel(compiled, level.scalar, guards, standing, share, solvers, limited);
    isAllProven &&= standing.isProven;
  }
  proofs.push({ metric: last.metric, solved: standing.value, bound: standing.bound, keep: null });
  const { deadlineMs: _passed, ...patient } = control;
  const plan = schedulePlan(compiled, flagExploration(compiled, standing.actions), patient, options.warmStart?.actions);
  return { status: isAllProven ? 'optimal' : (stopReason(control) ?? 'feasible'), plan, bound: first.bound, prices: first.prices, missing: [], levels: proofs };
}
