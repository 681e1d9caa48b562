import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import type { ObjectiveLevel } from '../../model/objective.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { solveExact } from '../exact/solve-exact.ts';
import { flagExploration, schedulePlan } from '../finish-plan.ts';
import { restoreState, takeActions, type PlanActions } from '../plan-actions.ts';
import { createPrices, type PriceVector } from '../price-vector.ts';
import { createRelaxation } from '../relaxation.ts';
import { searchPlan, statusOf, type SearchOptions, type SearchOutcome } from '../search-plan.ts';
import { buildPlan, fitRounds, priceScarcity } from '../solve-greedy.ts';
import { solveLocal } from '../solve-local.ts';
import { withScalar } from './apply-scalar.ts';
import { createGuard } from './create-guard.ts';
import type { ObjectiveGuard } from './guard.ts';
import type { LevelProof } from './level-proof.ts';
import { addScalars, countsContactsOnly, scalarOfMetric, type Scalar } from './scalar.ts';

/** Weights tried per level until the earlier levels are just kept. */
const WEIGHTS_TRIED = 9;
/** First weight of the earlier levels: no more than a tie-break. */
const LEAST_WEIGHT = 1e-3;
/** Rounds of pricing per weight, and its first step. */
const ROUNDS = 140;
const FIRST_STEP = 0.5;
const MOST_STEPS = 1e9;
/** Rounding forgiven where a level is kept. */
const ROUNDING = 1e-9;

/** A plan of a level and what is proven of it, as values that are to be high. */
interface Standing {
  readonly actions: PlanActions;
  readonly value: number;
  readonly bound: number;
  readonly isProven: boolean;
}

const valueOf = (compiled: CompiledProblem, scalar: Scalar, actions: PlanActions): number => restoreState(withScalar(compiled, scalar), actions).objective;

const scaleOf = (value: number): number => Math.max(1, Math.abs(value));

/** The part of a run that one of the levels still to come may take. */
function limitShare(control: RunControl, levelsLeft: number): RunControl {
  if (control.deadlineMs === undefined) return control;
  const now = control.now();
  return { ...control, deadlineMs: now + Math.max(0, control.deadlineMs - now) / levelsLeft };
}

/** Next weight to try between those that kept too little and those that kept enough. */
function nextWeight(weight: number, tooLow: number, enough: number): number {
  if (weight === LEAST_WEIGHT) return 1;
  if (enough === Infinity) return weight * 8;
  return tooLow === 0 ? weight / 8 : Math.sqrt(tooLow * enough);
}

/**
 * One later level by weighted sums: level + weight · Σ (earlier level in its own unit). For any weight, the bound on that sum less
 * weight · what must be kept bounds the level itself over all plans that keep it (weak duality), so the least of them is reported. A
 * plan counts where it keeps every guard; the plan of the level before is one to start from.
 */
function searchLevel(compiled: CompiledProblem, scalar: Scalar, guards: readonly ObjectiveGuard[], start: PlanActions, options: SearchOptions, control: RunControl): Standing & { readonly prices: PriceVector } {
  const startValue = valueOf(compiled, scalar, start);
  const unit = scaleOf(startValue);
  const partOf = (guard: ObjectiveGuard): number => unit / scaleOf(guard.atLeast);
  const weigh = (weight: number): CompiledProblem => {
    const sum = addScalars([{ scalar, weight: 1 }, ...guards.map((guard) => ({ scalar: guard.scalar, weight: weight * partOf(guard) }))]);
    return { ...withScalar(compiled, sum), guards };
  };
  const kept = guards.reduce((sum, guard) => sum + partOf(guard) * guard.atLeast, 0);
  let best = { actions: start, value: startValue };
  let bound = Infinity;
  let prices = createPrices(compiled.limits.rowCount, compiled.covers.parts.length);
  let bestWeight = LEAST_WEIGHT;
  let [tooLow, enough, weight] = [0, Infinity, LEAST_WEIGHT];
  const isProven = (): boolean => Number.isFinite(bound) && bound - best.value <= options.gap * Math.max(Math.abs(bound), Math.abs(best.value));
  for (let round = 0; round < WEIGHTS_TRIED && stopReason(control) === null && !isProven(); round += 1) {
    const weighted = weigh(weight);
    const relaxation = createRelaxation(weighted);
    const priced = priceScarcity(relaxation, prices, { rounds: fitRounds(relaxation, ROUNDS, MOST_STEPS), firstStep: FIRST_STEP }, options.seed, control);
    const state = buildPlan(weighted, priced.prices, options.seed, control);
    prices = priced.prices;
    const levelBound = priced.bound - weight * kept;
    if (levelBound < bound) [bound, bestWeight] = [levelBound, weight];
    if (state !== null && state.deficit === 0) {
      const actions = takeActions(state);
      const value = valueOf(compiled, scalar, actions);
      if (value > best.value) best = { actions, value };
    }
    if (state !== null && guards.every((guard, at) => state.guardValue[at]! > guard.atLeast)) enough = weight;
    else tooLow = weight;
    weight = nextWeight(weight, tooLow, enough);
  }
  if (options.method !== 'greedy' && stopReason(control) === null && !isProven()) {
    const weighted = weigh(bestWeight);
    const from = { actions: best.actions, objective: restoreState(weighted, best.actions).objective, deficit: 0, prices, bound: Infinity, stop: null };
    const improved = solveLocal(createRelaxation(weighted), from, { seed: options.seed, gap: options.gap, seconds: options.seconds }, control);
    bound = Math.min(bound, improved.bound - bestWeight * kept);
    if (improved.deficit === 0) {
      const value = valueOf(compiled, scalar, improved.actions);
      if (value > best.value) best = { actions: improved.actions, value };
    }
  }
  if (countsContactsOnly(scalar)) bound = Math.floor(bound + 1e-6);
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
  return { actions: exact.plan.actions, value: state.objective, bound, isProven: exact.status === 'optimal' || statusOf(state.objective, bound, null) === 'optimal' };
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
  let standing: Standing = { actions: first.plan.actions, value: valueOf(compiled, top.scalar, first.plan.actions), bound: first.bound, isProven: first.status === 'optimal' };
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
    standing = searchLevel(compiled, level.scalar, guards, standing.actions, share, limited);
    if (isExact && stopReason(limited) === null) standing = await refineLevel(compiled, level.scalar, guards, standing, share, solvers, limited);
    isAllProven &&= standing.isProven;
  }
  proofs.push({ metric: last.metric, solved: standing.value, bound: standing.bound, keep: null });
  const { deadlineMs: _passed, ...patient } = control;
  const plan = schedulePlan(compiled, flagExploration(compiled, standing.actions), patient);
  return { status: isAllProven ? 'optimal' : (stopReason(control) ?? 'feasible'), plan, bound: first.bound, prices: first.prices, missing: [], levels: proofs };
}
