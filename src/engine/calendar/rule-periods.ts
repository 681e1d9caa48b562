import type { DayNumber } from '../base/day.ts';
import { readCivilDay, startOfMonth, startOfWeek, startOfWeekYear, weekYearOf } from './civil-day.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { dayOfWall, SECONDS_PER_DAY, type WallSecond } from './wall-time.ts';

/** The periods of a rule (its years, months, weeks, days, hours, …), each `interval` after the one before; 0 holds the start. */
export interface RulePeriods {
  /** Wall time at which period `index` starts. */
  startOf(index: number): WallSecond;
  /** Wall time at which period `index` ends, excluded. */
  endOf(index: number): WallSecond;
  /** A period that starts at or before a wall time, never below 0; close to the last such. */
  indexBefore(wall: WallSecond): number;
}

const secondsOf = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 };

/** Periods of whole days; `unitOf` numbers the unit that holds a day, `firstDayOf` starts it. */
function createDayPeriods(interval: number, base: number, unitOf: (day: DayNumber) => number, firstDayOf: (unit: number) => DayNumber): RulePeriods {
  return {
    startOf: (index) => firstDayOf(base + index * interval) * SECONDS_PER_DAY,
    endOf: (index) => firstDayOf(base + index * interval + 1) * SECONDS_PER_DAY,
    indexBefore: (wall) => Math.max(0, Math.floor((unitOf(dayOfWall(wall)) - base) / interval)),
  };
}

/** Periods of a rule whose series starts at a wall time, given which days it names. Years are those of numbered weeks where the rule has BYWEEKNO. */
export function createRulePeriods(rule: RecurrenceRule, start: WallSecond, isOpenDay: (day: DayNumber) => boolean): RulePeriods {
  const { interval, weekStart, frequency } = rule;
  const day = dayOfWall(start);
  const daily = (unitOf: (day: DayNumber) => number, firstDayOf: (unit: number) => DayNumber): RulePeriods => createDayPeriods(interval, unitOf(day), unitOf, firstDayOf);
  switch (frequency) {
    case 'YEARLY': {
      if (rule.weeks.length > 0) return createDayPeriods(interval, firstWeekYear(day, weekStart, isOpenDay), (day) => weekYearOf(day, weekStart), (year) => startOfWeekYear(year, weekStart));
      return daily((day) => readCivilDay(day).year, (year) => startOfMonth(year, 1));
    }
    case 'MONTHLY':
      return daily(
        (day) => {
          const { year, month } = readCivilDay(day);
          return year * 12 + month - 1;
        },
        (unit) => startOfMonth(Math.floor(unit / 12), (unit % 12) + 1),
      );
    case 'WEEKLY': {
      const firstWeek = startOfWeek(day, weekStart);
      return daily((day) => Math.floor((day - firstWeek) / 7), (week) => firstWeek + week * 7);
    }
    case 'DAILY':
      return daily((day) => day, (day) => day);
    default: {
      const unit = secondsOf[frequency];
      const base = Math.floor(start / unit) * unit;
      const step = unit * interval;
      return {
        startOf: (index) => base + index * step,
        endOf: (index) => base + index * step + unit,
        indexBefore: (wall) => Math.max(0, Math.floor((wall - base) / step)),
      };
    }
  }
}

/**
 * The year of numbered weeks from which a series counts its years. The first days of January may belong to the last week
 * of the year before; they count from that year where the series has a day left in it, else from their own.
 */
function firstWeekYear(firstDay: DayNumber, weekStart: number, isOpenDay: (day: DayNumber) => boolean): number {
  const weekYear = weekYearOf(firstDay, weekStart);
  const { year } = readCivilDay(firstDay);
  if (weekYear >= year) return weekYear;
  const end = startOfWeekYear(year, weekStart);
  for (let day = firstDay; day < end; day++) if (isOpenDay(day)) return weekYear;
  return year;
}
