import type { HeuristicModel } from '../model/attribution.ts';
import type { TouchCredit } from './channel-credit.ts';
import type { CreditRules } from './credit-rules.ts';
import { createRunningSums } from './exact-sum.ts';
import { createPathView, heuristics, type PathView } from './heuristics.ts';
import type { PathTable } from './path-table.ts';
import { spreadExactly } from './spread-exactly.ts';

/** Length of the longest path, 0 without paths. */
export function longestPath({ start }: Pick<PathTable, 'start'>): number {
  let longest = 0;
  for (let path = 0; path + 1 < start.length; path += 1) longest = Math.max(longest, start[path + 1]! - start[path]!);
  return longest;
}

/** Puts one path into the view; a touch j steps before the last is j · stepDays old. */
export function viewPath(paths: PathTable, path: number, stepDays: number, view: PathView): void {
  const from = paths.start[path]!;
  const length = paths.start[path + 1]! - from;
  view.length = length;
  for (let place = 0; place < length; place += 1) {
    view.channel[place] = paths.channel[from + place]!;
    view.ageDays[place] = (length - 1 - place) * stepDays;
  }
}

/** What a heuristic model credits to the channels of paths without times. O(touches). */
export function creditPaths(paths: PathTable, model: HeuristicModel, rules: CreditRules, stepDays: number): TouchCredit {
  const longest = longestPath(paths);
  const view = createPathView(longest);
  const [weight, parts] = [new Float64Array(longest), new Float64Array(longest)];
  const byTouch = new Float64Array(paths.channel.length);
  const conversions = createRunningSums(paths.channels.length);
  const value = createRunningSums(paths.channels.length);
  for (let path = 0; path < paths.conversions.length; path += 1) {
    if (paths.conversions[path] === 0 && paths.value[path] === 0) continue;
    viewPath(paths, path, stepDays, view);
    heuristics[model](view, rules, weight);
    spreadExactly(paths.conversions[path]!, weight, view.length, byTouch, paths.start[path]!);
    spreadExactly(paths.value[path]!, weight, view.length, parts, 0);
    for (let place = 0; place < view.length; place += 1) {
      conversions.add(view.channel[place]!, byTouch[paths.start[path]! + place]!);
      value.add(view.channel[place]!, parts[place]!);
    }
  }
  return { conversions: conversions.read(), value: value.read(), byTouch };
}
