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

/** One path as read: names of its channels, oldest first, at least one. Numbers are finite and not negative. */
export interface PathRow {
  readonly touches: readonly string[];
  readonly conversions: number;
  readonly value: number;
  readonly nulls: number;
}

/** A path table holds at most so many channels. */
export const MOST_CHANNELS = 65_535;

/** Order of code units, the same on every machine. */
export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const compareRows = (left: PathRow, right: PathRow): number => left.conversions - right.conversions || left.value - right.value || left.nulls - right.nulls;

/**
 * Brings paths into their one order: channels by name, paths by their channels, equal paths as one with the sums of their
 * numbers. Shuffled rows give the same bytes. O(touches) and the sort of the distinct paths. Throws RangeError beyond
 * MOST_CHANNELS.
 */
export function createPathTable(rows: Iterable<PathRow>): PathTable {
  const names = new Set<string>();
  const list = [...rows];
  for (const row of list) for (const name of row.touches) names.add(name);
  if (names.size > MOST_CHANNELS) throw new RangeError(`${names.size} channels; at most ${MOST_CHANNELS} fit a path table`);
  const channels = [...names].sort(compareText);
  const rank = new Map(channels.map((name, place) => [name, place]));
  const groups = new Map<string, PathRow[]>();
  for (const row of list) {
    const key = row.touches.map((name) => String.fromCharCode(rank.get(name)!)).join('');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const keys = [...groups.keys()].sort(compareText);
  const start = new Int32Array(keys.length + 1);
  keys.forEach((key, path) => (start[path + 1] = start[path]! + key.length));
  const channel = new Int32Array(start[keys.length]!);
  const [conversions, value, nulls] = [new Float64Array(keys.length), new Float64Array(keys.length), new Float64Array(keys.length)];
  keys.forEach((key, path) => {
    for (let place = 0; place < key.length; place += 1) channel[start[path]! + place] = key.charCodeAt(place);
    const group = groups.get(key)!.sort(compareRows);
    conversions[path] = exactSum(group.map((row) => row.conversions));
    value[path] = exactSum(group.map((row) => row.value));
    nulls[path] = exactSum(group.map((row) => row.nulls));
  });
  return { channels, start, channel, conversions, value, nulls };
}
