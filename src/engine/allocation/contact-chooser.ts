import { WEIGHT_TOLERANCE } from '../constraints/window-meter.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { createCoverBonus } from './cover-bonus.ts';
import type { DayChoice } from './day-choice.ts';

/** Finds what is best for one contact at given prices; one scratch for all contacts. */
export interface ContactChooser {
  /** Number of actions per channel of the last answer. */
  readonly counts: Int32Array;
  /** First position the contact may use, per channel. */
  readonly positions: Int32Array;
  /** Starts a group whose day tables are filled. */
  openGroup(group: number, coverPrices: Float64Array): void;
  /** Best value of a contact, an upper bound where windows and coverage rules meet. */
  choose(contact: number): number;
  /** Adds the coverage of the last answer: contacts reached per rule, and the extra action taken to reach. */
  addCover(covers: Float64Array, addAction: (cell: number, day: number) => void): void;
}

/** Marginal gain of the n-th action and beyond: what `tierGain` answers. */
type GainOf = (pair: number, channel: number, tier: number) => number;

/** Windows, end to end, that cover the days of the horizon. */
function countBlocks(firstDay: Int32Array): number {
  let blocks = 0;
  for (let end = firstDay.length - 1; end >= 0; end = firstDay[end]! - 1) blocks += 1;
  return blocks;
}

/**
 * The most actions in scope of a window that fit a horizon: `max` in each of its blocks, by weight where all channels in
 * scope weigh the same; Infinity for windows with dates, with several weights or of reps that change, which stay relaxed.
 */
function horizonCaps(compiled: CompiledProblem): number[] {
  const { windows, days } = compiled;
  return windows.parts.map((part, at) => {
    const weights = new Set(part.weights.filter((weight) => weight > 0));
    const isAlways = windows.inDay.subarray(at * windows.variantCount * days, (at + 1) * windows.variantCount * days).every((mark) => mark === 1);
    if (!isAlways || weights.size !== 1) return Infinity;
    const [weight] = weights;
    return countBlocks(windows.firstDay.subarray(at * days, (at + 1) * days)) * Math.floor((part.max + WEIGHT_TOLERANCE) / weight!);
  });
}

/** Creates the chooser over the day tables of the channels. */
export function createContactChooser(compiled: CompiledProblem, choices: readonly DayChoice[], gainOf: GainOf): ContactChooser {
  const { channelCount, windows } = compiled;
  const counts = new Int32Array(channelCount);
  const positions = new Int32Array(channelCount);
  const surplus = new Float64Array(channelCount);
  const caps = horizonCaps(compiled);
  const bonus = createCoverBonus(compiled, choices);
  let groupCell = 0;

  /** Gain less price of the last action taken by a channel. */
  const lastSurplus = (pair: number, channel: number): number => {
    const { cost, stride } = choices[channel]!;
    const n = counts[channel]!;
    const at = positions[channel]!;
    return gainOf(pair, channel, n - 1) - (cost[n * stride + at]! - cost[(n - 1) * stride + at]!);
  };

  /** Gives up the least valuable actions until the channels of a window hold no more than fit the horizon. */
  const dropToCap = (contact: number, window: number, cap: number): number => {
    let inWindow = 0;
    for (let channel = 0; channel < channelCount; channel += 1) if (windows.parts[window]!.weights[channel]! > 0) inWindow += counts[channel]!;
    let lost = 0;
    for (; inWindow > cap; inWindow -= 1) {
      let worst = -1;
      for (let channel = 0; channel < channelCount; channel += 1) {
        if (counts[channel] === 0 || windows.parts[window]!.weights[channel] === 0) continue;
        surplus[channel] = lastSurplus(contact * channelCount + channel, channel);
        if (worst < 0 || surplus[channel]! < surplus[worst]!) worst = channel;
      }
      lost += surplus[worst]!;
      counts[worst]! -= 1;
    }
    return lost;
  };

  /** The window whose cap costs most tells the bound; only one is applied, the others stay relaxed. */
  const tightestWindow = (): number => {
    let tightest = -1;
    let excess = 0;
    for (let entry = windows.start[groupCell]!; entry < windows.start[groupCell + 1]!; entry += 1) {
      const window = windows.part[entry]!;
      let taken = 0;
      for (let channel = 0; channel < channelCount; channel += 1) if (windows.parts[window]!.weights[channel]! > 0) taken += counts[channel]!;
      if (taken - caps[window]! > excess) {
        tightest = window;
        excess = taken - caps[window]!;
      }
    }
    return tightest;
  };

  return {
    counts,
    positions,
    openGroup(group, coverPrices) {
      groupCell = group * channelCount;
      bonus.openGroup(group, coverPrices);
    },
    choose(contact) {
      let value = 0;
      for (let channel = 0; channel < channelCount; channel += 1) {
        const pair = contact * channelCount + channel;
        const { cost, stride, positionOf, maxActions } = choices[channel]!;
        const at = positionOf[compiled.earliest[pair]!]!;
        positions[channel] = at;
        let n = 0;
        let spent = 0;
        while (n < maxActions) {
          const next = cost[(n + 1) * stride + at]!;
          const gain = gainOf(pair, channel, n) - (next - spent);
          if (!(gain > 0)) break;
          value += gain;
          spent = next;
          n += 1;
        }
        counts[channel] = n;
      }
      const window = caps.length === 0 ? -1 : tightestWindow();
      if (window >= 0) value -= dropToCap(contact, window, caps[window]!);
      return value + bonus.choose(contact, counts, positions, gainOf);
    },
    addCover: (covers, addAction) => bonus.addUse(covers, addAction),
  };
}
