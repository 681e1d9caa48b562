import { NO_BREACH, type RuleCount, type RuleMeter } from './meter.ts';
import type { HeldAction, PlacedAction } from './placed-action.ts';
import type { PlanGround } from './plan-view.ts';
import type { RuleScope } from './scope.ts';
import { Slots } from './slots.ts';

/** Sums of weights may pass a limit by so much: weights such as 0.1 do not add up exactly. */
export const WEIGHT_TOLERANCE = 1e-6;

/** What a window rule adds up, over which days and for whom. */
export interface WindowCounting {
  readonly scope: RuleScope;
  /** First day of the window that ends on a day; days count from the horizon's start. */
  readonly startOf: (end: number) => number;
  readonly weights: Float64Array;
  /** Unit per contact; null = each contact by itself. */
  readonly unitOf: Int32Array | null;
  readonly pastFrom: number;
}

/** The fullest window of one contact or unit. */
interface FullestWindow {
  readonly unit: number;
  readonly used: number;
}

/** Touches of one contact or unit in two flat lists, which are read faster than objects: earlier ones, then those held, then those planned. */
interface UnitTouches {
  readonly days: number[];
  readonly weights: number[];
  /** Where the held ones begin. */
  readonly heldFrom: number;
  /** Where the planned ones begin. */
  plannedFrom: number;
}

/** Weights in scope of every channel, 0 for the others. */
export const weighChannels = (channelCount: number, scope: RuleScope, weightOf: (channel: number) => number): Float64Array =>
  Float64Array.from({ length: channelCount }, (_, channel) => (scope.coversChannel(channel) ? weightOf(channel) : 0));

/** Contacts in scope by unit. */
function listMembers(unitOf: Int32Array, scope: RuleScope): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const [contact, unit] of unitOf.entries()) {
    if (!scope.coversContact(contact)) continue;
    const known = members.get(unit);
    if (known === undefined) members.set(unit, [contact]);
    else known.push(contact);
  }
  return members;
}

/** Weight of the touches from one place of the lists to before another that stand on the days from `first` to `end`. */
function weighDays({ days, weights }: UnitTouches, from: number, to: number, first: number, end: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) if (days[at]! <= end && days[at]! >= first) sum += weights[at]!;
  return sum;
}

/**
 * Weighted touches in windows of days, per contact or unit: earlier ones, what others hold and what is planned. Only
 * windows that hold a planned action are judged, and only where they end on a planned or held one.
 */
class WindowMeter {
  private readonly counting: WindowCounting;
  private readonly past: PlanGround['past'];
  private readonly startsOn: Int32Array;
  private readonly touchesOf: Slots<UnitTouches>;
  /** Weight of all touches of a unit, NaN before it is opened: most units can be judged by it alone. */
  private readonly totalOf: Float64Array;
  private membersOf: Map<number, number[]> | null = null;

  constructor(ground: PlanGround, counting: WindowCounting) {
    this.counting = counting;
    this.past = ground.past;
    this.startsOn = tabulateStarts(ground.days, counting.startOf);
    this.totalOf = new Float64Array(ground.problem.contacts.ids.length).fill(Number.NaN);
    this.touchesOf = new Slots(ground.problem.contacts.ids.length, (unit) => this.openUnit(unit));
  }

  hold(held: HeldAction): void {
    const weight = held.actions * this.weightOf(held);
    if (weight <= 0) return;
    const touches = this.count(held, weight);
    touches.plannedFrom = touches.days.length;
  }

  add(action: PlacedAction): void {
    const weight = this.weightOf(action);
    if (weight > 0) this.count(action, weight);
  }

  /** Weight of the fullest window with one more action, and of the same window without it; null where it can not hold more than `most`. O(touches of the unit²). */
  weighBeyond(most: number, action: PlacedAction): { readonly used: number; readonly wouldBe: number } | null {
    const weight = this.weightOf(action);
    if (weight <= 0) return null;
    const unit = this.unitOf(action.contact);
    if (this.totalOf[unit]! + weight <= most) return null;
    const touches = this.touchesOf.open(unit);
    if (this.totalOf[unit]! + weight <= most) return null;
    const { day } = action;
    let used = this.sumUntil(touches, day);
    for (let at = touches.heldFrom; at < touches.days.length; at += 1) {
      const end = touches.days[at]!;
      if (end > day && this.startOf(end) <= day) used = Math.max(used, this.sumUntil(touches, end));
    }
    return used + weight > most ? { used, wouldBe: used + weight } : null;
  }

  /** The fullest window of every contact or unit that has a planned action in scope. O(Σ touches of the unit²). */
  listFullest(): FullestWindow[] {
    const found: FullestWindow[] = [];
    for (const [unit, touches] of this.touchesOf.entries()) {
      const planned = touches.days.slice(touches.plannedFrom);
      const held = touches.days.slice(touches.heldFrom, touches.plannedFrom);
      if (planned.length === 0) continue;
      let used = 0;
      for (const end of planned) used = Math.max(used, this.sumUntil(touches, end));
      for (const end of held) if (planned.some((day) => day <= end && day >= this.startOf(end))) used = Math.max(used, this.sumUntil(touches, end));
      found.push({ unit, used });
    }
    return found;
  }

  /** False where no action by the channel on the day is in scope. */
  mayCount(channel: number, day: number): boolean {
    return this.counting.weights[channel]! > 0 && this.counting.scope.coversDay(day);
  }

  unitOf(contact: number): number {
    return this.counting.unitOf?.[contact] ?? contact;
  }

  private weightOf(action: PlacedAction): number {
    const weight = this.counting.weights[action.channel] ?? 0;
    return weight > 0 && this.counting.scope.covers(action) ? weight : 0;
  }

  private startOf(end: number): number {
    return this.startsOn[end] ?? this.counting.startOf(end);
  }

  private sumUntil(touches: UnitTouches, end: number): number {
    const first = this.startOf(end);
    const { heldFrom, plannedFrom, days } = touches;
    return weighDays(touches, 0, heldFrom, first, end) + weighDays(touches, heldFrom, plannedFrom, first, end) + weighDays(touches, plannedFrom, days.length, first, end);
  }

  private count({ contact, day }: PlacedAction, weight: number): UnitTouches {
    const unit = this.unitOf(contact);
    const touches = this.touchesOf.open(unit);
    touches.days.push(day);
    touches.weights.push(weight);
    this.totalOf[unit]! += weight;
    return touches;
  }

  private openUnit(unit: number): UnitTouches {
    const touches = this.listPast(unit);
    this.totalOf[unit] = touches.weights.reduce((sum, weight) => sum + weight, 0);
    return touches;
  }

  /** Earlier touches in scope of a unit, from the first day that counts. */
  private listPast(unit: number): UnitTouches {
    const { unitOf, scope, weights, pastFrom } = this.counting;
    const { start, channel, day } = this.past;
    const days: number[] = [];
    const found: number[] = [];
    if (unitOf !== null) this.membersOf ??= listMembers(unitOf, scope);
    for (const contact of this.membersOf === null ? [unit].filter((only) => scope.coversContact(only)) : (this.membersOf.get(unit) ?? [])) {
      for (let at = start[contact]!; at < start[contact + 1]!; at += 1) {
        const weight = weights[channel[at]!] ?? 0;
        if (weight <= 0 || day[at]! < pastFrom || !scope.coversRepOn(contact, day[at]!)) continue;
        days.push(day[at]!);
        found.push(weight);
      }
    }
    return { days, weights: found, heldFrom: days.length, plannedFrom: days.length };
  }
}

/** A most per window, and how its breach reads. */
export interface WindowLimit {
  readonly id: string;
  readonly max: number;
  readonly tolerance: number;
  readonly counting: WindowCounting;
  /** Name in usage, undefined for rules of one window. */
  readonly period: string | undefined;
  describe(unit: number, used: number): string;
}

/** Counts touches in windows against a most. */
export function openWindows(ground: PlanGround, { id, max, tolerance, counting, period, describe }: WindowLimit): RuleMeter {
  const meter = new WindowMeter(ground, counting);
  return {
    hold: (held) => meter.hold(held),
    add: (action) => meter.add(action),
    mayBreak: (channel, day) => meter.mayCount(channel, day),
    judge(action) {
      const weighed = meter.weighBeyond(max + tolerance, action);
      if (weighed === null) return NO_BREACH;
      return [{ limit: max, ...weighed, period, words: () => describe(meter.unitOf(action.contact), weighed.wouldBe) }];
    },
    count(): RuleCount {
      const found = meter.listFullest();
      return {
        usage: [{ constraint: id, ...(period === undefined ? {} : { period }), used: mostUsed(found), limit: max }],
        violations: found.filter(({ used }) => used > max + tolerance).map(({ unit, used }) => describe(unit, used)),
      };
    },
  };
}

/** Most that any window holds. */
const mostUsed = (found: readonly FullestWindow[]): number => found.reduce((most, { used }) => Math.max(most, used), 0);

/** Window starts of the days of a horizon, as solvers read them. */
export const tabulateStarts = (days: number, startOf: (end: number) => number): Int32Array => Int32Array.from({ length: days }, (_, end) => startOf(end));
