import { fail, succeed, type Result } from '../base/fault.ts';
import type { ChannelCredit } from './channel-credit.ts';
import { createRunningSums } from './exact-sum.ts';
import type { PathTable } from './path-table.ts';
import { spreadExactly } from './spread-exactly.ts';

/** Shapley values are given for at most so many channels: 2^15 sets. */
export const MOST_SHAPLEY_CHANNELS = 15;

/** What paths with exactly this set of channels gave, by the bit mask of the set. */
export interface SetTotals {
  readonly conversions: Float64Array;
  readonly value: Float64Array;
}

/** Sums the paths by their set of channels; order and repetition do not count. */
export function sumBySet(paths: PathTable): SetTotals {
  const size = 2 ** paths.channels.length;
  const [conversions, value] = [createRunningSums(size), createRunningSums(size)];
  for (let path = 0; path < paths.conversions.length; path += 1) {
    let set = 0;
    for (let touch = paths.start[path]!; touch < paths.start[path + 1]!; touch += 1) set |= 1 << paths.channel[touch]!;
    conversions.add(set, paths.conversions[path]!);
    value.add(set, paths.value[path]!);
  }
  return { conversions: conversions.read(), value: value.read() };
}

/**
 * Shapley values of the game in which a set of channels is worth what all paths within the set gave: v(S) = Σ over T ⊆ S
 * of the outcomes of paths with exactly the channels T. v is a sum of unanimity games with those outcomes as dividends, and
 * in a unanimity game the players of T share alike (Shapley 1953; Harsanyi 1959): φ_i = Σ over T ∋ i of outcomes(T)/|T|.
 * Exact, never negative, the same as averaging over all orders of arrival. O(touches + channels · 2^channels).
 */
export function creditShapley(paths: PathTable): Result<ChannelCredit> {
  const count = paths.channels.length;
  if (count > MOST_SHAPLEY_CHANNELS) return fail('NOT_SUPPORTED', `Shapley: ${count} channels. Expected at most ${MOST_SHAPLEY_CHANNELS}.`, { path: 'models', hint: 'Join channels that belong together, or leave Shapley out.' });
  const totals = sumBySet(paths);
  return succeed({ conversions: shareDividends(totals.conversions, count), value: shareDividends(totals.value, count) });
}

function shareDividends(totals: Float64Array, count: number): Float64Array {
  const sums = createRunningSums(count);
  const weight = new Float64Array(count);
  const parts = new Float64Array(count);
  for (let set = 1; set < totals.length; set += 1) {
    if (totals[set] === 0) continue;
    for (let channel = 0; channel < count; channel += 1) weight[channel] = (set >> channel) & 1;
    spreadExactly(totals[set]!, weight, count, parts, 0);
    for (let channel = 0; channel < count; channel += 1) sums.add(channel, parts[channel]!);
  }
  return sums.read();
}
