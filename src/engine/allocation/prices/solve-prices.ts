import { stopReason, type RunControl } from '../../base/progress.ts';
import { keepIfBetter, rememberPlan, type BestPlan } from '../best-plan.ts';
import { constructPlan } from '../construct.ts';
import { priceCells } from '../cell-prices.ts';
import type { CandidateList } from '../candidates.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { lowerBound, type DualResult } from '../dual/lower-bound.ts';
import type { HeuristicResult } from '../heuristic-result.ts';
import { restoreState, takeActions, type PlanActions } from '../plan-actions.ts';
import type { PlanState } from '../plan-state.ts';
import { createPrices, type PriceVector } from '../price-vector.ts';
import type { DivisibleRelaxation, Relaxation } from '../relaxation.ts';
import { tightenBound } from '../tighten-bound.ts';
import { buildPricedPlan } from './build-plan.ts';
import { createDealer, countSearchShards, findRowUnits, shareLimits } from './share-limits.ts';
import { createLoneCrew, type ShardCrew } from './shard-crew.ts';
import { countShardBytes, openShardMemory, readShards, SHARDS, writeObjective, writeShard, type ShardMemory } from './shard-memory.ts';
import { createShardTasks } from './shard-tasks.ts';
import { shareRelaxation, type SharedWork } from './sharded-relaxation.ts';
import { tightenPrices } from './tighten-prices.ts';

/** What an earlier solve knew: prices its dual ends at, actions that are kept where they still fit. */
export interface PricesStart {
  readonly prices?: PriceVector;
  readonly actions?: PlanActions;
}

export interface PricesOptions {
  readonly seed: number;
  /** The search ends once (bound − objective) / bound is at most this. */
  readonly gap: number;
  /** Planned length; together with the size it sets the rounds of pricing and the moves. */
  readonly seconds: number;
  readonly crew?: ShardCrew;
  readonly start?: PricesStart;
}

/** Rounds of pricing, and the first step as a share of the average gain. From known prices fewer and shorter steps do. */
const PRICING = { rounds: 300, firstStep: 0.5 };
const WARM_PRICING = { rounds: 150, firstStep: 0.05 };
const FEWEST_ROUNDS = 60;
/** Share of the planned length that pricing may take at STEPS_PER_SECOND on one thread. */
const PRICING_SHARE = 0.25;
const STEPS_PER_SECOND = 3e8;
/** Moves that settle a plan per contact × channel, those that small problems get more of, and what a second is planned with on one thread. */
const MOVES_PER_PAIR = 160;
const SMALL_MOVES = 200_000;
const SMALL_MOVES_PER_PAIR = 2000;
const MOVES_PER_SECOND = 220_000;
/** One search: its share of the moves, the rounds it is dealt in, and its share of the first temperature. */
interface Pass {
  readonly share: number;
  readonly rounds: number;
  readonly heat: number;
}
/** The first search cools from little: where that is enough the long one is spared. Small problems are searched several times over. */
const FIRST_PASS: Pass = { share: 0.15, rounds: 2, heat: 0.1 };
const LONG_PASS: Pass = { share: 0.85, rounds: 8, heat: 1 };
const SMALL_PASSES = 4;
/** Temperature of the first move as a share of the average gain of an action, where the plan is WIDE_GAP or more off the bound. */
const FIRST_TEMPERATURE = 0.5;
const WIDE_GAP = 0.008;
/** Problems with fewer contacts are not worth a second thread. */
const CREW_CONTACTS = 300;
/** Relative gap that rounding alone explains. */
const PROVEN = 1e-12;

/** Rough steps of one evaluation of the relaxation. */
function countSteps({ contactCount, channelCount, groups, days, maxActions }: CompiledProblem): number {
  const mostActions = maxActions.reduce((sum, most) => sum + most, 0);
  return 1 + contactCount * channelCount * 4 + groups.count * days * (mostActions + 3 * channelCount);
}

/** Lowers the bound from known prices, or from none. */
function findPrices(relaxation: Relaxation, { seed, seconds, start }: PricesOptions, control: RunControl): DualResult {
  const { compiled } = relaxation;
  const { rowCount } = compiled.limits;
  const known = start?.prices;
  const wanted = known === undefined ? PRICING : WARM_PRICING;
  const rounds = Math.max(FEWEST_ROUNDS, Math.min(wanted.rounds, Math.floor((PRICING_SHARE * seconds * STEPS_PER_SECOND) / countSteps(compiled))));
  const isStopped = (round: number, bound: number): boolean => {
    control.onProgress?.({ phase: 'prices', done: round, total: rounds, ...(Number.isFinite(bound) ? { bound } : {}) });
    return stopReason(control) !== null;
  };
  const { prices, bound } = lowerBound(relaxation, { rounds, firstStep: wanted.firstStep, seed, isStopped, start: known ?? createPrices(rowCount, compiled.covers.parts.length) });
  return { prices, bound: tightenBound(compiled, bound) };
}

/** Moves for a size and a planned length; the clock has no say, so that equal inputs give equal plans. */
function planMoves({ contactCount, channelCount }: CompiledProblem, seconds: number): number {
  const pairs = contactCount * channelCount;
  const wanted = Math.max(MOVES_PER_PAIR * pairs, Math.min(SMALL_MOVES, SMALL_MOVES_PER_PAIR * pairs));
  return Math.floor(Math.min(wanted, MOVES_PER_SECOND * seconds));
}

/** One solve: what its steps share. */
interface Run {
  readonly compiled: CompiledProblem;
  readonly options: PricesOptions;
  readonly control: RunControl;
  readonly memory: ShardMemory;
  readonly search: (shardCount: number) => void;
  readonly dual: DualResult;
  readonly candidates: CandidateList;
  readonly best: BestPlan;
}

const isClose = ({ best, dual, options }: Run): boolean => best.deficit === 0 && dual.bound - best.objective <= Math.max(options.gap, PROVEN) * Math.abs(dual.bound);

function report({ control, best, dual }: Run, done: number, total: number): void {
  control.onProgress?.({ phase: 'search', done, total, best: best.objective, ...(Number.isFinite(dual.bound) ? { bound: dual.bound } : {}) });
}

/** Contacts of every shard. */
function countMembers(shardOf: Int32Array, shardCount: number): Int32Array {
  const members = new Int32Array(shardCount);
  for (const shard of shardOf) members[shard]! += 1;
  return members;
}

/** Anneals shard by shard in rounds; between rounds contacts and what is left of the limits are dealt anew. */
function improvePlan(run: Run, first: PlanState): void {
  const { compiled, options, control, memory, best, dual, candidates } = run;
  const shardCount = countSearchShards(compiled.contactCount, SHARDS);
  const moves = planMoves(compiled, options.seconds);
  const deal = createDealer(compiled);
  const units = findRowUnits(compiled);
  const cellPrices = priceCells(compiled, dual.prices.rows);
  const roomPerContact = compiled.maxActions.reduce((sum, most) => sum + most, 0);
  memory.prices.rows.set(dual.prices.rows);
  memory.prices.covers.set(dual.prices.covers);
  memory.version[0]! += 1;
  let state = first;
  let turn = 0;
  let played = 0;
  const passes = [FIRST_PASS, ...Array.from({ length: shardCount === 1 ? SMALL_PASSES : 1 }, () => LONG_PASS)];
  const total = passes.reduce((sum, { share }) => sum + Math.floor(share * moves), 0);
  report(run, 0, total);
  for (const { share, rounds, heat } of passes) {
    const gap = Math.max(0, dual.bound - state.objective) / Math.max(1e-9, Math.abs(dual.bound));
    const averageGain = Math.abs(state.objective) / Math.max(1, state.liveCount);
    const perPair = (share * moves) / (compiled.contactCount * compiled.channelCount);
    const scale = heat * FIRST_TEMPERATURE * averageGain * Math.min(1, perPair / MOVES_PER_PAIR) * Math.min(1, gap / WIDE_GAP);
    for (let round = 0; round < rounds; round += 1) {
      if (stopReason(control) !== null || isClose(run)) return;
      deal(shardCount, options.seed + turn, memory.shardOf);
      shareLimits(state, units, memory, shardCount, turn);
      let place = 0;
      const members = countMembers(memory.shardOf, shardCount);
      const actions = takeActions(state);
      for (let shard = 0; shard < shardCount; shard += 1) {
        memory.start[shard] = place;
        memory.moves[shard] = Math.floor((((share * moves) / rounds) * members[shard]!) / compiled.contactCount);
        place += members[shard]! * roomPerContact;
        const mine = Int32Array.from(actions.contact.keys()).filter((at) => memory.shardOf[actions.contact[at]!] === shard);
        writeShard(compiled, memory, memory.given, shard, { contact: mine.map((at) => actions.contact[at]!), channel: mine.map((at) => actions.channel[at]!), day: mine.map((at) => actions.day[at]!) });
      }
      memory.seed[0] = options.seed + 7919 * turn;
      memory.temperature[0] = scale * (1 - round / rounds) ** 2;
      memory.temperature[1] = scale * (1 - (round + 1) / rounds) ** 2;
      run.search(shardCount);
      state = restoreState(compiled, readShards(compiled, memory, memory.taken, 0, shardCount));
      if (round === rounds - 1) constructPlan(state, candidates, cellPrices, false);
      keepIfBetter(state, best);
      turn += 1;
      played += (share * moves) / rounds;
      report(run, Math.min(total, Math.round(played)), total);
    }
  }
}

/**
 * Prices the rules that couple contacts by a Lagrangian dual, builds a plan contact by contact at those prices, and
 * improves it by annealing in shards. Answers the plan and the lowest value of the dual, a proven bound. Anytime: a
 * stopped solve answers its best plan so far. Rounds, moves and shards depend on size, seconds and seed alone: equal
 * inputs give equal plans on any number of threads unless the deadline or a cancel cuts the solve. Null where the fixed
 * actions alone break a rule.
 */
export function solvePrices(relaxation: DivisibleRelaxation, options: PricesOptions, control: RunControl): HeuristicResult | null {
  const { compiled } = relaxation;
  const crew = options.crew !== undefined && compiled.contactCount >= CREW_CONTACTS ? options.crew : createLoneCrew();
  const buffer = crew.reserve(countShardBytes(compiled));
  const memory = openShardMemory(compiled, buffer);
  Atomics.store(memory.stop, 0, 0);
  writeObjective(compiled, memory);
  const lookUp = (): void => {
    if (stopReason(control) !== null) Atomics.store(memory.stop, 0, 1);
  };
  const own = createShardTasks(compiled, memory, () => {
    lookUp();
    return Atomics.load(memory.stop, 0) !== 0;
  });
  crew.brief(compiled.problem, buffer);
  const work: SharedWork = { memory, crew, own, lookUp };
  const dual = tightenPrices(relaxation, findPrices(shareRelaxation(compiled, 'evaluate', work), options, control), options.seed, work, control);
  const built = buildPricedPlan(compiled, { prices: dual.prices, bound: dual.bound, seed: options.seed, start: options.start?.actions ?? null }, control);
  if (built === null) return null;
  const { state, candidates } = built;
  const best = rememberPlan(state);
  const run: Run = { compiled, options, control, memory, dual, candidates, best, search: (shardCount) => crew.run('search', shardCount, own, lookUp) };
  if (candidates.pair.length > 0) improvePlan(run, state);
  return { ...best, prices: dual.prices, bound: dual.bound, stop: stopReason(control) };
}
