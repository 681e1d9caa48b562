import { LIMIT_TOLERANCE, mostActions, placeOf, type CompiledProblem, type Pin } from '../compiled-problem.ts';
import { cellPriceOn } from '../cell-prices.ts';
import { startOfDays } from '../day-marks.ts';
import { clashesWithPast } from '../past-links.ts';
import { isFilledByPast } from '../past-weight.ts';
import { PlanState } from '../plan-state.ts';
import type { PriceVector } from '../price-vector.ts';

/** A contact, channel and day by positions. */
export type Cell = Pin;

/** Rounding that a target's shortfall may show. */
const EPSILON = 1e-9;

/**
 * A finished plan to ask "what if": actions are taken out and put in to see what fits and what it is worth, and `reset`
 * brings the plan back exactly. All questions cost O(actions of the contact + rules of the cell).
 */
export class PlanProbe {
  readonly compiled: CompiledProblem;
  readonly state: PlanState;
  readonly prices: PriceVector | null;
  private readonly rowUsed: Float64Array;
  private readonly objective: number;
  private readonly cost: number;
  private readonly deficit: number;

  constructor(compiled: CompiledProblem, planned: readonly Cell[], prices: PriceVector | null) {
    this.compiled = compiled;
    this.prices = prices;
    const state = new PlanState(compiled);
    const pinned = new Set(compiled.fixed.map((pin) => placeOf(compiled, pin)));
    for (const cell of planned) if (state.find(cell.contact, cell.channel, cell.day) < 0) state.insert(cell.contact, cell.channel, cell.day, pinned.has(placeOf(compiled, cell)));
    this.state = state;
    this.rowUsed = state.rowUsed.slice();
    this.objective = state.objective;
    this.cost = state.cost;
    this.deficit = state.deficit;
  }

  /** Sums as they were, after actions were taken out and put back: differences of numbers such as 0.1 do not cancel. */
  reset(): void {
    this.state.rowUsed.set(this.rowUsed);
    this.state.objective = this.objective;
    this.state.cost = this.cost;
    this.state.deficit = this.deficit;
  }

  cellOf(slot: number): Cell {
    const { slotContact, slotChannel, slotDay } = this.state;
    return { contact: slotContact[slot]!, channel: slotChannel[slot]!, day: slotDay[slot]! };
  }

  isPlanned({ contact, channel, day }: Cell): boolean {
    return this.state.find(contact, channel, day) >= 0;
  }

  /** True where the action may stand beside the plan as it is now. */
  fits({ contact, channel, day }: Cell): boolean {
    const { state } = this;
    return state.find(contact, channel, day) < 0 && state.hasRoom(contact, channel) && state.fitsRows(contact, channel, day) && state.fitsContact(contact, channel, day) && state.hasPartners(contact, channel, day);
  }

  /** True where every target that the plan reached is still reached, with one more action where one is given. */
  keepsTargets(extra: Cell | null): boolean {
    const { state } = this;
    if (state.deficit <= this.deficit + EPSILON) return true;
    if (extra === null) return false;
    const slot = state.insert(extra.contact, extra.channel, extra.day);
    const kept = state.deficit <= this.deficit + EPSILON;
    state.remove(slot);
    return kept;
  }

  /** True where nothing that is planned could make room: closed day, history, no room in the settings or a limit of nothing. */
  isClosed({ contact, channel, day }: Cell): boolean {
    const { isOpen, groups, channelCount, days, earliest, limits, windows, clashes, past } = this.compiled;
    const pair = contact * channelCount + channel;
    const cell = groups.groupOf[contact]! * channelCount + channel;
    if (isOpen[cell * days + day] === 0 || day < earliest[pair]! || mostActions(this.compiled, pair) < 1) return true;
    for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) {
      const window = windows.part[entry]!;
      if (windows.inDay[startOfDays(windows, window, contact, days) + day] === 1 && isFilledByPast(windows, past, { window, contact, channel, end: day, days })) return true;
    }
    for (let entry = clashes.start[cell]!; entry < clashes.start[cell + 1]!; entry += 1) {
      const clash = clashes.part[entry]!;
      if (clashes.inDay[startOfDays(clashes, clash, contact, days) + day] === 1 && clashesWithPast(past, clashes.parts[clash]!, contact, channel, day)) return true;
    }
    for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
      const period = limits.periodOf[limits.entryDays[entry]! + day]!;
      if (period < 0) continue;
      const row = limits.entryRow[entry]! + period;
      if (limits.rowIsFloor[row] === 0 && limits.entryWeight[entry]! > limits.rowLimit[row]! + LIMIT_TOLERANCE) return true;
    }
    return false;
  }

  /** What one more action by the channel adds to the objective, also where the settings leave no room for it. */
  addsOf({ contact, channel }: Pick<Cell, 'contact' | 'channel'>): number {
    const { compiled, state } = this;
    const pair = contact * compiled.channelCount + channel;
    const before = state.pairCount[pair]!;
    if (before < compiled.tierCount) return state.gainOf(contact, channel);
    const reach = state.contactCount[contact] === 0 ? compiled.reachWorth : 0;
    return compiled.gainBase[pair]! * compiled.problem.channels[channel]!.saturation ** before - compiled.objectiveCost[channel]! + reach;
  }

  /** What the action adds to the objective, or, planned, what dropping one of its channel costs. */
  gainOf(cell: Cell): number {
    return this.isPlanned(cell) ? this.state.lossOf(cell.contact, cell.channel) : this.addsOf(cell);
  }

  /** Rows the action counts in, with its weight there. */
  *rowsOf({ contact, channel, day }: Cell): Iterable<{ readonly row: number; readonly weight: number }> {
    const { limits, groups, channelCount } = this.compiled;
    const cell = groups.groupOf[contact]! * channelCount + channel;
    for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
      const period = limits.periodOf[limits.entryDays[entry]! + day]!;
      if (period >= 0) yield { row: limits.entryRow[entry]! + period, weight: limits.entryWeight[entry]! };
    }
  }

  /** Coverage rules that only this action would reach, or reaches, the contact for. */
  *coversOf({ contact, channel, day }: Cell): Iterable<number> {
    const { covers, groups, channelCount, days } = this.compiled;
    const { head, next, slotChannel, slotDay } = this.state;
    const cell = groups.groupOf[contact]! * channelCount;
    const counts = (cover: number, byChannel: number, onDay: number): boolean => {
      if (covers.inDay[startOfDays(covers, cover, contact, days) + onDay] === 0) return false;
      for (let entry = covers.start[cell + byChannel]!; entry < covers.start[cell + byChannel + 1]!; entry += 1) if (covers.part[entry] === cover) return true;
      return false;
    };
    for (let entry = covers.start[cell + channel]!; entry < covers.start[cell + channel + 1]!; entry += 1) {
      const cover = covers.part[entry]!;
      if (!counts(cover, channel, day)) continue;
      let isReached = false;
      for (let slot = head[contact]!; slot >= 0 && !isReached; slot = next[slot]!) isReached = (slotChannel[slot] !== channel || slotDay[slot] !== day) && counts(cover, slotChannel[slot]!, slotDay[slot]!);
      if (!isReached) yield cover;
    }
  }

  /** Price of what the action uses up, less what it is worth to targets; 0 without prices. */
  priceOf(cell: Cell): number {
    const { prices, compiled } = this;
    if (prices === null) return 0;
    let price = cellPriceOn(compiled, prices.rows, compiled.groups.groupOf[cell.contact]! * compiled.channelCount + cell.channel, cell.day);
    if (compiled.covers.parts.length > 0) for (const cover of this.coversOf(cell)) price -= prices.covers[cover]!;
    return price;
  }

  /** Slots of a contact's actions. */
  slotsOf(contact: number): number[] {
    const slots: number[] = [];
    for (let slot = this.state.head[contact]!; slot >= 0; slot = this.state.next[slot]!) slots.push(slot);
    return slots;
  }

  /** The contact and those it shares windows with. */
  matesOf(contact: number): readonly number[] {
    const mates = new Set([contact]);
    for (const map of this.compiled.windows.matesOf) for (const mate of map?.get(contact) ?? []) mates.add(mate);
    return mates.size === 1 ? [contact] : [...mates].sort((one, other) => one - other);
  }

  /** Answers a question with an action taken out of the plan. */
  without<T>(slot: number, ask: () => T): T {
    const { state } = this;
    const { contact, channel, day } = this.cellOf(slot);
    const isPinned = state.slotIsPinned[slot] === 1;
    state.remove(slot);
    try {
      return ask();
    } finally {
      state.insert(contact, channel, day, isPinned);
      this.reset();
    }
  }
}
