import { createRandom, randomIndex, type Random } from '../../base/rng.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import type { PlanState } from '../plan-state.ts';
import type { ShardMemory } from './shard-memory.ts';

/** Contacts of a search shard where there are enough of them. */
const CONTACTS_PER_SHARD = 1250;
/** Fewer contacts than this are not split: their moves need each other. */
const LEAST_SPLIT = 400;

/** Parts a search over so many contacts is split in; it depends on the size alone. */
export function countSearchShards(contactCount: number, most: number): number {
  return contactCount < LEAST_SPLIT ? 1 : Math.min(most, Math.max(2, Math.round(contactCount / CONTACTS_PER_SHARD)));
}

/** First contact of those that share windows with each contact, itself where it shares none. */
function listUnits({ contactCount, windows }: CompiledProblem): Int32Array {
  const unitOf = Int32Array.from({ length: contactCount }, (_, contact) => contact);
  const rootOf = (contact: number): number => {
    let root = contact;
    while (unitOf[root] !== root) root = unitOf[root]!;
    unitOf[contact] = root;
    return root;
  };
  for (const mates of windows.matesOf) {
    for (const [contact, together] of mates ?? []) {
      for (const mate of together) {
        const [first, second] = [rootOf(contact), rootOf(mate)];
        unitOf[Math.max(first, second)] = Math.min(first, second);
      }
    }
  }
  return unitOf.map((_, contact) => rootOf(contact));
}

/** Numbers 0 … count − 1 in a drawn order. */
function shuffle(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = randomIndex(random, at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/**
 * Deals contacts to search shards, another way for every seed: whole groups side by side, so that the rows of a rep mostly
 * fall to one shard; contacts that share windows always stay together.
 */
export function createDealer(compiled: CompiledProblem): (shardCount: number, seed: number, shardOf: Int32Array) => void {
  const { contactCount, groups } = compiled;
  const unitOf = listUnits(compiled);
  return (shardCount, seed, shardOf) => {
    const rankOf = shuffle(groups.count, createRandom(seed));
    const order = Int32Array.from({ length: contactCount }, (_, contact) => contact).sort((first, second) => rankOf[groups.groupOf[unitOf[first]!]!]! - rankOf[groups.groupOf[unitOf[second]!]!]! || unitOf[first]! - unitOf[second]! || first - second);
    let shard = 0;
    for (const [place, contact] of order.entries()) {
      const isNewUnit = place === 0 || unitOf[order[place - 1]!] !== unitOf[contact];
      if (isNewUnit) shard = Math.max(shard, Math.floor((place * shardCount) / contactCount));
      shardOf[contact] = shard;
    }
  };
}

/** The weight that every action of a row has, 0 where they differ. */
export function findRowUnits({ limits }: CompiledProblem): Float64Array {
  const units = new Float64Array(limits.rowCount);
  for (const [at, part] of limits.parts.entries()) {
    const weights = new Set(part.weights.filter((weight, channel) => weight > 0 && (part.counted !== undefined || part.scope.coversChannel(channel))));
    const unit = weights.size === 1 ? [...weights][0]! : 0;
    units.fill(unit, limits.firstRow[at], limits.firstRow[at + 1] ?? limits.rowCount);
  }
  return units;
}

/** Splits what is left of a limit: in whole actions where all weigh the same, else evenly; `turn` says who gets the odd ones. */
function shareSlack(slack: number, unit: number, shardCount: number, shard: number, turn: number): number {
  if (unit === 0) return slack / shardCount;
  const whole = Math.floor(Math.abs(slack) / unit + 1e-9);
  const odd = whole % shardCount;
  const share = Math.floor(whole / shardCount) + ((shard + turn) % shardCount < odd ? 1 : 0);
  return Math.sign(slack) * share * unit;
}

/** Gives every search shard its share of each guard: what its contacts bring, less a part of what the guard is passed by. */
function shareGuards(state: PlanState, memory: ShardMemory, shardCount: number): void {
  const { compiled } = state;
  for (const [at, guard] of compiled.guards.entries()) {
    for (let shard = 0; shard < shardCount; shard += 1) memory.guardNeeds[shard]![at] = (guard.atLeast - state.guardValue[at]!) / shardCount;
    for (let contact = 0; contact < compiled.contactCount; contact += 1) memory.guardNeeds[memory.shardOf[contact]!]![at]! += state.guardValueOf(contact, guard);
  }
}

/**
 * Gives every search shard its share of each limit and guard: what its contacts use, and a part of what is left (of a floor, of what it is
 * passed by), so that plans within the shares keep the limit together.
 */
export function shareLimits(state: PlanState, units: Float64Array, memory: ShardMemory, shardCount: number, turn: number): void {
  const { compiled } = state;
  const { limits, covers, groups, channelCount } = compiled;
  shareGuards(state, memory, shardCount);
  for (let shard = 0; shard < shardCount; shard += 1) memory.limits[shard]!.fill(0);
  for (let at = 0; at < state.liveCount; at += 1) {
    const slot = state.live[at]!;
    const contact = state.slotContact[slot]!;
    const used = memory.limits[memory.shardOf[contact]!]!;
    const cell = groups.groupOf[contact]! * channelCount + state.slotChannel[slot]!;
    for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
      const period = limits.periodOf[limits.entryDays[entry]! + state.slotDay[slot]!]!;
      if (period >= 0) used[limits.entryRow[entry]! + period]! += limits.entryWeight[entry]!;
    }
  }
  for (let row = 0; row < limits.rowCount; row += 1) {
    const slack = limits.rowLimit[row]! - state.rowUsed[row]!;
    for (let shard = 0; shard < shardCount; shard += 1) {
      const share = limits.rowIsFloor[row] === 1 && slack > 0 ? slack / shardCount : shareSlack(slack, units[row]!, shardCount, shard, turn + row);
      memory.limits[shard]![row] = Math.max(0, memory.limits[shard]![row]! + share);
    }
  }
  for (const [cover, part] of covers.parts.entries()) {
    const slack = part.need - state.covered[cover]!;
    for (let shard = 0; shard < shardCount; shard += 1) memory.needs[shard]![cover] = 0;
    for (const [contact, shard] of memory.shardOf.entries()) if (state.isCovered(cover, contact)) memory.needs[shard]![cover]! += 1;
    for (let shard = 0; shard < shardCount; shard += 1) {
      memory.needs[shard]![cover] = Math.max(0, memory.needs[shard]![cover]! + shareSlack(slack, 1, shardCount, shard, turn + cover));
    }
  }
}
