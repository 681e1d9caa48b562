import type { PlanView } from './plan-view.ts';
import type { RuleScope } from './scope.ts';

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
export interface FullestWindow {
  readonly unit: number;
  readonly used: number;
}

interface Touch {
  readonly day: number;
  readonly weight: number;
}

/** Earlier touches in scope of a contact, from the first day that counts. */
function pastOf(view: PlanView, { weights, pastFrom }: WindowCounting, contact: number): Touch[] {
  const { start, channel, day } = view.past;
  const touches: Touch[] = [];
  for (let at = start[contact]!; at < start[contact + 1]!; at += 1) {
    const weight = weights[channel[at]!] ?? 0;
    if (weight > 0 && day[at]! >= pastFrom) touches.push({ day: day[at]!, weight });
  }
  return touches;
}

/** Weights in scope of every channel, 0 for the others. */
export const weighChannels = (channelCount: number, scope: RuleScope, weightOf: (channel: number) => number): Float64Array =>
  Float64Array.from({ length: channelCount }, (_, channel) => (scope.coversChannel(channel) ? weightOf(channel) : 0));

/**
 * Fullest window that ends on a planned action, for every contact or unit that has one in scope. O(actions · log + Σ
 * touches per unit²).
 */
export function countWindows(view: PlanView, counting: WindowCounting): FullestWindow[] {
  const { scope, startOf, weights, unitOf } = counting;
  const plannedOf = new Map<number, Touch[]>();
  for (const action of view.actions) {
    const weight = weights[action.channel] ?? 0;
    if (weight <= 0 || !scope.covers(action)) continue;
    const unit = unitOf === null ? action.contact : unitOf[action.contact]!;
    const planned = plannedOf.get(unit);
    if (planned === undefined) plannedOf.set(unit, [{ day: action.day, weight }]);
    else planned.push({ day: action.day, weight });
  }
  const pastOfUnit = new Map([...plannedOf.keys()].map((unit): [number, Touch[]] => [unit, unitOf === null ? pastOf(view, counting, unit) : []]));
  for (const [contact, unit] of (unitOf ?? []).entries()) {
    const touches = pastOfUnit.get(unit);
    if (touches !== undefined && scope.coversContact(contact)) touches.push(...pastOf(view, counting, contact));
  }
  return [...plannedOf].map(([unit, planned]) => {
    const touches = [...pastOfUnit.get(unit)!, ...planned];
    const sumUntil = (end: number): number => touches.reduce((sum, { day, weight }) => (day <= end && day >= startOf(end) ? sum + weight : sum), 0);
    return { unit, used: Math.max(...planned.map(({ day }) => sumUntil(day))) };
  });
}

/** Most that any window holds. */
export const mostUsed = (found: readonly FullestWindow[]): number => found.reduce((most, { used }) => Math.max(most, used), 0);

/** Window starts of the days of a horizon, as solvers read them. */
export const tabulateStarts = (days: number, startOf: (end: number) => number): Int32Array => Int32Array.from({ length: days }, (_, end) => startOf(end));
