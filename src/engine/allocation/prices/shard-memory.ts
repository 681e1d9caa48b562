import type { CompiledProblem } from '../compiled-problem.ts';
import type { PlanActions } from '../plan-actions.ts';
import { createGuard } from '../objective/create-guard.ts';
import type { PriceVector } from '../price-vector.ts';

/** Parts that the value of the relaxation is summed from, and most parts that a search is split in. */
export const SHARDS = 8;

/** Guards a list of levels can have: all levels but the last. */
const MOST_GUARDS = 4;
/** What is told of a guard: lift, cost, reach, responses, least value, step. */
const GUARD_FIELDS = 6;

/** Actions of the shards, each shard's from `start[shard]` on, an action as (contact · channels + channel) · days + day. */
export interface ShardActions {
  readonly count: Int32Array;
  readonly code: Float64Array;
}

/** What threads exchange: typed arrays over one stretch of memory. */
export interface ShardMemory {
  /** Not 0 once everybody has to stop. */
  readonly stop: Int32Array;
  /** Rises with every new set of prices to search by. */
  readonly version: Int32Array;
  /** Rises with every solve: what is maximised and what is guarded has to be read anew. */
  readonly edition: Int32Array;
  /** What is maximised: gains by contact × channel, cost by channel, worth of the first action on a contact. */
  readonly gainBase: Float64Array;
  readonly objectiveCost: Float64Array;
  readonly reachWorth: Float64Array;
  /** How many guards there are, then GUARD_FIELDS of each; what of each is left to every shard to keep. */
  readonly guards: Float64Array;
  readonly guardNeeds: readonly Float64Array[];
  /** Prices to evaluate or search at, and the jitter of the evaluation. */
  readonly prices: PriceVector;
  readonly jitter: Float64Array;
  /** Answers of an evaluation by shard: value, use of rows, coverage. */
  readonly value: Float64Array;
  readonly rows: readonly Float64Array[];
  readonly covers: readonly Float64Array[];
  /** What a search is to do: seed, first and last temperature; moves by shard. */
  readonly seed: Int32Array;
  readonly temperature: Float64Array;
  readonly moves: Float64Array;
  /** Search shard of every contact, each shard's share of every limit and coverage rule. */
  readonly shardOf: Int32Array;
  readonly limits: readonly Float64Array[];
  readonly needs: readonly Float64Array[];
  /** First place of each shard in `given` and `taken`. */
  readonly start: Float64Array;
  readonly given: ShardActions;
  readonly taken: ShardActions;
}

interface Cursor {
  bytes: number;
}

/** Lays the arrays out; without a buffer it only counts bytes. */
function layOut(compiled: CompiledProblem, buffer: ArrayBufferLike | null, cursor: Cursor): ShardMemory {
  const { contactCount, channelCount, days, limits, covers, maxActions } = compiled;
  const floats = (length: number): Float64Array => {
    const from = cursor.bytes;
    cursor.bytes += length * 8;
    return buffer === null ? new Float64Array(0) : new Float64Array(buffer, from, length);
  };
  const wholes = (length: number): Int32Array => {
    const from = cursor.bytes;
    cursor.bytes += Math.ceil(length / 2) * 8;
    return buffer === null ? new Int32Array(0) : new Int32Array(buffer, from, length);
  };
  const bySharding = (length: number): Float64Array[] => Array.from({ length: SHARDS }, () => floats(length));
  const room = contactCount * maxActions.reduce((sum, most) => sum + most, 0);
  return {
    stop: wholes(1),
    version: wholes(1),
    edition: wholes(1),
    gainBase: floats(contactCount * channelCount),
    objectiveCost: floats(channelCount),
    reachWorth: floats(1),
    guards: floats(1 + MOST_GUARDS * GUARD_FIELDS),
    guardNeeds: bySharding(MOST_GUARDS),
    prices: { rows: floats(limits.rowCount), covers: floats(covers.parts.length), guards: new Float64Array(0) },
    jitter: floats(channelCount * days),
    value: floats(SHARDS),
    rows: bySharding(limits.rowCount),
    covers: bySharding(covers.parts.length),
    seed: wholes(1),
    temperature: floats(2),
    moves: floats(SHARDS),
    shardOf: wholes(contactCount),
    limits: bySharding(limits.rowCount),
    needs: bySharding(covers.parts.length),
    start: floats(SHARDS),
    given: { count: wholes(SHARDS), code: floats(room) },
    taken: { count: wholes(SHARDS), code: floats(room) },
  };
}

/** Bytes a problem needs. */
export function countShardBytes(compiled: CompiledProblem): number {
  const cursor: Cursor = { bytes: 0 };
  layOut(compiled, null, cursor);
  return cursor.bytes;
}

/** The arrays over a stretch of memory of `countShardBytes`. */
export const openShardMemory = (compiled: CompiledProblem, buffer: ArrayBufferLike): ShardMemory => layOut(compiled, buffer, { bytes: 0 });

/** Tells all threads what a solve maximises and guards. O(contacts · channels). */
export function writeObjective({ gainBase, objectiveCost, reachWorth, guards }: CompiledProblem, memory: ShardMemory): void {
  memory.gainBase.set(gainBase);
  memory.objectiveCost.set(objectiveCost);
  memory.reachWorth[0] = reachWorth;
  memory.guards[0] = guards.length;
  for (const [at, { scalar, atLeast, step }] of guards.entries()) memory.guards.set([scalar.lift, scalar.cost, scalar.reach, scalar.responses, atLeast, step], 1 + at * GUARD_FIELDS);
  memory.edition[0]! += 1;
}

/** The compiled problem with what the memory says is maximised and guarded. O(contacts · channels · guards). */
export function readObjective(compiled: CompiledProblem, memory: ShardMemory): CompiledProblem {
  const guards = Array.from({ length: memory.guards[0]! }, (_, at) => {
    const [lift = 0, cost = 0, reach = 0, responses = 0, atLeast = 0, step = 1] = memory.guards.subarray(1 + at * GUARD_FIELDS, 1 + (at + 1) * GUARD_FIELDS);
    return { ...createGuard(compiled, { lift, cost, reach, responses }, atLeast), step };
  });
  return { ...compiled, gainBase: memory.gainBase, objectiveCost: memory.objectiveCost, reachWorth: memory.reachWorth[0]!, guards };
}

/** Writes actions down for one shard. */
export function writeShard({ channelCount, days }: CompiledProblem, memory: ShardMemory, into: ShardActions, shard: number, actions: PlanActions): void {
  const start = memory.start[shard]!;
  for (const [at, contact] of actions.contact.entries()) into.code[start + at] = (contact * channelCount + actions.channel[at]!) * days + actions.day[at]!;
  into.count[shard] = actions.contact.length;
}

/** Reads the actions of shards from one to another, the last excluded, in order of the shards. */
export function readShards({ channelCount, days }: CompiledProblem, memory: ShardMemory, from: ShardActions, first: number, end: number): PlanActions {
  let total = 0;
  for (let shard = first; shard < end; shard += 1) total += from.count[shard]!;
  const actions = { contact: new Int32Array(total), channel: new Int32Array(total), day: new Int32Array(total) };
  let place = 0;
  for (let shard = first; shard < end; shard += 1) {
    for (let at = 0; at < from.count[shard]!; at += 1) {
      const code = from.code[memory.start[shard]! + at]!;
      const pair = Math.floor(code / days);
      actions.contact[place] = Math.floor(pair / channelCount);
      actions.channel[place] = pair % channelCount;
      actions.day[place] = code % days;
      place += 1;
    }
  }
  return actions;
}
