import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay, isoWeekday, parseDay } from '../../../src/engine/base/day.ts';
import { listObservedHolidays, listUsFederalHolidays } from '../../../src/engine/calendar/us-federal-holidays.ts';
import { createWorkingCalendar, type WorkingPattern } from '../../../src/engine/calendar/working-calendar.ts';
import { describeWithShared, sharedDir } from '../../support/shared.ts';
import { valueOf } from './support/valued.ts';

const day = (iso: string): number => parseDay(iso)!;
const open = (pattern: Partial<WorkingPattern>) => valueOf(createWorkingCalendar({ weekdays: [1, 2, 3, 4, 5], daysOff: [], holidays: [], ...pattern }));

describe('working days', () => {
  const calendar = open({
    daysOff: [{ first: day('2027-07-05'), last: day('2027-07-16') }, { first: day('2027-07-19'), last: day('2027-07-19') }],
    holidays: [{ day: day('2027-07-05'), name: 'Independence Day' }, { day: day('2027-09-06'), name: 'Labor Day' }],
  });

  it('are the weekdays without days off and holidays, each with its reason', () => {
    expect(calendar.whyOff(day('2027-07-02'))).toBeNull();
    expect(calendar.whyOff(day('2027-07-03'))).toEqual({ kind: 'weekday' });
    expect(calendar.whyOff(day('2027-07-05'))).toEqual({ kind: 'holiday', name: 'Independence Day' });
    expect(calendar.whyOff(day('2027-07-06'))).toEqual({ kind: 'day_off' });
    expect(calendar.isWorkingDay(day('2027-07-20'))).toBe(true);
    expect(calendar.isWorkingDay(day('2027-09-06'))).toBe(false);
  });

  it('follow each other', () => {
    expect(formatDay(calendar.nextWorkingDay(day('2027-07-01')))).toBe('2027-07-02');
    expect(formatDay(calendar.nextWorkingDay(day('2027-07-02')))).toBe('2027-07-20');
    expect(formatDay(calendar.nextWorkingDay(day('2027-09-03')))).toBe('2027-09-07');
  });

  it('are counted with both ends', () => {
    expect(calendar.countWorkingDays(day('2027-07-02'), day('2027-07-20'))).toBe(2);
    expect(calendar.countWorkingDays(day('2027-07-02'), day('2027-07-02'))).toBe(1);
    expect(calendar.countWorkingDays(day('2027-07-02'), day('2027-07-01'))).toBe(0);
    expect(open({}).countWorkingDays(day('2027-01-01'), day('2027-12-31'))).toBe(261);
  });

  it('equal a look at each day', () => {
    const start = day('2027-01-01');
    const someDay = fc.integer({ min: start, max: start + 120 });
    const interval = fc.tuple(someDay, fc.integer({ min: 0, max: 20 })).map(([first, length]) => ({ first, last: first + length }));
    const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(weekdays, fc.array(interval, { maxLength: 5 }), fc.array(someDay, { maxLength: 5 }), someDay, fc.integer({ min: -3, max: 150 }), (weekdays, daysOff, holidays, first, length) => {
        const calendar = open({ weekdays, daysOff, holidays: holidays.map((day) => ({ day, name: 'Holiday' })) });
        const works = (day: number): boolean => weekdays.includes(isoWeekday(day)) && !holidays.includes(day) && !daysOff.some((off) => off.first <= day && day <= off.last);
        let count = 0;
        for (let day = first; day <= first + length; day++) {
          expect(calendar.isWorkingDay(day)).toBe(works(day));
          if (works(day)) count += 1;
        }
        expect(calendar.countWorkingDays(first, first + length)).toBe(count);
        let next = first + 1;
        while (!works(next)) next += 1;
        expect(calendar.nextWorkingDay(first)).toBe(next);
      }),
      { seed: 5 },
    );
  });

  it('are refused without a weekday, with one that is none, and with days off that end before they start', () => {
    expect(createWorkingCalendar({ weekdays: [], daysOff: [], holidays: [] })).toMatchObject({ ok: false, fault: { path: 'weekdays' } });
    expect(createWorkingCalendar({ weekdays: [0], daysOff: [], holidays: [] })).toMatchObject({ ok: false, fault: { path: 'weekdays', message: 'Weekday 0 is none of 1 (Monday) to 7 (Sunday).' } });
    expect(createWorkingCalendar({ weekdays: [1], daysOff: [{ first: 2, last: 1 }], holidays: [] })).toMatchObject({ ok: false, fault: { path: 'daysOff' } });
  });
});

describeWithShared('federal holidays of the United States', () => {
  const File = z.object({ holidays: z.array(z.object({ year: z.number(), name: z.string(), actual: z.string(), observed: z.string() })) });

  it('equal the shared list of 2021 to 2035', () => {
    const { holidays } = File.parse(JSON.parse(readFileSync(join(sharedDir, 'data', 'calendar', 'us_federal_holidays_2021_2035.json'), 'utf8')));
    const found = Array.from({ length: 15 }, (_, at) => 2021 + at).flatMap((year) => listUsFederalHolidays(year).map(({ name, actual, observed }) => ({ year, name, actual: formatDay(actual), observed: formatDay(observed) })));
    expect(holidays.length).toBeGreaterThanOrEqual(165);
    expect(found).toEqual(holidays);
  });

  it('close the office on the day they are observed, New Year in the year before where it falls on a Saturday', () => {
    const year2027 = listObservedHolidays(day('2027-01-01'), day('2027-12-31'));
    expect(year2027).toHaveLength(12);
    expect(year2027.at(-1)).toEqual({ day: day('2027-12-31'), name: "New Year's Day" });
    expect(open({ holidays: year2027 }).countWorkingDays(day('2027-01-01'), day('2027-12-31'))).toBe(249);
  });
});
