import { tierGain, type CompiledProblem } from './compiled-problem.ts';
import { orderByGroup, type ContactOrder } from './contact-order.ts';
import { createContactChooser, type ContactChooser } from './contact-chooser.ts';
import { createDayChoice, fillDayChoice, openDayChoice, walkDays, type DayChoice } from './day-choice.ts';
import { cellPriceOn } from './cell-prices.ts';
import type { PriceVector } from './price-vector.ts';

/** What the relaxed plan uses: per limit row, per coverage rule how many contacts it reaches, and what it brings to each guard that is priced. */
export interface RelaxedUsage {
  readonly rows: Float64Array;
  readonly covers: Float64Array;
  readonly guards: Float64Array;
}

/**
 * Lagrangian relaxation of a compiled problem: every limit and coverage rule is dropped and priced instead, and every
 * contact takes what is best for it at those prices. What remains per contact are spacing, most actions and history
 * exactly; frequency windows only as the most actions they leave room for. For any prices of the right sign the value
 * is a proven upper bound on the objective (weak duality).
 */
export interface Relaxation {
  readonly compiled: CompiledProblem;
  /** True where the guards of the problem are priced like its limits; else they are dropped. */
  readonly pricesGuards?: boolean;
  /**
   * Value of the relaxation at `prices`, and its use of every rule written into `usage`. `jitter` (per channel × day,
   * ≤ 0) is added to prices to break ties between equal days; because it only lowers prices the value stays a bound.
   * O(contacts · actions per contact + groups · channels · days · actions per contact).
   */
  evaluate(prices: PriceVector, jitter: Float64Array, usage: RelaxedUsage): number;
}

/** A stretch of the contacts sorted by group: places `first` … `end − 1`. */
export interface ContactStretch {
  readonly first: number;
  readonly end: number;
}

/** A relaxation that can be evaluated stretch by stretch: values and uses of all stretches and `priceOfLimits` add up to the whole. */
export interface DivisibleRelaxation extends Relaxation {
  evaluateStretch(prices: PriceVector, jitter: Float64Array, usage: RelaxedUsage, stretch: ContactStretch): number;
}

/** Adds `count` actions of a cell on a day to the use of its rows. */
function addUse(compiled: CompiledProblem, rows: Float64Array, cell: number, day: number, count: number): void {
  const { limits } = compiled;
  const end = limits.start[cell + 1]!;
  for (let entry = limits.start[cell]!; entry < end; entry += 1) {
    const period = limits.periodOf[limits.entryDays[entry]! + day]!;
    if (period >= 0) rows[limits.entryRow[entry]! + period]! += limits.entryWeight[entry]! * count;
  }
}

/** Σ price · limit over rows and coverage rules. */
export function priceOfLimits(compiled: CompiledProblem, prices: PriceVector): number {
  let value = 0;
  for (let row = 0; row < prices.rows.length; row += 1) value += prices.rows[row]! * compiled.limits.rowLimit[row]!;
  for (const [at, part] of compiled.covers.parts.entries()) value -= prices.covers[at]! * part.need;
  return value;
}

interface GroupWork {
  readonly choices: readonly DayChoice[];
  /** Contacts that take n actions of a channel from a position on: [channel][n · stride + position]. */
  readonly takers: readonly Float64Array[];
}

function prepareGroup(compiled: CompiledProblem, work: GroupWork, group: number, prices: PriceVector, jitter: Float64Array): void {
  const { channelCount, days } = compiled;
  for (let channel = 0; channel < channelCount; channel += 1) {
    const choice = work.choices[channel]!;
    const cell = group * channelCount + channel;
    openDayChoice(choice, compiled.isOpen, cell * days, compiled.spacing[channel]!, compiled.maxActions[channel]!);
    for (let at = 0; at < choice.openCount; at += 1) {
      const day = choice.openDay[at]!;
      choice.price[at] = cellPriceOn(compiled, prices.rows, cell, day) + jitter[channel * days + day]!;
    }
    fillDayChoice(choice);
  }
}

function addGroupUse(compiled: CompiledProblem, work: GroupWork, group: number, usage: RelaxedUsage): void {
  for (let channel = 0; channel < compiled.channelCount; channel += 1) {
    const choice = work.choices[channel]!;
    const takers = work.takers[channel]!;
    const cell = group * compiled.channelCount + channel;
    for (let n = 1; n <= choice.maxActions; n += 1) {
      for (let at = 0; at < choice.openCount; at += 1) {
        const count = takers[n * choice.stride + at]!;
        if (count === 0) continue;
        takers[n * choice.stride + at] = 0;
        walkDays(choice, at, n, (position) => addUse(compiled, usage.rows, cell, choice.openDay[position]!, count));
      }
    }
  }
}

/** Told what every contact takes: number of actions by channel, and the channel of one more that only reaches it, −1 without one. */
export type WatchContact = (contact: number, counts: Int32Array, reaching: number) => void;

/** Sums the best answers of a stretch of contacts. */
function sumContacts(compiled: CompiledProblem, order: ContactOrder, chooser: ContactChooser, work: GroupWork, request: { prices: PriceVector; jitter: Float64Array; usage: RelaxedUsage; stretch: ContactStretch }, watch: WatchContact | null): number {
  const { prices, jitter, usage, stretch } = request;
  let reaching = -1;
  const addOne = (cell: number, day: number): void => {
    reaching = cell % compiled.channelCount;
    addUse(compiled, usage.rows, cell, day, 1);
  };
  let value = 0;
  for (let group = 0; group < compiled.groups.count; group += 1) {
    const first = Math.max(stretch.first, order.start[group]!);
    const end = Math.min(stretch.end, order.start[group + 1]!);
    if (first >= end) continue;
    prepareGroup(compiled, work, group, prices, jitter);
    chooser.openGroup(group, prices.covers);
    for (let at = first; at < end; at += 1) {
      const contact = order.contact[at]!;
      value += chooser.choose(contact);
      for (let channel = 0; channel < compiled.channelCount; channel += 1) {
        const taken = chooser.counts[channel]!;
        if (taken > 0) work.takers[channel]![taken * work.choices[channel]!.stride + chooser.positions[channel]!]! += 1;
      }
      reaching = -1;
      chooser.addCover(usage.covers, addOne);
      watch?.(contact, chooser.counts, reaching);
    }
    addGroupUse(compiled, work, group, usage);
  }
  return value;
}

/** Rough number of steps of one evaluation: what a number of rounds is planned by. */
export function evaluationSteps({ contactCount, groups, days, maxActions }: CompiledProblem): number {
  let mostActions = 0;
  for (const count of maxActions) mostActions += count;
  return 1 + (2 * contactCount + groups.count * days) * mostActions;
}

/** Sets up the relaxation of a problem, which drops its guards; its memory is per channel, not per contact. */
export function createRelaxation(compiled: CompiledProblem, watch: WatchContact | null = null): DivisibleRelaxation {
  const order = orderByGroup(compiled.groups);
  const choices = Array.from(compiled.maxActions, (maxActions) => createDayChoice(compiled.days, maxActions));
  const work: GroupWork = { choices, takers: choices.map((choice) => new Float64Array(choice.cost.length)) };
  const chooser = createContactChooser(compiled, choices, (pair, channel, tier) => tierGain(compiled, pair, channel, tier));
  const evaluateStretch: DivisibleRelaxation['evaluateStretch'] = (prices, jitter, usage, stretch) => {
    usage.rows.fill(0);
    usage.covers.fill(0);
    return sumContacts(compiled, order, chooser, work, { prices, jitter, usage, stretch }, watch);
  };
  return {
    compiled,
    evaluateStretch,
    evaluate: (prices, jitter, usage) => priceOfLimits(compiled, prices) + evaluateStretch(prices, jitter, usage, { first: 0, end: compiled.contactCount }),
  };
}
