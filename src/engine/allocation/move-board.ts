import type { PlanState } from './plan-state.ts';

const NONE = -1;

/**
 * A plan with what a search needs on top: which actions use each row, and a journal to take moves back. All changes
 * during a search go through here.
 */
export class MoveBoard {
  readonly state: PlanState;
  /** Slots of the actions that use each row, in no order. */
  readonly rowSlots: number[][];
  /** Most rules any cell belongs to: stride of `nodePlace`. */
  private readonly nodeStride: number;
  /** Place of a slot in the list of each of its rows: slot · nodeStride + entry of the cell. */
  private nodePlace: Int32Array;
  /** Contact, channel, day and sign per change; pinned actions are never changed. */
  private journal: number[] = [];

  constructor(state: PlanState) {
    const { limits, groups, channelCount } = state.compiled;
    this.state = state;
    this.rowSlots = Array.from({ length: limits.rowCount }, () => []);
    let stride = 1;
    for (let cell = 0; cell < groups.count * channelCount; cell += 1) stride = Math.max(stride, limits.start[cell + 1]! - limits.start[cell]!);
    this.nodeStride = stride;
    this.nodePlace = new Int32Array(stride * Math.max(16, state.next.length));
    for (let at = 0; at < state.liveCount; at += 1) this.link(state.live[at]!);
  }

  /** Position in the journal to which `rollBack` may return. */
  get mark(): number {
    return this.journal.length;
  }

  /** Forgets how to go back: what was done stays. */
  commit(): void {
    this.journal.length = 0;
  }

  /** Adds an action that fits. */
  insert(contact: number, channel: number, day: number): void {
    this.link(this.state.insert(contact, channel, day));
    this.journal.push(contact, channel, day, 1);
  }

  /** Takes an action out. */
  remove(slot: number): void {
    const { state } = this;
    this.journal.push(state.slotContact[slot]!, state.slotChannel[slot]!, state.slotDay[slot]!, -1);
    this.unlink(slot);
    state.remove(slot);
  }

  /** Undoes every change since a mark. */
  rollBack(mark: number): void {
    const { state, journal } = this;
    while (journal.length > mark) {
      const sign = journal.pop()!;
      const day = journal.pop()!;
      const channel = journal.pop()!;
      const contact = journal.pop()!;
      if (sign === -1) this.link(state.insert(contact, channel, day));
      else {
        const slot = state.find(contact, channel, day);
        this.unlink(slot);
        state.remove(slot);
      }
    }
  }

  private link(slot: number): void {
    this.eachRow(slot, (row, node) => {
      const slots = this.rowSlots[row]!;
      this.nodePlace[node] = slots.length;
      slots.push(slot);
    });
  }

  private unlink(slot: number): void {
    this.eachRow(slot, (row, node) => {
      const slots = this.rowSlots[row]!;
      const place = this.nodePlace[node]!;
      const last = slots.pop()!;
      if (last === slot) return;
      slots[place] = last;
      this.nodePlace[this.nodeOf(last, row)] = place;
    });
  }

  private nodeOf(slot: number, row: number): number {
    let found = NONE;
    this.eachRow(slot, (other, node) => {
      if (other === row) found = node;
    });
    return found;
  }

  private eachRow(slot: number, visit: (row: number, node: number) => void): void {
    const { limits, groups, channelCount } = this.state.compiled;
    const cell = groups.groupOf[this.state.slotContact[slot]!]! * channelCount + this.state.slotChannel[slot]!;
    const day = this.state.slotDay[slot]!;
    const first = limits.start[cell]!;
    const base = slot * this.nodeStride;
    if (base + this.nodeStride > this.nodePlace.length) this.grow();
    for (let entry = first; entry < limits.start[cell + 1]!; entry += 1) {
      const period = limits.periodOf[limits.entryDays[entry]! + day]!;
      if (period >= 0) visit(limits.entryRow[entry]! + period, base + entry - first);
    }
  }

  private grow(): void {
    const larger = new Int32Array(this.nodePlace.length * 2);
    larger.set(this.nodePlace);
    this.nodePlace = larger;
  }
}
