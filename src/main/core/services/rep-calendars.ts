import type { Horizon } from '../../../engine/model/allocation.ts';
import type { Constraint } from '../../../engine/model/constraint.ts';
import { lastDateOf } from '../../../engine/model/horizon-days.ts';
import type { Rep } from '../../../engine/model/territory.ts';

const WHOLE_WEEK = 7;

/** Id that no rule has yet. */
function nameRule(reps: readonly string[], taken: ReadonlySet<string>): string {
  const [first = ''] = reps;
  const name = `calendar ${first}${reps.length === 1 ? '' : ` and ${reps.length - 1} more`}`.slice(0, 190);
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? name : `${name} (${number})`;
    if (!taken.has(id)) return id;
  }
}

/**
 * Reps' working days and days off as rules, one for all reps of equal calendars; always enforced. Reps without a calendar
 * of their own, or who work every day of the horizon, need none.
 */
export function listRepCalendars(reps: readonly Rep[], horizon: Horizon, constraints: readonly Constraint[]): Constraint[] {
  const [first, last] = [horizon.start, lastDateOf(horizon)];
  const repsOf = new Map<string, { readonly weekdays: readonly number[]; readonly daysOff: readonly string[]; readonly reps: string[] }>();
  for (const { id, weekdays, daysOff: all } of reps) {
    const daysOff = all.filter((date) => date >= first && date <= last);
    if (weekdays.length === WHOLE_WEEK && daysOff.length === 0) continue;
    const key = JSON.stringify([weekdays, daysOff]);
    const known = repsOf.get(key);
    if (known === undefined) repsOf.set(key, { weekdays, daysOff, reps: [id] });
    else known.reps.push(id);
  }
  const taken = new Set(constraints.map(({ id }) => id));
  return [...repsOf.values()].map(({ weekdays, daysOff, reps: names }): Constraint => {
    const id = nameRule(names, taken);
    taken.add(id);
    return { id, kind: 'rep_calendar', owner: 'Territories', reason: 'Working days of the rep', reps: names, weekdays: [...weekdays], ...(daysOff.length === 0 ? {} : { daysOff: [...daysOff] }) };
  });
}
