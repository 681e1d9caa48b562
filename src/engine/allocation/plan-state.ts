import { tierGain, type CompiledProblem } from './compiled-problem.ts';

/** Money may pass a limit by so much while a plan is built; the recount allows ten times as much. */
export const LIMIT_TOLERANCE = 1e-7;
const NONE = -1;

/**
 * A plan under construction: actions in a pool of numbered slots chained per contact, use of every row kept up to date.
 * Inserting, removing and asking whether an action fits cost O(actions of the contact + rules of the cell). Ceilings are
 * never passed; what floors and coverage rules still lack is the `deficit`. One long file, because every method reads
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
  /** What floors and coverage rules still lack, in actions and contacts. */
  deficit = 0;
  private readonly coverCount: Int32Array;
  private freeSlot = NONE;
  private slotCount = 0;
  private readonly windowDays: Int32Array;

  constructor(compiled: CompiledProblem) {
    const { contactCount, channelCount, limits, covers } = compiled;
    this.compiled = compiled;
    this.rowUsed = new Float64Array(limits.rowCount);
    this.covered = new Int32Array(covers.parts.length);
    this.coverCount = new Int32Array(covers.parts.length * contactCount);
    this.pairCount = new Int32Array(contactCount * channelCount);
    this.contactCount = new Int32Array(contactCount);
    this.head = new Int32Array(contactCount).fill(NONE);
    this.windowDays = new Int32Array(compiled.maxActions.reduce((sum, count) => sum + count, 1));
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
  }

  /** What one more action by the channel would add to the objective. */
  gainOf(contact: number, channel: number): number {
    if (this.compiled.isReach) return this.contactCount[contact] === 0 ? 1 : 0;
    const pair = contact * this.compiled.channelCount + channel;
    return tierGain(this.compiled, pair, channel, this.pairCount[pair]!);
  }

  /** What taking one action of the channel away would cost the objective. */
  lossOf(contact: number, channel: number): number {
    if (this.compiled.isReach) return this.contactCount[contact] === 1 ? 1 : 0;
    const pair = contact * this.compiled.channelCount + channel;
    return tierGain(this.compiled, pair, channel, this.pairCount[pair]! - 1);
  }

  /** True while the contact may get another action by the channel at all. */
  hasRoom(contact: number, channel: number): boolean {
    return this.pairCount[contact * this.compiled.channelCount + channel]! < this.compiled.maxActions[channel]!;
  }

  /** True where the contact's own rules allow the action: open day, history, spacing, frequency windows. */
  fitsContact(contact: number, channel: number, day: number): boolean {
    const { compiled } = this;
    const cell = compiled.groups.groupOf[contact]! * compiled.channelCount + channel;
    if (compiled.isOpen[cell * compiled.days + day] === 0 || day < compiled.earliest[contact * compiled.channelCount + channel]!) return false;
    const spacing = compiled.spacing[channel]!;
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) {
      if (this.slotChannel[slot] === channel && Math.abs(this.slotDay[slot]! - day) < spacing) return false;
    }
    const { windows } = compiled;
    for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) {
      const window = windows.part[entry]!;
      if (windows.inDay[window * compiled.days + day] === 1 && !this.fitsWindow(contact, window, day)) return false;
    }
    return true;
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
    const last = this.live[--this.liveCount]!;
    this.live[this.slotPlace[slot]!] = last;
    this.slotPlace[last] = this.slotPlace[slot]!;
    this.countRows(contact, channel, this.slotDay[slot]!, -1);
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

  /** Use of rows and coverage by one action more (`sign` 1) or less (−1). */
  private countRows(contact: number, channel: number, day: number, sign: 1 | -1): void {
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
      if (covers.inDay[cover * days + day] === 0) continue;
      const at = cover * this.compiled.contactCount + contact;
      this.coverCount[at]! += sign;
      if (this.coverCount[at] === (sign === 1 ? 1 : 0)) this.countCovered(cover, sign);
    }
  }

  private countCovered(cover: number, sign: 1 | -1): void {
    const need = this.compiled.covers.parts[cover]!.need;
    const before = this.covered[cover]!;
    this.covered[cover] = before + sign;
    this.deficit += Math.max(0, need - before - sign) - Math.max(0, need - before);
  }

  /** True where no window that ends on a planned day would hold more than its most with one more action on `day`. */
  private fitsWindow(contact: number, window: number, day: number): boolean {
    const { windows, channelCount, days } = this.compiled;
    const { windowDays, max } = windows.parts[window]!;
    let count = 0;
    for (let slot = this.head[contact]!; slot !== NONE; slot = this.next[slot]!) {
      const other = this.slotDay[slot]!;
      if (Math.abs(other - day) >= windowDays || windows.inDay[window * days + other] === 0) continue;
      if (windows.inChannel[window * channelCount + this.slotChannel[slot]!] === 1) this.windowDays[count++] = other;
    }
    this.windowDays[count++] = day;
    for (let at = 0; at < count; at += 1) {
      const end = this.windowDays[at]!;
      if (end < day) continue;
      let touches = this.pastTouches(contact, window, end);
      for (let other = 0; other < count; other += 1) {
        const ago = end - this.windowDays[other]!;
        if (ago >= 0 && ago < windowDays) touches += 1;
      }
      if (touches > max) return false;
    }
    return true;
  }

  /** Earlier touches that count in the window that ends on a day. */
  private pastTouches(contact: number, window: number, end: number): number {
    const { historyDay, windows, channelCount } = this.compiled;
    const { windowDays, countsHistory } = windows.parts[window]!;
    if (historyDay === null || !countsHistory) return 0;
    let touches = 0;
    for (let channel = 0; channel < channelCount; channel += 1) {
      const past = historyDay[contact * channelCount + channel]!;
      if (past <= end && end - past < windowDays && windows.inChannel[window * channelCount + channel] === 1) touches += 1;
    }
    return touches;
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
