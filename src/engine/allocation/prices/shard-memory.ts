import type { CompiledProblem } from '../compiled-problem.ts';
import type { PlanActions } from '../plan-actions.ts';
import type { PriceVector } from '../price-vector.ts';

/** Parts that the value of the relaxation is summed from, and most parts that a search is split in. */
export const SHARDS = 8;

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
    prices: { rows: floats(limits.rowCount), covers: floats(covers.parts.length) },
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
