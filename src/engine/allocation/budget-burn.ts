import { formatDay, parseDay } from '../base/day.ts';

/** Money that one day moves. */
export interface DayMoney {
  readonly date: string;
  readonly committed: number;
  readonly spent: number;
}

/** A budget's course: sums up to each day, the rate, and when the limit is reached at it. */
export interface Burn {
  readonly days: readonly DayMoney[];
  /** Money a day, from the first to the last day that moved any. */
  readonly perDay: number;
  readonly exhausted: string | null;
}

/** Runways beyond this are none. */
const MOST_DAYS = 3650;

/**
 * Follows a budget: running sums of committed and spent money by day, and a straight line through them. The limit is
 * reached on the day after the last on which what is left lasts no longer; a limit that is passed already on the day that
 * passed it. O(days log days).
 */
export function followBudget(moved: readonly DayMoney[], limit: number): Burn {
  const byDay = new Map<string, { committed: number; spent: number }>();
  for (const { date, committed, spent } of moved) {
    const sum = byDay.get(date) ?? { committed: 0, spent: 0 };
    byDay.set(date, { committed: sum.committed + committed, spent: sum.spent + spent });
  }
  const days: DayMoney[] = [];
  let [committed, spent] = [0, 0];
  for (const [date, sum] of [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    committed += sum.committed;
    spent += sum.spent;
    days.push({ date, committed, spent });
  }
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { days, perDay: 0, exhausted: null };
  const [firstDay, lastDay] = [parseDay(first.date) ?? 0, parseDay(last.date) ?? 0];
  const total = committed + spent;
  const perDay = total / (lastDay - firstDay + 1);
  const passed = days.find((day) => day.committed + day.spent >= limit);
  if (passed !== undefined) return { days, perDay, exhausted: passed.date };
  const daysLeft = perDay > 0 ? Math.ceil((limit - total) / perDay) : Infinity;
  return { days, perDay, exhausted: daysLeft <= MOST_DAYS ? formatDay(lastDay + daysLeft) : null };
}
