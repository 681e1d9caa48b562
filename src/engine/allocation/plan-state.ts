import { LIMIT_TOLERANCE, mostActions, tierGain, type CompiledProblem } from './compiled-problem.ts';
import { startOfDays } from './day-marks.ts';
import { countShort, type ObjectiveGuard } from './objective/guard.ts';
import { clashesWithPast, hasOtherPartner } from './past-links.ts';
import { weighPast } from './past-weight.ts';

const NONE = -1;

/**
 * A plan under construction: actions in a pool of numbered slots chained per contact, use of every row kept up to date.
 * Inserting, removing and asking whether an action fits cost O(actions of the contact + rules of the cell). Ceilings are
 * never passed; what floors, coverage rules and actions that need another still lack is the `deficit`. One long file, because every method reads
 * the same arrays and the search lives on their speed.
 */
export class PlanState {
  readonly compiled: CompiledProblem;
  readonly rowUsed: Float64Array;
  /** Contacts reached per coverage rule. */
  readonly covered: Int32Array;
  /** Actions per contact × channel, and per contact. */
  readonly pairCount: Int32Array;
  readonly contactCount: Int32Array;
  readonly head: Int32Array;
  next: Int32Array;
  slotContact: Int32Array;
  slotChannel: Int32Array;
  slotDay: Int32Array;
  slotIsPinned: Uint8Array;
  /** Place of each slot in `live`. */
  slotPlace: Int32Array;
  /** Slots in use; `liveCount` of them are valid. */
  live: Int32Array;
  liveCount = 0;
  /** Objective without exploration. */
  objective = 0;
  /** Σ unit cost of the actions. */
  cost = 0;
  /** What floors, coverage rules and actions that need another still lack, in actions and contacts; what guards lack, in their steps. */
  deficit = 0;
  /** Value of each guard. */
  readonly guardValue: Float64Array;
  private readonly coverCount: Int32Array;
  private freeSlot = NONE;
  private slotCount = 0;
  /** Actions per contact that lack a partner they need. */
  private readonly lackingOf: Int32Array;
  /** Scratch: days and weights of the touches near a window. */
  private readonly nearDay: number[] = [];
  private readonly nearWeight: number[] = [];

  constructor(compiled: CompiledProblem) {
    const { contactCount, channelCount, limits, covers } = compiled;
    this.compiled = compiled;
    this.rowUsed = new Float64Array(limits.rowCount);
    this.covered = new Int32Array(covers.parts.length);
    this.coverCount = new Int32Array(covers.parts.length * contactCount);
    this.pairCount = new Int32Array(contactCount * channelCount);
    this.contactCount = new Int32Array(contactCount);
    this.head = new Int32Array(contactCount).fill(NONE);
    this.lackingOf = new Int32Array(compiled.needs.parts.length > 0 ? contactCount : 0);
    const room = Math.max(16, contactCount);
    this.next = new Int32Array(room);
    this.slotContact = new Int32Array(room);
    this.slotChannel = new Int32Array(room);
    this.slotDay = new Int32Array(room);
    this.slotIsPinned = new Uint8Array(room);
    this.slotPlace = new Int32Array(room);
    this.live = new Int32Array(room);
    for (let row = 0; row < limits.rowCount; row += 1) if (limits.rowIsFloor[row] === 1) this.deficit += Math.max(0, limits.rowLimit[row]!);
    for (const part of covers.parts) this.deficit += Math.max(0, part.need);
    this.guardValue = new Float64Array(compiled.guards.length);
    for (const guard of compiled.guards) this.deficit += countShort(guard, 0);
  }

  /** What one more action by the channel would add to the objective. */
  gainOf(contact: number, channel: number): number {
    const pair = contact * this.compiled.channelCount + channel;
    return tierGain(this.compiled, pair, channel, this.pairCount[pair]!) + (this.contactCount[contact] === 0 ? this.compiled.reachWorth : 0);
  }

  /** What taking one action of the channel away would cost the objective. */
  lossOf(contact: number, channel: number): number {
    const pair = contact * this.compiled.channelCount + channel;
    return tierGain(this.compiled, pair, channel, this.pairCount[pair]! - 1) + (this.contactCount[contact] === 1 ? this.compiled.reachWorth : 0);
  }

  /** True where the contact counts for a coverage rule. */
  isCovered(cover: number, contact: number): boolean {
    return this.coverCount[cover * this.compiled.contactCount + contact]! > 0;
  }

  /** True while the contact may get another action by the channel at all. */
  hasRoom(contact: number, channel: number): boolean {
    const pair = contact * this.compiled.channelCount + channel;
    return this.pairCount[pair]! < mostActions(this.compiled, pair);
  }

  /** True where the rules of the contact, and of those it shares windows with, allow the action: open day, history, spacing, windows, exclusions. */
  fitsContact(contact: number, channel: number, day: number): boolean {
    const { compiled } = this;
    const cell = compiled.groups.groupOf[contact]! * compiled.channelCount + channel;
    if (compiled.isOpen[cell * compiled.days + day] === 0 || day < compiled.earliest[contact * compiled.channelCount + channel]!) return false;
    if (!this.keepsSpacing(contact, channel, day)) return false;
    const { windows } = compiled;
    for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) {
      const window = windows.part[entry]!;
      if (windows.inDay[startOfDays(windows, window, contact, compiled.days) + day] === 1 && !this.fitsWindow(contact, channel, window, day)) return false;
    }
    return compiled.clashes.parts.length === 0 || this.keepsApart(contact, channel, day);
  }

  /** True where no planned action of the channel on the contact is too near. */
  keepsSpacing(contact: number, channel: number, day: number): boolean {
    const spacing = this.compiled.spacing[channel]!;
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) {
      if (this.slotChannel[slot] === channel && Math.abs(this.slotDay[slot]! - day) < spacing) return false;
    }
    return true;
  }

  /** True where a planned action counts in a window that also holds a day. */
  sharesWindow(slot: number, window: number, day: number): boolean {
    const { windows, days } = this.compiled;
    const other = this.slotDay[slot]!;
    if (windows.parts[window]!.weights[this.slotChannel[slot]!] === 0 || windows.inDay[startOfDays(windows, window, this.slotContact[slot]!, days) + other] === 0) return false;
    return this.isNear(window, day, other);
  }

  /** True where a planned action keeps one of the contact on a day out by an exclusion. */
  clashesWith(slot: number, channel: number, day: number): boolean {
    const { clashes, groups, channelCount } = this.compiled;
    const cell = groups.groupOf[this.slotContact[slot]!]! * channelCount + channel;
    for (let entry = clashes.start[cell]!; entry < clashes.start[cell + 1]!; entry += 1) {
      if (this.clashesIn(clashes.part[entry]!, slot, channel, day)) return true;
    }
    return false;
  }

  /** True where one exclusion keeps an action of the contact of a planned one out on a day. */
  private clashesIn(part: number, slot: number, channel: number, day: number): boolean {
    const { clashes, days } = this.compiled;
    const { first, second, withinDays } = clashes.parts[part]!;
    const other = this.slotDay[slot]!;
    if (this.slotChannel[slot] !== (channel === first ? second : first) || Math.abs(other - day) > withinDays) return false;
    const start = startOfDays(clashes, part, this.slotContact[slot]!, days);
    return clashes.inDay[start + day] === 1 && clashes.inDay[start + other] === 1;
  }

  /** True where one exclusion forbids an action beside the contact's planned ones. */
  clashesByPart(contact: number, channel: number, day: number, part: number): boolean {
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) if (this.clashesIn(part, slot, channel, day)) return true;
    return false;
  }

  /** True where every action that this one needs stands in the plan or before it. */
  hasPartners(contact: number, channel: number, day: number): boolean {
    const { needs, groups, channelCount, days } = this.compiled;
    const cell = groups.groupOf[contact]! * channelCount + channel;
    for (let entry = needs.start[cell]!; entry < needs.start[cell + 1]!; entry += 1) {
      const need = needs.part[entry]!;
      if (needs.inDay[startOfDays(needs, need, contact, days) + day] === 1 && !this.hasPartner(contact, need, day)) return false;
    }
    return true;
  }

  /** Partners that the actions of a contact lack. */
  lackingCount(contact: number): number {
    return this.lackingOf[contact] ?? 0;
  }

  /** Slot of an action of the contact that lacks a partner, and the need; null where none does. Pinned ones come last. */
  findLacking(contact: number): { readonly slot: number; readonly need: number } | null {
    if (this.lackingOf.length === 0 || this.lackingOf[contact] === 0) return null;
    const { needs, groups, channelCount, days } = this.compiled;
    let found: { slot: number; need: number } | null = null;
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) {
      const cell = groups.groupOf[contact]! * channelCount + this.slotChannel[slot]!;
      const day = this.slotDay[slot]!;
      for (let entry = needs.start[cell]!; entry < needs.start[cell + 1]!; entry += 1) {
        const need = needs.part[entry]!;
        if (needs.inDay[startOfDays(needs, need, contact, days) + day] === 0 || this.hasPartner(contact, need, day)) continue;
        if (this.slotIsPinned[slot] === 0) return { slot, need };
        found ??= { slot, need };
      }
    }
    return found;
  }

  /** True where every row of the action's cell has room for it. */
  fitsRows(contact: number, channel: number, day: number): boolean {
    const { limits, groups, channelCount } = this.compiled;
    const cell = groups.groupOf[contact]! * channelCount + channel;
    const end = limits.start[cell + 1]!;
    for (let entry = limits.start[cell]!; entry < end; entry += 1) {
      const period = limits.periodOf[limits.entryDays[entry]! + day]!;
      if (period < 0) continue;
      const row = limits.entryRow[entry]! + period;
      if (limits.rowIsFloor[row] === 0 && this.rowUsed[row]! + limits.entryWeight[entry]! > limits.rowLimit[row]! + LIMIT_TOLERANCE) return false;
    }
    return true;
  }

  /** Adds an action that fits and answers its slot. */
  insert(contact: number, channel: number, day: number, isPinned = false): number {
    const slot = this.takeSlot();
    this.objective += this.gainOf(contact, channel);
    if (this.guardValue.length > 0) this.countGuards(contact, channel, 1);
    this.cost += this.compiled.unitCost[channel]!;
    this.slotContact[slot] = contact;
    this.slotChannel[slot] = channel;
    this.slotDay[slot] = day;
    this.slotIsPinned[slot] = isPinned ? 1 : 0;
    this.next[slot] = this.head[contact]!;
    this.head[contact] = slot;
    this.pairCount[contact * this.compiled.channelCount + channel]! += 1;
    this.contactCount[contact]! += 1;
    this.slotPlace[slot] = this.liveCount;
    this.live[this.liveCount++] = slot;
    this.countRows(contact, channel, day, 1);
    this.countLacking(contact, channel);
    return slot;
  }

  /** Takes the action of a slot out. */
  remove(slot: number): void {
    const contact = this.slotContact[slot]!;
    const channel = this.slotChannel[slot]!;
    this.objective -= this.lossOf(contact, channel);
    this.cost -= this.compiled.unitCost[channel]!;
    if (this.head[contact] === slot) this.head[contact] = this.next[slot]!;
    else {
      let before = this.head[contact]!;
      while (this.next[before] !== slot) before = this.next[before]!;
      this.next[before] = this.next[slot]!;
    }
    this.pairCount[contact * this.compiled.channelCount + channel]! -= 1;
    this.contactCount[contact]! -= 1;
    if (this.guardValue.length > 0) this.countGuards(contact, channel, -1);
    const last = this.live[--this.liveCount]!;
    this.live[this.slotPlace[slot]!] = last;
    this.slotPlace[last] = this.slotPlace[slot]!;
    this.countRows(contact, channel, this.slotDay[slot]!, -1);
    this.countLacking(contact, channel);
    this.next[slot] = this.freeSlot;
    this.freeSlot = slot;
  }

  /** Slot of an action, −1 where it is not planned. */
  find(contact: number, channel: number, day: number): number {
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) {
      if (this.slotChannel[slot] === channel && this.slotDay[slot] === day) return slot;
    }
    return NONE;
  }

  /** Use of rows and coverage by one action more (`sign` 1) or less (−1); alone, it stands for an action that is not in the pool. */
  countRows(contact: number, channel: number, day: number, sign: 1 | -1): void {
    const { limits, covers, groups, channelCount, days } = this.compiled;
    const cell = groups.groupOf[contact]! * channelCount + channel;
    for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
      const period = limits.periodOf[limits.entryDays[entry]! + day]!;
      if (period < 0) continue;
      const row = limits.entryRow[entry]! + period;
      const before = this.rowUsed[row]!;
      const after = before + sign * limits.entryWeight[entry]!;
      this.rowUsed[row] = after;
      if (limits.rowIsFloor[row] === 1) this.deficit += Math.max(0, limits.rowLimit[row]! - after) - Math.max(0, limits.rowLimit[row]! - before);
    }
    for (let entry = covers.start[cell]!; entry < covers.start[cell + 1]!; entry += 1) {
      const cover = covers.part[entry]!;
      if (covers.inDay[startOfDays(covers, cover, contact, days) + day] === 0) continue;
      const at = cover * this.compiled.contactCount + contact;
      this.coverCount[at]! += sign;
      if (this.coverCount[at] === (sign === 1 ? 1 : 0)) this.countCovered(cover, sign);
    }
  }

  /** Values of the guards by an action more, before it is counted, or less, after. */
  private countGuards(contact: number, channel: number, sign: 1 | -1): void {
    const { guards, channelCount, tierFactor, tierCount } = this.compiled;
    const pair = contact * channelCount + channel;
    for (let at = 0; at < guards.length; at += 1) {
      const guard = guards[at]!;
      const gain = guard.gainBase[pair]! * tierFactor[channel * tierCount + this.pairCount[pair]!]! - guard.objectiveCost[channel]! + (this.contactCount[contact] === 0 ? guard.reachWorth : 0);
      const before = this.guardValue[at]!;
      this.guardValue[at] = before + sign * gain;
      this.deficit += countShort(guard, before + sign * gain) - countShort(guard, before);
    }
  }

  /** What the actions of one contact bring to a guard. O(channels · actions). */
  guardValueOf(contact: number, guard: ObjectiveGuard): number {
    const { channelCount, tierFactor, tierCount } = this.compiled;
    let value = this.contactCount[contact]! > 0 ? guard.reachWorth : 0;
    for (let channel = 0; channel < channelCount; channel += 1) {
      const pair = contact * channelCount + channel;
      for (let tier = 0; tier < this.pairCount[pair]!; tier += 1) value += guard.gainBase[pair]! * tierFactor[channel * tierCount + tier]! - guard.objectiveCost[channel]!;
    }
    return value;
  }

  private countCovered(cover: number, sign: 1 | -1): void {
    const need = this.compiled.covers.parts[cover]!.need;
    const before = this.covered[cover]!;
    this.covered[cover] = before + sign;
    this.deficit += Math.max(0, need - before - sign) - Math.max(0, need - before);
  }

  /** True where no window that ends on a planned day would hold more than its most with one more action on `day`. */
  fitsWindow(contact: number, channel: number, window: number, day: number): boolean {
    const { windows, past, days } = this.compiled;
    const { max, weights } = windows.parts[window]!;
    const { nearDay, nearWeight } = this;
    nearDay[0] = day;
    nearWeight[0] = weights[channel]!;
    let count = 1;
    const mates = windows.matesOf[window]?.get(contact);
    if (mates === undefined) count = this.gatherNear(contact, window, day, count);
    else for (const mate of mates) count = this.gatherNear(mate, window, day, count);
    count = this.gatherHeld(contact, window, day, count);
    for (let at = 0; at < count; at += 1) {
      const end = nearDay[at]!;
      if (end < day) continue;
      const first = windows.firstDay[window * days + end]!;
      let sum = weighPast(windows, past, { window, contact, end, days });
      for (let other = 0; other < count; other += 1) if (nearDay[other]! <= end && nearDay[other]! >= first) sum += nearWeight[other]!;
      if (sum > max + LIMIT_TOLERANCE) return false;
    }
    return true;
  }

  /** True where one window holds both days. */
  private isNear(window: number, day: number, other: number): boolean {
    const { windows, days } = this.compiled;
    return other <= day ? other >= windows.firstDay[window * days + day]! : windows.firstDay[window * days + other]! <= day;
  }

  /** Writes down what others hold near a day in a window, likewise. */
  private gatherHeld(contact: number, window: number, day: number, count: number): number {
    const touches = this.compiled.windows.heldOf[window]!;
    if (touches.size === 0) return count;
    for (const { day: other, weight } of touches.get(contact) ?? []) {
      if (other < 0 || other >= this.compiled.days || !this.isNear(window, day, other)) continue;
      this.nearDay[count] = other;
      this.nearWeight[count] = weight;
      count += 1;
    }
    return count;
  }

  /** Writes down a contact's actions in scope that share a window with `day`, from place `count` on; answers the new count. */
  private gatherNear(contact: number, window: number, day: number, count: number): number {
    const { weights } = this.compiled.windows.parts[window]!;
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) {
      if (!this.sharesWindow(slot, window, day)) continue;
      this.nearDay[count] = this.slotDay[slot]!;
      this.nearWeight[count] = weights[this.slotChannel[slot]!]!;
      count += 1;
    }
    return count;
  }

  /** True where no exclusion forbids the action beside the contact's others and its earlier touches. */
  private keepsApart(contact: number, channel: number, day: number): boolean {
    const { clashes, groups, channelCount, days, past } = this.compiled;
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) if (this.clashesWith(slot, channel, day)) return false;
    const cell = groups.groupOf[contact]! * channelCount + channel;
    for (let entry = clashes.start[cell]!; entry < clashes.start[cell + 1]!; entry += 1) {
      const at = clashes.part[entry]!;
      if (clashes.inDay[startOfDays(clashes, at, contact, days) + day] === 1 && clashesWithPast(past, clashes.parts[at]!, contact, channel, day)) return false;
    }
    return true;
  }

  /** True where one need of an action on a day is met in the plan or before it. */
  hasPartner(contact: number, need: number, day: number): boolean {
    const part = this.compiled.needs.parts[need]!;
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) {
      const after = this.slotDay[slot]! - day;
      if (this.slotChannel[slot] === part.partner && after >= part.firstOffset && after <= part.lastOffset) return true;
    }
    return hasOtherPartner(this.compiled, need, contact, day);
  }

  /** Counts anew which actions of a contact lack a partner, after a linked channel changed. */
  private countLacking(contact: number, channel: number): void {
    const { needs, groups, channelCount, days } = this.compiled;
    if (this.lackingOf.length === 0 || needs.isLinked[channel] === 0) return;
    let lacking = 0;
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) {
      const cell = groups.groupOf[contact]! * channelCount + this.slotChannel[slot]!;
      const day = this.slotDay[slot]!;
      for (let entry = needs.start[cell]!; entry < needs.start[cell + 1]!; entry += 1) {
        const need = needs.part[entry]!;
        if (needs.inDay[startOfDays(needs, need, contact, days) + day] === 1 && !this.hasPartner(contact, need, day)) lacking += 1;
      }
    }
    this.deficit += lacking - this.lackingOf[contact]!;
    this.lackingOf[contact] = lacking;
  }

  private takeSlot(): number {
    if (this.freeSlot !== NONE) {
      const slot = this.freeSlot;
      this.freeSlot = this.next[slot]!;
      return slot;
    }
    if (this.slotCount === this.next.length) this.grow();
    return this.slotCount++;
  }

  private grow(): void {
    const grown = (array: Int32Array): Int32Array => {
      const larger = new Int32Array(array.length * 2);
      larger.set(array);
      return larger;
    };
    this.next = grown(this.next);
    this.slotContact = grown(this.slotContact);
    this.slotChannel = grown(this.slotChannel);
    this.slotDay = grown(this.slotDay);
    this.slotPlace = grown(this.slotPlace);
    this.live = grown(this.live);
    const pinned = new Uint8Array(this.slotIsPinned.length * 2);
    pinned.set(this.slotIsPinned);
    this.slotIsPinned = pinned;
  }
}
