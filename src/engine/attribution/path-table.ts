import { exactSum } from './exact-sum.ts';

/**
 * Paths as columns: the touches of path p are channel[start[p]] … channel[start[p + 1] − 1], oldest first. `conversions`
 * times it ended in an outcome, with `value` in all, and `nulls` times without.
 */
export interface PathTable {
  /** Names in the order of their code units; `channel` points into it. */
  readonly channels: readonly string[];
  readonly start: Int32Array;
  readonly channel: Int32Array;
  readonly conversions: Float64Array;
  readonly value: Float64Array;
  readonly nulls: Float64Array;
}

/** How often a path was walked with and without an outcome, and what its outcomes are worth in all. Finite, none negative. */
export interface PathNumbers {
  readonly conversions: number;
  readonly value: number;
  readonly nulls: number;
}

/** One path as read: names of its channels, oldest first, at least one. */
export interface PathRow extends PathNumbers {
  readonly touches: readonly string[];
}

/** A path table holds at most so many channels. */
export const MOST_CHANNELS = 65_535;

/** Order of code units, the same on every machine. */
export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const compareNumbers = (left: PathNumbers, right: PathNumbers): number => left.conversions - right.conversions || left.value - right.value || left.nulls - right.nulls;

/** Paths by their key, a text of one character per touch whose code is the channel's index. */
export type PathGroups = Map<string, PathNumbers[]>;

/** Adds a path to its group. */
export function addToGroup(groups: PathGroups, key: string, numbers: PathNumbers): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [numbers]);
  else group.push(numbers);
}

/**
 * Brings paths into their one order: by their channels, equal paths as one with the sums of their numbers. O(touches) and
 * the sort of the distinct paths. Throws RangeError beyond MOST_CHANNELS.
 */
export function tabulatePaths(channels: readonly string[], groups: PathGroups): PathTable {
  if (channels.length > MOST_CHANNELS) throw new RangeError(`${channels.length} channels; at most ${MOST_CHANNELS} fit a path table`);
  const keys = [...groups.keys()].sort(compareText);
  const start = new Int32Array(keys.length + 1);
  keys.forEach((key, path) => (start[path + 1] = start[path]! + key.length));
  const channel = new Int32Array(start[keys.length]!);
  const [conversions, value, nulls] = [new Float64Array(keys.length), new Float64Array(keys.length), new Float64Array(keys.length)];
  keys.forEach((key, path) => {
    for (let place = 0; place < key.length; place += 1) channel[start[path]! + place] = key.charCodeAt(place);
    const group = groups.get(key)!.sort(compareNumbers);
    conversions[path] = exactSum(group.map((row) => row.conversions));
    value[path] = exactSum(group.map((row) => row.value));
    nulls[path] = exactSum(group.map((row) => row.nulls));
  });
  return { channels, start, channel, conversions, value, nulls };
}

/** A path table of rows in any order: shuffled rows give the same bytes. */
export function createPathTable(rows: readonly PathRow[]): PathTable {
  const names = new Set<string>();
  for (const row of rows) for (const name of row.touches) names.add(name);
  const channels = [...names].sort(compareText);
  const rank = new Map(channels.map((name, place) => [name, place]));
  const groups: PathGroups = new Map();
  for (const row of rows) addToGroup(groups, row.touches.map((name) => String.fromCharCode(rank.get(name)!)).join(''), row);
  return tabulatePaths(channels, groups);
}
