import { LIMIT_TOLERANCE, type CompiledProblem } from '../compiled-problem.ts';
import { startOfDays } from '../day-marks.ts';
import { weighPast } from '../past-weight.ts';
import type { DayChoice } from '../day-choice.ts';

/** Stands for an action that a label has not taken. */
const OPEN = 32_767;
/** Difference between two values that rounding alone explains. */
const ROUNDING = 1e-9;

/** A coverage rule the contact may count for, or with `rule` −1 the metric reach. */
export interface BeamCover {
  readonly rule: number;
  readonly worth: number;
  /** 1 for channels whose actions count. */
  readonly counts: Uint8Array;
}

/** What a search is about: a contact, the days and prices of its channels, and what its actions are worth. */
export interface BeamRequest {
  readonly contact: number;
  readonly choices: readonly DayChoice[];
  /** Gain of the n-th action of a channel, n from 0. */
  readonly gainOf: (channel: number, tier: number) => number;
  readonly covers: readonly BeamCover[];
  /** First day of each channel. */
  readonly earliest: ArrayLike<number>;
}

/** Best actions of one contact by its own rules at given prices. */
export interface ContactBeam {
  /** Actions of the last answer, in order of time. */
  readonly channels: number[];
  readonly days: number[];
  /** Value of those actions: gains and coverage less prices. */
  readonly value: number;
  /** No actions of the contact can be worth more than this; equals `value` where the search was exact. */
  readonly bound: number;
  search(request: BeamRequest): void;
}

/** Labels of one day: partial plans of the contact, each a row in `taken` with the days of its actions by channel and tier. */
interface Labels {
  readonly taken: Int16Array;
  readonly counts: Int16Array;
  readonly value: Float64Array;
  readonly reached: Int32Array;
  readonly bound: Float64Array;
}

/**
 * Label setting over the days of the horizon, as in resource-constrained shortest paths (Irnich and Desaulniers 2005): a
 * label is a set of actions up to a day; of two labels with as many actions of each channel the one that is worth no
 * less and has each action no later makes the other needless, because spacing, windows and exclusions only look back.
 * At most `width` labels are kept, those of the best bound; where that drops any, `bound` says what they could have
 * come to. Kept are spacing, windows of the contact alone with its earlier touches, and exclusions; rules that two
 * contacts share and actions that need another are left out, so that `bound` holds for every plan.
 * O(days · width · channels · (actions + width)).
 */
export function createContactBeam(compiled: CompiledProblem, width: number): ContactBeam {
  const { channelCount, maxActions, spacing, windows, clashes, past, days } = compiled;
  const firstTaken = new Int32Array(channelCount + 1);
  for (let channel = 0; channel < channelCount; channel += 1) firstTaken[channel + 1] = firstTaken[channel]! + maxActions[channel]!;
  const stride = firstTaken[channelCount]!;
  const most = width * 2 ** Math.min(channelCount, 5);
  const createLabels = (): Labels => ({ taken: new Int16Array(most * stride), counts: new Int16Array(most * channelCount), value: new Float64Array(most), reached: new Int32Array(most), bound: new Float64Array(most) });
  let now = createLabels();
  let next = createLabels();
  const best = { taken: new Int16Array(stride), value: 0 };
  const isTimeless = windows.inDay.every((mark) => mark === 1) && clashes.inDay.every((mark) => mark === 1);
  /** Best bound of labels that found no room. */
  let dropped = -Infinity;
  const order: number[] = [];
  const found: { channels: number[]; days: number[]; value: number; bound: number } = { channels: [], days: [], value: 0, bound: 0 };

  const keepsWindows = (labels: Labels, label: number, contact: number, cell: number, channel: number, day: number): boolean => {
    for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) {
      const window = windows.part[entry]!;
      const { max, weights } = windows.parts[window]!;
      const marks = startOfDays(windows, window, contact, days);
      if (windows.inDay[marks + day] === 0) continue;
      const first = windows.firstDay[window * days + day]!;
      let sum = weights[channel]!;
      for (let other = 0; other < channelCount; other += 1) {
        if (weights[other] === 0) continue;
        const from = label * stride + firstTaken[other]!;
        for (let tier = labels.counts[label * channelCount + other]! - 1; tier >= 0 && labels.taken[from + tier]! >= first; tier -= 1) {
          if (windows.inDay[marks + labels.taken[from + tier]!] === 1) sum += weights[other]!;
        }
      }
      if (past.day.length > 0) sum += weighPast(windows, past, { window, contact, end: day, days }, { from: -Infinity, to: day });
      if (sum > max + LIMIT_TOLERANCE) return false;
    }
    return true;
  };

  const keepsApart = (labels: Labels, label: number, contact: number, cell: number, channel: number, day: number): boolean => {
    for (let entry = clashes.start[cell]!; entry < clashes.start[cell + 1]!; entry += 1) {
      const part = clashes.part[entry]!;
      const { first, second, withinDays } = clashes.parts[part]!;
      const marks = startOfDays(clashes, part, contact, days);
      if (clashes.inDay[marks + day] === 0) continue;
      const other = channel === first ? second : first;
      const from = label * stride + firstTaken[other]!;
      for (let tier = labels.counts[label * channelCount + other]! - 1; tier >= 0; tier -= 1) {
        const before = labels.taken[from + tier]!;
        if (day - before > withinDays) break;
        if (clashes.inDay[marks + before] === 1) return false;
      }
    }
    return true;
  };

  /** What a label could still come to with actions after a day. */
  const boundOf = (labels: Labels, label: number, { choices, gainOf, covers, earliest }: BeamRequest, day: number): number => {
    let bound = labels.value[label]!;
    for (let channel = 0; channel < channelCount; channel += 1) {
      const choice = choices[channel]!;
      if (choice.openCount === 0) continue;
      const count = labels.counts[label * channelCount + channel]!;
      const free = count === 0 ? Math.max(day + 1, earliest[channel]!) : Math.max(day + 1, labels.taken[label * stride + firstTaken[channel]! + count - 1]! + spacing[channel]!);
      if (free >= days) continue;
      const at = choice.positionOf[free]!;
      let spent = 0;
      for (let more = 1; count + more <= choice.maxActions; more += 1) {
        const cost = choice.cost[more * choice.stride + at]!;
        const gain = gainOf(channel, count + more - 1) - (cost - spent);
        if (!(gain > 0)) break;
        bound += gain;
        spent = cost;
      }
    }
    for (const [at, cover] of covers.entries()) if ((labels.reached[label]! & (1 << at)) === 0) bound += cover.worth;
    return bound;
  };

  const isDominated = (labels: Labels, label: number, by: number): boolean => {
    if (labels.value[by]! < labels.value[label]! || labels.reached[by] !== labels.reached[label]) return false;
    for (let channel = 0; channel < channelCount; channel += 1) if (labels.counts[by * channelCount + channel] !== labels.counts[label * channelCount + channel]) return false;
    for (let at = 0; at < stride; at += 1) if (labels.taken[by * stride + at]! > labels.taken[label * stride + at]!) return false;
    return true;
  };

  const copyLabel = (from: Labels, label: number, to: Labels, place: number): void => {
    for (let at = 0; at < stride; at += 1) to.taken[place * stride + at] = from.taken[label * stride + at]!;
    for (let at = 0; at < channelCount; at += 1) to.counts[place * channelCount + at] = from.counts[label * channelCount + at]!;
    to.value[place] = from.value[label]!;
    to.reached[place] = from.reached[label]!;
    to.bound[place] = from.bound[label]!;
  };

  /** Every label of the day with and without an action by the channel; answers how many there are. */
  const extend = (labels: Labels, count: number, request: BeamRequest, cell: number, channel: number, day: number, price: number): number => {
    let total = count;
    for (let label = 0; label < count; label += 1) {
      const taken = labels.counts[label * channelCount + channel]!;
      if (taken >= request.choices[channel]!.maxActions) continue;
      const place = label * stride + firstTaken[channel]! + taken;
      if (taken > 0 && day - labels.taken[place - 1]! < spacing[channel]!) continue;
      if (!keepsWindows(labels, label, request.contact, cell, channel, day) || !keepsApart(labels, label, request.contact, cell, channel, day)) continue;
      if (total === most) {
        dropped = Math.max(dropped, labels.bound[label]!);
        continue;
      }
      copyLabel(labels, label, labels, total);
      labels.taken[total * stride + firstTaken[channel]! + taken] = day;
      labels.counts[total * channelCount + channel] = taken + 1;
      let value = labels.value[label]! + request.gainOf(channel, taken) - price;
      for (const [at, cover] of request.covers.entries()) {
        if (cover.counts[channel] === 0 || (labels.reached[label]! & (1 << at)) !== 0) continue;
        value += cover.worth;
        labels.reached[total] = labels.reached[total]! | (1 << at);
      }
      labels.value[total] = value;
      if (value > best.value + ROUNDING) {
        best.value = value;
        for (let at = 0; at < stride; at += 1) best.taken[at] = labels.taken[total * stride + at]!;
      }
      total += 1;
    }
    return total;
  };

  /** Keeps the labels that may still matter, best first; answers how many. */
  const keep = (count: number, request: BeamRequest, day: number): number => {
    order.length = 0;
    for (let label = 0; label < count; label += 1) {
      now.bound[label] = boundOf(now, label, request, day);
      if (now.bound[label]! > best.value + ROUNDING) order.push(label);
    }
    order.sort((first, second) => now.bound[second]! - now.bound[first]! || now.value[second]! - now.value[first]! || first - second);
    let kept = 0;
    for (const label of order) {
      copyLabel(now, label, next, kept);
      let isNeedless = false;
      if (isTimeless) for (let other = 0; other < kept && !isNeedless; other += 1) isNeedless = isDominated(next, kept, other);
      if (isNeedless) continue;
      if (kept === width) {
        dropped = Math.max(dropped, now.bound[label]!);
        break;
      }
      kept += 1;
    }
    [now, next] = [next, now];
    return kept;
  };

  const readBest = (): void => {
    found.channels.length = 0;
    found.days.length = 0;
    for (let channel = 0; channel < channelCount; channel += 1) {
      for (let at = firstTaken[channel]!; at < firstTaken[channel + 1]! && best.taken[at]! !== OPEN; at += 1) {
        found.channels.push(channel);
        found.days.push(best.taken[at]!);
      }
    }
    found.value = best.value;
  };

  return {
    get channels() {
      return found.channels;
    },
    get days() {
      return found.days;
    },
    get value() {
      return found.value;
    },
    get bound() {
      return found.bound;
    },
    search(request) {
      const { contact, choices } = request;
      const groupCell = compiled.groups.groupOf[contact]! * channelCount;
      best.value = 0;
      best.taken.fill(OPEN);
      now.taken.fill(OPEN, 0, stride);
      now.counts.fill(0, 0, channelCount);
      now.value[0] = 0;
      now.reached[0] = 0;
      dropped = -Infinity;
      now.bound[0] = boundOf(now, 0, request, -1);
      let count = 1;
      for (let day = 0; day < days && count > 0; day += 1) {
        const before = count;
        for (let channel = 0; channel < channelCount; channel += 1) {
          const choice = choices[channel]!;
          const at = choice.positionOf[day]!;
          if (day < request.earliest[channel]! || at >= choice.openCount || choice.openDay[at] !== day) continue;
          count = extend(now, count, request, groupCell + channel, channel, day, choice.price[at]!);
        }
        if (count === before && day > 0) continue;
        count = keep(count, request, day);
      }
      readBest();
      found.bound = Math.max(best.value, dropped);
    },
  };
}
