import type { PathView } from './heuristics.ts';
import type { Lookbacks } from './lookbacks.ts';
import { daysBetween, type TouchHistory } from './touch-history.ts';

/** Most touches of any outcome. */
export function longestLookback({ start }: Lookbacks): number {
  let longest = 0;
  for (let place = 0; place + 1 < start.length; place += 1) longest = Math.max(longest, start[place + 1]! - start[place]!);
  return longest;
}

/** Puts the touches of the outcome at a place into the view, with their ages. */
export function viewLookback(history: TouchHistory, lookbacks: Lookbacks, place: number, view: PathView): void {
  const from = lookbacks.start[place]!;
  const length = lookbacks.start[place + 1]! - from;
  const outcome = lookbacks.outcome[place]!;
  view.length = length;
  for (let at = 0; at < length; at += 1) {
    const touch = lookbacks.touch[from + at]!;
    view.channel[at] = history.touches.channel[touch]!;
    view.ageDays[at] = daysBetween(history.touches, touch, history.outcomes, outcome);
  }
}
