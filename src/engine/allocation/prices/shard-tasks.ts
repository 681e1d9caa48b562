import { createRandom } from '../../base/rng.ts';
import { playMove, reachOf } from '../anneal.ts';
import { listCandidates, type CandidateList } from '../candidates.ts';
import { priceCells } from '../cell-prices.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { MoveBoard } from '../move-board.ts';
import { restoreState, takeActions } from '../plan-actions.ts';
import { createRelaxation, type DivisibleRelaxation } from '../relaxation.ts';
import { createContactRelaxation } from './contact-relaxation.ts';
import type { DoShard } from './shard-crew.ts';
import { readObjective, readShards, SHARDS, writeShard, type ShardMemory } from './shard-memory.ts';

/** A search looks whether it has to stop after so many moves. */
const MOVES_PER_LOOK = 500;

/** What all search shards need at one set of prices. */
interface PricedBoard {
  readonly version: number;
  readonly candidates: CandidateList;
  readonly cellPrices: Float64Array;
}

/** Candidates of the contacts of one shard, in the same order. */
function pickCandidates({ pair, tier, surplus }: CandidateList, channelCount: number, shardOf: Int32Array, shard: number): CandidateList {
  const places = new Int32Array(pair.length);
  let count = 0;
  for (let at = 0; at < pair.length; at += 1) {
    const contact = Math.floor(pair[at]! / channelCount);
    if (shardOf[contact] === shard) places[count++] = at;
  }
  const mine = places.subarray(0, count);
  return { pair: mine.map((at) => pair[at]!), tier: mine.map((at) => tier[at]!), surplus: Float64Array.from(mine, (at) => surplus[at]!) };
}

/** A problem whose limits, guards and fixed actions are those of one search shard. */
function narrowTo(compiled: CompiledProblem, memory: ShardMemory, shard: number): CompiledProblem {
  const needs = memory.needs[shard]!;
  return {
    ...compiled,
    limits: { ...compiled.limits, rowLimit: memory.limits[shard]! },
    covers: { ...compiled.covers, parts: compiled.covers.parts.map((part, at) => ({ ...part, need: needs[at]! })) },
    guards: compiled.guards.map((guard, at) => ({ ...guard, atLeast: memory.guardNeeds[shard]![at]! })),
    fixed: compiled.fixed.filter(({ contact }) => memory.shardOf[contact] === shard),
  };
}

/**
 * What a thread of one solve after the other does, each for what the memory says is maximised: values of the relaxations over the shard's stretch of contacts, and annealing among the
 * shard's contacts within its share of every limit. What it writes depends on the memory alone unless `isStopped` cuts a
 * search; then the shard's plan as it stands is written, which keeps every ceiling.
 */
export function createShardTasks(plain: CompiledProblem, memory: ShardMemory, isStopped: () => boolean): DoShard {
  let edition = -1;
  let compiled = plain;
  let relaxation: DivisibleRelaxation | null = null;
  let priced: PricedBoard | null = null;

  let tight: DivisibleRelaxation | null = null;

  /** The relaxation of what is maximised now. */
  const open = (): DivisibleRelaxation => {
    if (relaxation !== null && edition === memory.edition[0]) return relaxation;
    edition = memory.edition[0]!;
    priced = null;
    tight = null;
    compiled = readObjective(plain, memory);
    return (relaxation = createRelaxation(compiled));
  };

  /** The slower relaxation of single contacts of the same. */
  const openTight = (): DivisibleRelaxation => {
    open();
    return (tight ??= createContactRelaxation(compiled));
  };

  const evaluate = (by: DivisibleRelaxation, shard: number): void => {
    const stretch = { first: Math.floor((shard * compiled.contactCount) / SHARDS), end: Math.floor(((shard + 1) * compiled.contactCount) / SHARDS) };
    memory.value[shard] = by.evaluateStretch(memory.prices, memory.jitter, { rows: memory.rows[shard]!, covers: memory.covers[shard]!, guards: new Float64Array(0) }, stretch);
  };

  const search = (shard: number): void => {
    open();
    const version = memory.version[0]!;
    if (priced?.version !== version) priced = { version, candidates: listCandidates(compiled, memory.prices), cellPrices: priceCells(compiled, memory.prices.rows) };
    const board = new MoveBoard(restoreState(narrowTo(compiled, memory, shard), readShards(compiled, memory, memory.given, shard, shard + 1)));
    const candidates = pickCandidates(priced.candidates, compiled.channelCount, memory.shardOf, shard);
    const around = { board, cellPrices: priced.cellPrices, candidates, reach: reachOf(board, candidates), random: createRandom(memory.seed[0]! + shard) };
    const moves = candidates.pair.length === 0 ? 0 : memory.moves[shard]!;
    const [hot = 0, cold = 0] = memory.temperature;
    const [first, last] = [Math.sqrt(hot), Math.sqrt(cold)];
    for (let move = 0; move < moves; move += 1) {
      const root = first + ((last - first) * move) / moves;
      playMove(around, root * root + 1e-12);
      if (move % MOVES_PER_LOOK === 0 && isStopped()) break;
    }
    writeShard(compiled, memory, memory.taken, shard, takeActions(board.state));
  };

  return (task, shard) => {
    if (task === 'search') search(shard);
    else evaluate(task === 'evaluate' ? open() : openTight(), shard);
  };
}
