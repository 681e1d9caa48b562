import { LIMIT_TOLERANCE } from '../compiled-problem.ts';
import type { Cell, PlanProbe } from './plan-probe.ts';

/** An action beside another: what it adds (planned: what dropping it costs), its price, and what the objective has more with it in the other's place. */
export interface RivalCell {
  readonly cell: Cell;
  readonly planned: boolean;
  readonly gain: number;
  readonly net: number;
  readonly lead: number;
}

const isEarlier = (one: Cell, other: Cell): boolean => (one.day !== other.day ? one.day < other.day : one.contact !== other.contact ? one.contact < other.contact : one.channel < other.channel);

/**
 * Best other action of the contact that fits the plan: by gain less price, then by day. Where the explained action is
 * planned, call it with that action taken out. O(channels · days).
 */
export function findOther(probe: PlanProbe, cell: Cell, lossOfCell: number): RivalCell | null {
  const { channelCount, days } = probe.compiled;
  let best: RivalCell | null = null;
  for (let day = 0; day < days; day += 1) {
    for (let channel = 0; channel < channelCount; channel += 1) {
      if (channel === cell.channel && day === cell.day) continue;
      const other = { contact: cell.contact, channel, day };
      if (!probe.fits(other)) continue;
      const gain = probe.gainOf(other);
      const net = gain - probe.priceOf(other);
      if (best === null || net > best.net) best = { cell: other, planned: false, gain, net, lead: gain - lossOfCell };
    }
  }
  return best;
}

/**
 * Another contact that would gain most from a slot of the plan (channel and day) once the action that has it is taken out;
 * call it then. O(contacts).
 */
export function findTaker(probe: PlanProbe, cell: Cell, lossOfCell: number): RivalCell | null {
  const { compiled } = probe;
  const other = { ...cell };
  let best: RivalCell | null = null;
  for (other.contact = 0; other.contact < compiled.contactCount; other.contact += 1) {
    if (other.contact === cell.contact) continue;
    const gain = probe.addsOf(other);
    if (gain <= (best?.gain ?? 0) || !probe.fits(other)) continue;
    best = { cell: { ...other }, planned: false, gain, net: gain - probe.priceOf(other), lead: gain - lossOfCell };
  }
  return best;
}

/** Rows that have no room for the action, with how much is missing. */
export function listFullRows(probe: PlanProbe, cell: Cell): { readonly row: number; readonly missing: number }[] {
  const { rowUsed, compiled } = probe.state;
  const { rowLimit, rowIsFloor } = compiled.limits;
  return [...probe.rowsOf(cell)].flatMap(({ row, weight }) => {
    const missing = rowUsed[row]! + weight - rowLimit[row]!;
    return rowIsFloor[row] === 0 && missing > LIMIT_TOLERANCE ? [{ row, missing }] : [];
  });
}

/** Weight of a planned action in a row. */
export function weightIn(probe: PlanProbe, slot: number, row: number): number {
  const { limits, groups, channelCount } = probe.compiled;
  const { slotContact, slotChannel, slotDay } = probe.state;
  const cell = groups.groupOf[slotContact[slot]!]! * channelCount + slotChannel[slot]!;
  let weight = 0;
  for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
    const period = limits.periodOf[limits.entryDays[entry]! + slotDay[slot]!]!;
    if (period >= 0 && limits.entryRow[entry]! + period === row) weight += limits.entryWeight[entry]!;
  }
  return weight;
}

/** Holders tried in the order of their leads before all are put in order. */
const FIRST_TRIES = 32;

/** What dropping planned actions for another changes; an exchange on one contact is tried, because it may change the wear. */
function measureLeads(probe: PlanProbe, cell: Cell): (slot: number) => number {
  const { state } = probe;
  const adds = probe.addsOf(cell);
  return (slot) => {
    const loss = state.lossOf(state.slotContact[slot]!, state.slotChannel[slot]!);
    return state.slotContact[slot] === cell.contact ? probe.without(slot, () => loss - probe.addsOf(cell)) : loss - adds;
  };
}

/**
 * Hands on the planned actions whose absence may make room: where rules of the contact refuse, its own and those it shares
 * windows with, else those that use every full row enough. Pinned ones stay.
 */
function visitHolders(probe: PlanProbe, cell: Cell, visit: (slot: number) => void): void {
  const { state } = probe;
  const full = listFullRows(probe, cell);
  const { contact, channel, day } = cell;
  if (full.length === 0 || !state.hasRoom(contact, channel) || !state.fitsContact(contact, channel, day)) {
    for (const mate of probe.matesOf(contact)) for (const slot of probe.slotsOf(mate)) if (state.slotIsPinned[slot] === 0) visit(slot);
    return;
  }
  // A copy: who visits may take actions out and put them back, which changes their order.
  for (const slot of state.live.slice(0, state.liveCount)) {
    if (state.slotIsPinned[slot] === 1) continue;
    let isEnough = true;
    for (let place = 0; place < full.length && isEnough; place += 1) isEnough = weightIn(probe, slot, full[place]!.row) >= full[place]!.missing - LIMIT_TOLERANCE;
    if (isEnough) visit(slot);
  }
}

/** A planned action that could make room, and what the objective loses by the exchange. */
interface Holder {
  readonly slot: number;
  readonly lead: number;
}

const isBefore = (probe: PlanProbe, one: Holder, other: Holder): boolean => one.lead < other.lead || (one.lead === other.lead && isEarlier(probe.cellOf(one.slot), probe.cellOf(other.slot)));

/** The cheapest holders in order, and how many there are. O(actions of the plan). */
function takeCheapest(probe: PlanProbe, cell: Cell, most: number): { readonly kept: readonly Holder[]; readonly count: number } {
  const leadOf = measureLeads(probe, cell);
  const kept: Holder[] = [];
  let count = 0;
  visitHolders(probe, cell, (slot) => {
    count += 1;
    const lead = leadOf(slot);
    if (kept.length === most && lead > kept[most - 1]!.lead) return;
    const holder = { slot, lead };
    if (kept.length === most && !isBefore(probe, holder, kept[most - 1]!)) return;
    let at = kept.length === most ? most - 1 : kept.length;
    for (; at > 0 && isBefore(probe, holder, kept[at - 1]!); at -= 1) kept[at] = kept[at - 1]!;
    kept[at] = holder;
  });
  return { kept, count };
}

/** Holders tried when the cheapest few do not make room. */
const MOST_TRIES = 256;

/**
 * The planned action whose exchange for the refused one costs least and keeps every rule and target: who has the slot. Null
 * where no single exchange does, of the cheapest few hundred. O(actions of the plan · rules), most of it a look at weights.
 */
export function findHolder(probe: PlanProbe, cell: Cell): RivalCell | null {
  const { state } = probe;
  const isRoom = ({ slot }: Holder): boolean => probe.without(slot, () => probe.fits(cell) && probe.keepsTargets(cell));
  const first = takeCheapest(probe, cell, FIRST_TRIES);
  const found = first.kept.find(isRoom) ?? (first.count > first.kept.length ? takeCheapest(probe, cell, MOST_TRIES).kept.slice(FIRST_TRIES).find(isRoom) : undefined);
  if (found === undefined) return null;
  const holder = probe.cellOf(found.slot);
  const gain = state.lossOf(holder.contact, holder.channel);
  return { cell: holder, planned: true, gain, net: gain - probe.priceOf(holder), lead: found.lead };
}
