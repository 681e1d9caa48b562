import type { DayNumber } from '../base/day.ts';
import { createDayTest } from './day-test.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { createRulePeriods } from './rule-periods.ts';
import { dayOfWall, SECONDS_PER_DAY, secondOfDay, type WallSecond } from './wall-time.ts';

/** A rule with its first moment. */
export interface RecurringStart {
  readonly rule: RecurrenceRule;
  readonly start: WallSecond;
  /** True where times of day play no part: BYHOUR, BYMINUTE and BYSECOND are ignored (RFC 5545, 3.3.10). */
  readonly isWholeDay: boolean;
  /** True for moments after the rule's UNTIL. */
  readonly isPast: (wall: WallSecond) => boolean;
}

/** Most days and times of day that one walk looks at: about half a second of work. */
export const MAX_STEPS = 500_000;

/** Last moment of the calendar: the end of the year 9999. */
const LAST_WALL = 253_402_300_799;

const HOUR = 3600;
const MINUTE = 60;

/** How a walk ended: the visitor had enough, the rule has no more, or the work was more than {@link MAX_STEPS}. */
export type WalkEnd = 'enough' | 'complete' | 'exhausted';

/** Rising list without repeats. */
const sortUnique = (values: readonly number[]): number[] => [...new Set(values)].toSorted((a, b) => a - b);

/**
 * Visits the moments of a rule at or after `from`, rising, until the visitor returns false; periods that start after `to`
 * are not looked at. O(days looked at + moments);
 * rules without COUNT start near `from`, rules with it are counted from their start. The sets of RFC 5545, 3.3.10: a
 * period of the frequency, the days and times the parts name in it, BYSETPOS among them, and of these the ones from the
 * start on.
 */
export function walkOccurrences(recurring: RecurringStart, from: WallSecond, visit: (wall: WallSecond) => boolean, to: WallSecond = LAST_WALL): WalkEnd {
  const { rule, start, isPast } = recurring;
  const isOpenDay = createDayTest(rule, dayOfWall(start));
  const periods = createRulePeriods(rule, start, isOpenDay);
  const findInPeriod = createPeriodSearch(recurring, isOpenDay);
  let steps = 0;
  let left = rule.count ?? Infinity;
  for (let index = rule.count === null ? periods.indexBefore(from) : 0; ; ) {
    const begin = periods.startOf(index);
    if (begin > to || begin > LAST_WALL || isPast(begin)) return 'complete';
    const found = findInPeriod(begin, periods.endOf(index));
    steps += found.steps;
    for (const wall of pickPositions(found.walls, rule.positions)) {
      if (wall < start) continue;
      if (wall > LAST_WALL || isPast(wall) || left === 0) return 'complete';
      left -= 1;
      if (wall >= from && !visit(wall)) return 'enough';
    }
    if (left === 0) return 'complete';
    if (steps > MAX_STEPS) return 'exhausted';
    index = found.nextFrom === null ? index + 1 : Math.max(index + 1, periods.indexBefore(found.nextFrom));
  }
}

/** Moments of one period, rising, the work they took, and where the search may go on if periods before can hold none. */
interface PeriodMoments {
  readonly walls: readonly WallSecond[];
  readonly steps: number;
  readonly nextFrom: WallSecond | null;
}

function createPeriodSearch({ rule, start, isWholeDay }: RecurringStart, isOpenDay: (day: DayNumber) => boolean): (begin: WallSecond, end: WallSecond) => PeriodMoments {
  const hours = sortUnique(rule.hours);
  const minutes = sortUnique(rule.minutes);
  const seconds = sortUnique(rule.seconds);
  const startTime = secondOfDay(start);
  const or = (list: readonly number[], open: number): readonly number[] => (list.length > 0 ? list : [open]);
  const isNamed = (list: readonly number[], value: number): boolean => list.length === 0 || list.includes(value);

  const secondsOfMinute = or(seconds, startTime % MINUTE);
  const secondsOfHour = or(minutes, Math.floor((startTime % HOUR) / MINUTE)).flatMap((minute) => secondsOfMinute.map((second) => minute * MINUTE + second));
  const secondsOfDay = isWholeDay ? [0] : or(hours, Math.floor(startTime / HOUR)).flatMap((hour) => secondsOfHour.map((second) => hour * HOUR + second));

  const none = (nextFrom: WallSecond): PeriodMoments => ({ walls: [], steps: 1, nextFrom });
  const within = (begin: WallSecond, offsets: readonly number[]): PeriodMoments => ({ walls: offsets.map((offset) => begin + offset), steps: 1 + offsets.length, nextFrom: null });

  /** Periods of an hour or less lie in one day; what does not match skips the rest of its day, hour or minute. */
  const findInShort = (begin: WallSecond): PeriodMoments => {
    const day = dayOfWall(begin);
    if (!isOpenDay(day)) return none((day + 1) * SECONDS_PER_DAY);
    const time = secondOfDay(begin);
    if (!isNamed(hours, Math.floor(time / HOUR))) return none(begin - (time % HOUR) + HOUR);
    if (rule.frequency === 'HOURLY') return within(begin, secondsOfHour);
    if (!isNamed(minutes, Math.floor((time % HOUR) / MINUTE))) return none(begin - (time % MINUTE) + MINUTE);
    if (rule.frequency === 'MINUTELY') return within(begin, secondsOfMinute);
    return isNamed(seconds, time % MINUTE) ? within(begin, [0]) : none(begin + 1);
  };

  const findInDays = (begin: WallSecond, end: WallSecond): PeriodMoments => {
    const walls: WallSecond[] = [];
    const endDay = dayOfWall(end);
    for (let day = dayOfWall(begin); day < endDay; day++) {
      if (isOpenDay(day)) for (const second of secondsOfDay) walls.push(day * SECONDS_PER_DAY + second);
    }
    return { walls, steps: endDay - dayOfWall(begin) + walls.length, nextFrom: null };
  };

  return rule.frequency === 'HOURLY' || rule.frequency === 'MINUTELY' || rule.frequency === 'SECONDLY' ? findInShort : findInDays;
}

/** The moments at the places BYSETPOS names, rising; all of them where it is absent. */
function pickPositions(walls: readonly WallSecond[], positions: readonly number[]): readonly WallSecond[] {
  if (positions.length === 0) return walls;
  return sortUnique(positions.map((position) => walls.at(position > 0 ? position - 1 : position)).filter((wall) => wall !== undefined));
}
