import { weighHeld } from '../constraints/held-weight.ts';
import type { ProblemFrame } from '../constraints/problem-frame.ts';
import type { RuleScope } from '../constraints/scope.ts';
import type { ClashPart, CountedSlots, CoverPart, LimitPart, NeedPart, RulePart, WindowPart } from '../constraints/rule-part.ts';
import type { CellLists, ClashTable, CoverTable, LimitTable, NeedTable, WindowTable } from './compiled-problem.ts';
import type { ContactGroups } from './contact-groups.ts';
import { markDays } from './day-marks.ts';
import { listHeldPartners, listHeldTouches } from './held-limits.ts';
import type { HeldAction } from '../constraints/placed-action.ts';

/** Writes, for every cell, which parts speak of it. O(groups · parts · channels). */
function listCells(parts: readonly RulePart[], groups: ContactGroups, channelCount: number, isIn: (part: number, channel: number, member: number) => boolean): CellLists {
  const start = new Int32Array(groups.count * channelCount + 1);
  const list: number[] = [];
  for (let group = 0; group < groups.count; group += 1) {
    const present = parts.flatMap((part, at) => (part.scope.coversContact(groups.member[group]!) ? [at] : []));
    for (let channel = 0; channel < channelCount; channel += 1) {
      for (const at of present) if (isIn(at, channel, groups.member[group]!)) list.push(at);
      start[group * channelCount + channel + 1] = list.length;
    }
  }
  return { start, part: Int32Array.from(list) };
}

/** What others hold of every row. O(parts · held). */
function sumHeld(parts: readonly LimitPart[], firstRow: Int32Array, rowCount: number, frame: ProblemFrame, held: readonly HeldAction[]): Float64Array {
  const rowHeld = new Float64Array(rowCount);
  const repAt = new Map(frame.reps.map((rep, at) => [rep, at]));
  for (const [at, part] of parts.entries()) {
    if (part.counted !== undefined) {
      rowHeld[firstRow[at]!] = part.counted.held;
      continue;
    }
    for (const action of held) {
      const period = part.periodOf[action.day] ?? -1;
      const rep = !part.isPerRep ? 0 : action.rep === undefined ? frame.repOn(action.contact, action.day) : repAt.get(action.rep);
      if (period < 0 || rep === undefined || !part.scope.covers(action)) continue;
      rowHeld[firstRow[at]! + rep * part.periodNames.length + period]! += weighHeld(part, action);
    }
  }
  return rowHeld;
}

/** Days that are not the same for all contacts of a part, as further stretches of `periodOf`, each once. */
class OwnDays {
  readonly days: number[] = [];
  private readonly first: number;
  private readonly known = new Map<string, number>();

  /** @param first where the stretches begin */
  constructor(first: number) {
    this.first = first;
  }

  /** Start of the days on which a part counts a contact's channel by its campaigns; −1 where it counts none of them. */
  startOfSlots(part: number, { slots, isCounted }: CountedSlots, contact: number, channel: number): number {
    const pattern = slots.patternAt(contact, channel);
    return this.keep(`${part} ${pattern}`, () => Array.from(slots.patterns[pattern]!, (set) => (isCounted[set] === 1 ? 0 : -1)));
  }

  /** Start of the days of a contact whose rep changes: on each of them the row of its rep and period, from the part's first; −1 where there is none. */
  startOfReps(at: number, part: LimitPart, contact: number, { days, repPattern, repOn }: ProblemFrame): number {
    return this.keep(`${at} reps ${repPattern[contact]}`, () =>
      Array.from({ length: days }, (_, day) => {
        const period = part.periodOf[day]!;
        if (period < 0 || !part.scope.coversRepOn(contact, day)) return -1;
        return part.isPerRep ? repOn(contact, day) * part.periodNames.length + period : period;
      }),
    );
  }

  private keep(key: string, list: () => readonly number[]): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const days = list();
    const start = days.some((day) => day >= 0) ? this.first + this.days.length : -1;
    if (start >= 0) this.days.push(...days);
    this.known.set(key, start);
    return start;
  }
}

/** True where the rows an action counts in depend on who acts on the contact on its day. */
const followsReps = (part: LimitPart, contact: number, { repPattern }: ProblemFrame): boolean => (part.isPerRep || part.scope.changesByDay) && repPattern[contact]! > 0;

/** Numbers the rows of every limit rule, takes off what others hold of them and links each cell to them. */
export function compileLimits(parts: readonly LimitPart[], groups: ContactGroups, frame: ProblemFrame, held: readonly HeldAction[]): LimitTable {
  const channelCount = frame.problem.channels.length;
  const firstRow = new Int32Array(parts.length);
  const ruleDays = new Int32Array(parts.length * frame.days);
  const ownDays = new OwnDays(ruleDays.length);
  let rowCount = 0;
  for (const [at, part] of parts.entries()) {
    firstRow[at] = rowCount;
    ruleDays.set(part.periodOf, at * frame.days);
    rowCount += part.periodNames.length * (part.isPerRep ? frame.reps.length : 1);
  }
  const rowLimit = new Float64Array(rowCount);
  const rowIsFloor = new Uint8Array(rowCount);
  const rowPart = new Int32Array(rowCount);
  for (const [at, part] of parts.entries()) {
    const end = firstRow[at + 1] ?? rowCount;
    rowLimit.fill(part.limit, firstRow[at], end);
    rowIsFloor.fill(part.sense === 'atLeast' ? 1 : 0, firstRow[at], end);
    rowPart.fill(at, firstRow[at], end);
  }
  const rowHeld = sumHeld(parts, firstRow, rowCount, frame, held);
  for (let row = 0; row < rowCount; row += 1) if (rowHeld[row]! > 0) rowLimit[row] = Math.max(0, rowLimit[row]! - rowHeld[row]!);
  const lists = listCells(parts, groups, channelCount, (at, channel, member) => {
    const part = parts[at]!;
    if (part.weights[channel]! === 0) return false;
    if (part.counted !== undefined) return ownDays.startOfSlots(at, part.counted, member, channel) >= 0;
    return part.scope.coversChannel(channel) && (!followsReps(part, member, frame) || ownDays.startOfReps(at, part, member, frame) >= 0);
  });
  const entryRow = new Int32Array(lists.part.length);
  const entryDays = new Int32Array(lists.part.length);
  const entryWeight = new Float64Array(lists.part.length);
  for (let cell = 0; cell + 1 < lists.start.length; cell += 1) {
    const member = groups.member[Math.floor(cell / channelCount)]!;
    const rep = frame.repOf[member]!;
    for (let entry = lists.start[cell]!; entry < lists.start[cell + 1]!; entry += 1) {
      const at = lists.part[entry]!;
      const part = parts[at]!;
      const isFollowed = followsReps(part, member, frame);
      entryRow[entry] = firstRow[at]! + (part.isPerRep && !isFollowed ? rep * part.periodNames.length : 0);
      if (part.counted !== undefined) entryDays[entry] = ownDays.startOfSlots(at, part.counted, member, cell % channelCount);
      else entryDays[entry] = isFollowed ? ownDays.startOfReps(at, part, member, frame) : at * frame.days;
      entryWeight[entry] = part.weights[cell % channelCount]!;
    }
  }
  const periodOf = new Int32Array(ruleDays.length + ownDays.days.length);
  periodOf.set(ruleDays);
  periodOf.set(ownDays.days, ruleDays.length);
  return { ...lists, parts, firstRow, rowCount, rowLimit, rowHeld, rowIsFloor, rowPart, periodOf, entryRow, entryDays, entryWeight };
}

/** Contacts in scope by unit, under every one of them. O(contacts). */
function listMates(part: WindowPart, contactCount: number): Map<number, readonly number[]> | null {
  if (part.unitOf === null) return null;
  const members = new Map<number, number[]>();
  for (const [contact, unit] of part.unitOf.entries()) {
    if (contact >= contactCount || !part.scope.coversContact(contact)) continue;
    const unitMembers = members.get(unit);
    if (unitMembers === undefined) members.set(unit, [contact]);
    else unitMembers.push(contact);
  }
  return new Map([...members.values()].flatMap((mates) => mates.map((contact): [number, readonly number[]] => [contact, mates])));
}

const scopesOf = (parts: readonly RulePart[]): RuleScope[] => parts.map(({ scope }) => scope);

/** Links every cell to the windows that count it. */
export function compileWindows(parts: readonly WindowPart[], groups: ContactGroups, frame: ProblemFrame, held: readonly HeldAction[]): WindowTable {
  const lists = listCells(parts, groups, frame.problem.channels.length, (at, channel) => parts[at]!.weights[channel]! > 0);
  const contactCount = frame.repOf.length;
  const firstDay = new Int32Array(parts.length * frame.days);
  for (const [at, part] of parts.entries()) firstDay.set(part.windowStart, at * frame.days);
  return { ...lists, parts, ...markDays(scopesOf(parts), frame), firstDay, matesOf: parts.map((part) => listMates(part, contactCount)), heldOf: parts.map((part) => listHeldTouches(part, held, contactCount)) };
}

/** Links every cell to the pairs of channels that keep apart. */
export function compileClashes(parts: readonly ClashPart[], groups: ContactGroups, frame: ProblemFrame): ClashTable {
  const isIn = (at: number, channel: number): boolean => parts[at]!.first === channel || parts[at]!.second === channel;
  return { ...listCells(parts, groups, frame.problem.channels.length, isIn), parts, ...markDays(scopesOf(parts), frame) };
}

/** Links every cell to the needs of its actions. */
export function compileNeeds(parts: readonly NeedPart[], groups: ContactGroups, frame: ProblemFrame, held: readonly HeldAction[]): NeedTable {
  const lists = listCells(parts, groups, frame.problem.channels.length, (at, channel) => parts[at]!.channel === channel && parts[at]!.scope.coversChannel(channel));
  const isLinked = new Uint8Array(frame.problem.channels.length);
  for (const part of parts) for (const channel of [part.channel, part.partner]) isLinked[channel] = 1;
  return { ...lists, parts, ...markDays(scopesOf(parts), frame), isLinked, heldDays: parts.map((part) => listHeldPartners(part, held, frame.days)) };
}

/** Links every cell to the coverage rules that count it. */
export function compileCovers(parts: readonly CoverPart[], groups: ContactGroups, frame: ProblemFrame): CoverTable {
  const lists = listCells(parts, groups, frame.problem.channels.length, (at, channel) => parts[at]!.scope.coversChannel(channel));
  return { ...lists, parts, ...markDays(scopesOf(parts), frame) };
}
