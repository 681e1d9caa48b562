import { fail, succeed, type Result } from '../base/fault.ts';
import type { CreditRules } from './credit-rules.ts';
import { daysBetween, orderOutcomesOf, orderTouchesOf, outcomeInstant, touchInstant, type TouchHistory } from './touch-history.ts';

/** Every outcome with the touches it looks back on. */
export interface Lookbacks {
  /** Rows of the outcomes, by contact and time. */
  readonly outcome: Int32Array;
  /** Touches of the outcome at place p are touch[start[p]] … touch[start[p + 1] − 1], oldest first; none = unattributed. */
  readonly start: Int32Array;
  readonly touch: Int32Array;
  /** Rows of the touches, by contact and time. */
  readonly touchOrder: Int32Array;
  /** By touch row: 1 where at least one outcome looks back on it. */
  readonly isReached: Uint8Array;
}

/** Outcomes and touches may form at most so many pairs. */
export const MOST_PAIRS = 100_000_000;

/**
 * Finds the touches of every outcome: of its contact, not after it, each within the window of its channel under the rules
 * of the outcome's kind; with `since_previous_outcome` only those after the last earlier instant at which the contact had
 * an outcome of any kind. On the day of an outcome without time of day, all touches precede it. O(n log n + pairs).
 */
export function findLookbacks(history: TouchHistory, rulesByKind: readonly CreditRules[]): Result<Lookbacks> {
  const { touches, outcomes, contactCount } = history;
  const touchRows = orderTouchesOf(history);
  const outcomeRows = orderOutcomesOf(history);
  const longest = rulesByKind.map(({ windowDays }) => windowDays.reduce((most, days) => Math.max(most, days), 0));
  const start = new Int32Array(outcomeRows.order.length + 1);
  const isReached = new Uint8Array(touches.contact.length);
  let touch = new Int32Array(Math.max(16, outcomeRows.order.length * 4));
  let filled = 0;
  for (let contact = 0; contact < contactCount; contact += 1) {
    const first = touchRows.start[contact]!;
    const end = touchRows.start[contact + 1]!;
    let to = first;
    let latest = Number.NEGATIVE_INFINITY;
    let previous = Number.NEGATIVE_INFINITY;
    for (let place = outcomeRows.start[contact]!; place < outcomeRows.start[contact + 1]!; place += 1) {
      const outcome = outcomeRows.order[place]!;
      const instant = outcomeInstant(outcomes, outcome);
      if (instant > latest) [previous, latest] = [latest, instant];
      while (to < end && touchInstant(touches, touchRows.order[to]!) <= instant) to += 1;
      const rules = rulesByKind[outcomes.kind[outcome]!]!;
      const reach = longest[outcomes.kind[outcome]!]!;
      const earliest = rules.lookback === 'own_window' ? Number.NEGATIVE_INFINITY : previous;
      if (filled + to - first > MOST_PAIRS) return fail('BAD_INPUT', `More than ${MOST_PAIRS} pairs of outcome and touch, at outcome ${place + 1} of ${outcomeRows.order.length}.`, { path: 'windowDays', hint: 'Shorten the windows.' });
      if (filled + to - first > touch.length) touch = enlarge(touch, filled + to - first);
      const from = filled;
      for (let back = to - 1; back >= first; back -= 1) {
        const row = touchRows.order[back]!;
        if (outcomes.day[outcome]! - touches.day[row]! > reach + 1 || touchInstant(touches, row) <= earliest) break;
        if (daysBetween(touches, row, outcomes, outcome) > rules.windowDays[touches.channel[row]!]!) continue;
        touch[filled] = row;
        filled += 1;
        isReached[row] = 1;
      }
      touch.subarray(from, filled).reverse();
      start[place + 1] = filled;
    }
  }
  return succeed({ outcome: outcomeRows.order, start, touch: touch.slice(0, filled), touchOrder: touchRows.order, isReached });
}

function enlarge(columns: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, columns.length * 2));
  larger.set(columns);
  return larger;
}
