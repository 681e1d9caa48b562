import type { CompiledProblem } from './compiled-problem.ts';
import { startOfDays } from './day-marks.ts';
import type { DayChoice } from './day-choice.ts';

/** What reaching a contact is worth beyond its actions: priced coverage rules, and the weight of reach. */
export interface CoverBonus {
  openGroup(group: number, coverPrices: Float64Array): void;
  /**
   * Best extra value for a contact that already takes `counts`: rules it reaches anyway, plus those worth an extra
   * action. Reaching a set of rules costs at least the dearest of them alone, so the answer never lies below the truth.
   */
  choose(contact: number, counts: Int32Array, positions: Int32Array, gainOf: (pair: number, channel: number, tier: number) => number): number;
  addUse(covers: Float64Array, addAction: (cell: number, day: number) => void): void;
}

/** One rule a contact of the group may count for; `rule` −1 is the objective's reach. */
interface Target {
  readonly rule: number;
  readonly worth: number;
  readonly channels: readonly number[];
  /** Loss of reaching it alone, and the action that does. */
  loss: number;
  cell: number;
  day: number;
}

function findTargets(compiled: CompiledProblem, group: number, coverPrices: Float64Array): Target[] {
  const { covers, channelCount } = compiled;
  const channelsOf = new Map<number, number[]>();
  for (let channel = 0; channel < channelCount; channel += 1) {
    const cell = group * channelCount + channel;
    for (let entry = covers.start[cell]!; entry < covers.start[cell + 1]!; entry += 1) {
      const rule = covers.part[entry]!;
      if (coverPrices[rule]! > 0) channelsOf.set(rule, [...(channelsOf.get(rule) ?? []), channel]);
    }
  }
  const targets = [...channelsOf].map(([rule, channels]): Target => ({ rule, worth: coverPrices[rule]!, channels, loss: 0, cell: -1, day: -1 }));
  if (compiled.reachWorth > 0) targets.push({ rule: -1, worth: compiled.reachWorth, channels: Array.from({ length: channelCount }, (_, channel) => channel), loss: 0, cell: -1, day: -1 });
  return targets;
}

/** Least loss first, in place: there are a handful of targets, asked for once per contact and round. */
function sortByLoss(targets: Target[]): void {
  for (let at = 1; at < targets.length; at += 1) {
    const moved = targets[at]!;
    let before = at - 1;
    while (before >= 0 && (targets[before]!.loss > moved.loss || (targets[before]!.loss === moved.loss && targets[before]!.rule > moved.rule))) {
      targets[before + 1] = targets[before]!;
      before -= 1;
    }
    targets[before + 1] = moved;
  }
}

/** Creates the bonus over the day tables of the channels. */
export function createCoverBonus(compiled: CompiledProblem, choices: readonly DayChoice[]): CoverBonus {
  const { channelCount, covers, days } = compiled;
  let targets: Target[] = [];
  let chosen = 0;
  let groupCell = 0;

  /** Least loss of one action that counts for a target, given what the contact takes anyway. */
  const measure = (target: Target, contact: number, counts: Int32Array, positions: Int32Array, gainOf: (pair: number, channel: number, tier: number) => number): void => {
    target.loss = Infinity;
    target.cell = -1;
    for (const channel of target.channels) {
      const choice = choices[channel]!;
      if (counts[channel]! > 0) {
        target.loss = 0;
        target.cell = -1;
        return;
      }
      if (choice.maxActions === 0) continue;
      const gain = gainOf(contact * channelCount + channel, channel, 0);
      for (let at = positions[channel]!; at < choice.openCount; at += 1) {
        const day = choice.openDay[at]!;
        const loss = choice.price[at]! - gain;
        if (loss < target.loss && (target.rule < 0 || covers.inDay[startOfDays(covers, target.rule, contact, days) + day] === 1)) {
          target.loss = loss;
          target.cell = groupCell + channel;
          target.day = day;
        }
      }
    }
    if (target.loss < 0) target.loss = 0;
  };

  return {
    openGroup(group, coverPrices) {
      targets = findTargets(compiled, group, coverPrices);
      groupCell = group * channelCount;
    },
    choose(contact, counts, positions, gainOf) {
      chosen = 0;
      if (targets.length === 0) return 0;
      for (const target of targets) measure(target, contact, counts, positions, gainOf);
      sortByLoss(targets);
      let best = 0;
      let worth = 0;
      for (let at = 0; at < targets.length; at += 1) {
        const target = targets[at]!;
        worth += target.worth;
        if (worth - target.loss > best) {
          best = worth - target.loss;
          chosen = at + 1;
        }
      }
      return best;
    },
    addUse(useOfCovers, addAction) {
      for (let at = 0; at < chosen; at += 1) if (targets[at]!.rule >= 0) useOfCovers[targets[at]!.rule]! += 1;
      const last = targets[chosen - 1];
      if (last !== undefined && last.cell >= 0) addAction(last.cell, last.day);
    },
  };
}
