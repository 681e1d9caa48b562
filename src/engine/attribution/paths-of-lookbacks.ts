import type { Lookbacks } from './lookbacks.ts';
import { addToGroup, tabulatePaths, type PathGroups, type PathTable } from './path-table.ts';
import type { TouchHistory } from './touch-history.ts';

/** Paths of a history, and where each outcome's path stands among them. */
export interface HistoryPaths {
  readonly table: PathTable;
  /** By place of the outcome: its path, −1 where it is unattributed. */
  readonly pathOfOutcome: Int32Array;
}

/**
 * The history as paths: one for every attributed outcome, and for every contact with touches that no outcome looks back
 * on, these in order as one path without outcome. O(touches + pairs).
 */
export function pathsOfLookbacks(history: TouchHistory, lookbacks: Lookbacks): HistoryPaths {
  const { touches, outcomes } = history;
  const groups: PathGroups = new Map();
  const character = history.channels.map((_, channel) => String.fromCharCode(channel));
  const keys: string[] = [];
  for (let place = 0; place < lookbacks.outcome.length; place += 1) {
    let key = '';
    for (let at = lookbacks.start[place]!; at < lookbacks.start[place + 1]!; at += 1) key += character[touches.channel[lookbacks.touch[at]!]!]!;
    keys.push(key);
    if (key !== '') addToGroup(groups, key, { conversions: 1, value: outcomes.value[lookbacks.outcome[place]!]!, nulls: 0 });
  }
  let key = '';
  lookbacks.touchOrder.forEach((touch, at) => {
    if (lookbacks.isReached[touch] === 0) key += character[touches.channel[touch]!]!;
    const next = lookbacks.touchOrder[at + 1];
    if (key === '' || (next !== undefined && touches.contact[next] === touches.contact[touch])) return;
    addToGroup(groups, key, { conversions: 0, value: 0, nulls: 1 });
    key = '';
  });
  const table = tabulatePaths(history.channels, groups);
  const pathOf = new Map<string, number>();
  for (let path = 0; path < table.conversions.length; path += 1) pathOf.set(keyOf(table, path, character), path);
  return { table, pathOfOutcome: Int32Array.from(keys, (each) => (each === '' ? -1 : pathOf.get(each)!)) };
}

function keyOf({ start, channel }: PathTable, path: number, character: readonly string[]): string {
  let key = '';
  for (let touch = start[path]!; touch < start[path + 1]!; touch += 1) key += character[channel[touch]!]!;
  return key;
}
