import { isoWeekday, type DayNumber } from '../base/day.ts';
import { readCivilDay, startOfMonth, startOfWeekYear, weekYearOf, type CivilDay } from './civil-day.ts';
import type { RecurrenceRule, RuleWeekday } from './recurrence-rule.ts';

type DayTest = (day: DayNumber, civil: CivilDay) => boolean;

/** True where a list names a place of a series, from its start (1, 2, …) or from its end (-1, -2, …). */
const names = (list: readonly number[], place: number, length: number): boolean => list.includes(place) || list.includes(place - length - 1);

const daysInMonth = ({ year, month }: CivilDay): number => startOfMonth(year, month + 1) - startOfMonth(year, month);

/**
 * Which days a rule's day parts name. Every part given must name the day; where none picks days, the first day of the
 * series does (its day and month, day of month, or weekday, as the frequency asks).
 */
export function createDayTest(rule: RecurrenceRule, firstDay: DayNumber): (day: DayNumber) => boolean {
  const { months, weeks, daysOfYear, daysOfMonth, weekdays, weekStart } = completeDayParts(rule, firstDay);
  const tests: DayTest[] = [];
  if (months.length > 0) tests.push((_, { month }) => months.includes(month));
  if (daysOfMonth.length > 0) tests.push((_, civil) => names(daysOfMonth, civil.dayOfMonth, daysInMonth(civil)));
  if (daysOfYear.length > 0) {
    tests.push((day, { year }) => {
      const start = startOfMonth(year, 1);
      return names(daysOfYear, day - start + 1, startOfMonth(year + 1, 1) - start);
    });
  }
  if (weeks.length > 0) {
    tests.push((day) => {
      const year = weekYearOf(day, weekStart);
      const start = startOfWeekYear(year, weekStart);
      return names(weeks, Math.floor((day - start) / 7) + 1, (startOfWeekYear(year + 1, weekStart) - start) / 7);
    });
  }
  if (weekdays.length > 0) tests.push(createWeekdayTest(weekdays, rule.frequency === 'MONTHLY' || months.length > 0));
  return (day) => {
    const civil = readCivilDay(day);
    return tests.every((test) => test(day, civil));
  };
}

/** Weekday n of the month, or of the year. */
function createWeekdayTest(weekdays: readonly RuleWeekday[], isInMonth: boolean): DayTest {
  return (day, civil) => {
    const weekday = isoWeekday(day);
    const same = weekdays.filter((entry) => entry.weekday === weekday);
    if (same.length === 0 || same.some(({ ordinal }) => ordinal === null)) return same.length > 0;
    const start = startOfMonth(civil.year, isInMonth ? civil.month : 1);
    const end = isInMonth ? startOfMonth(civil.year, civil.month + 1) : startOfMonth(civil.year + 1, 1);
    const place = Math.ceil((day - start + 1) / 7);
    const placeFromEnd = -Math.ceil((end - day) / 7);
    return same.some(({ ordinal }) => ordinal === place || ordinal === placeFromEnd);
  };
}

/**
 * What the rule leaves open, taken from the first day (RFC 5545, 3.3.10: "information not contained in the rule"). A
 * yearly rule with BYMONTHDAY alone keeps the month of the first day, as a yearly rule without any part does.
 */
function completeDayParts(rule: RecurrenceRule, firstDay: DayNumber): RecurrenceRule {
  const { month, dayOfMonth } = readCivilDay(firstDay);
  const onWeekday = [{ weekday: isoWeekday(firstDay), ordinal: null }];
  const picksDays = rule.daysOfMonth.length + rule.daysOfYear.length + rule.weekdays.length > 0;
  switch (rule.frequency) {
    case 'YEARLY': {
      if (rule.weeks.length > 0) return picksDays ? rule : { ...rule, weekdays: onWeekday };
      if (rule.daysOfYear.length > 0 || rule.weekdays.length > 0) return rule;
      return { ...rule, months: rule.months.length > 0 ? rule.months : [month], daysOfMonth: picksDays ? rule.daysOfMonth : [dayOfMonth] };
    }
    case 'MONTHLY':
      return picksDays ? rule : { ...rule, daysOfMonth: [dayOfMonth] };
    case 'WEEKLY':
      return picksDays ? rule : { ...rule, weekdays: onWeekday };
    default:
      return rule;
  }
}
