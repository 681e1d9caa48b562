import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { createDayRecurrence, markDays } from '../../../src/engine/calendar/day-recurrence.ts';
import { scanDays, writeRule, type ScannedRule } from './support/scan-days.ts';
import { valueOf } from './support/valued.ts';
import { runs } from '../../support/runs.ts';

const day = (iso: string): number => parseDay(iso)!;
const recurring = (rule: string | null, first = '2027-01-04', last = first, exceptions: string[] = []) => createDayRecurrence({ first: day(first), last: day(last), rule, exceptions: exceptions.map(day) });
const list = (recurrence: ReturnType<typeof recurring>, from: string, to: string): string[] => valueOf(valueOf(recurrence).between(day(from), day(to))).map(({ first, last }) => `${formatDay(first)}/${formatDay(last)}`);

describe('recurring days', () => {
  it('come once without a rule, wherever they touch the range', () => {
    const week = recurring(null, '2027-01-04', '2027-01-08');
    expect(list(week, '2027-01-08', '2027-02-01')).toEqual(['2027-01-04/2027-01-08']);
    expect(list(week, '2027-01-01', '2027-01-04')).toEqual(['2027-01-04/2027-01-08']);
    expect(list(week, '2027-01-09', '2027-02-01')).toEqual([]);
    expect(list(week, '2027-01-01', '2027-01-03')).toEqual([]);
  });

  it('last as long as the first time, and are whole where they begin before the range', () => {
    expect(list(recurring('FREQ=YEARLY', '2026-12-24', '2027-01-02'), '2027-12-31', '2028-12-24')).toEqual(['2027-12-24/2028-01-02', '2028-12-24/2029-01-02']);
  });

  it('leave out exceptions, which count towards COUNT', () => {
    expect(list(recurring('FREQ=WEEKLY;COUNT=3', '2027-01-04', '2027-01-05', ['2027-01-11']), '2027-01-01', '2027-12-31')).toEqual(['2027-01-04/2027-01-05', '2027-01-18/2027-01-19']);
  });

  it('reach UNTIL, the day included', () => {
    expect(list(recurring('FREQ=DAILY;UNTIL=20270106'), '2027-01-01', '2027-12-31')).toHaveLength(3);
    expect(list(recurring('FREQ=DAILY;UNTIL=20270106T000000Z'), '2027-01-01', '2027-12-31')).toHaveLength(3);
  });

  it('start far from the range without counting the days between', () => {
    expect(list(recurring('FREQ=DAILY;INTERVAL=3', '0001-01-01'), '9999-12-28', '9999-12-31')).toHaveLength(1);
  });

  it('understand lower case, RRULE: and a trailing semicolon', () => {
    expect(list(recurring('rrule:freq=monthly;byday=-1fr;'), '2027-01-01', '2027-02-28')).toEqual(['2027-01-29/2027-01-29', '2027-02-26/2027-02-26']);
  });

  it('equal a look at each day', () => {
    const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
    const few = <T>(value: fc.Arbitrary<T>, maxLength: number, minLength = 0): fc.Arbitrary<T[]> => fc.uniqueArray(value, { minLength, maxLength });
    const signed = (high: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: high }).chain((size) => fc.constantFrom(size, -size));
    const shared = { interval: fc.integer({ min: 1, max: 4 }), count: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }), weekStart: fc.constantFrom('MO' as const, 'SU' as const), months: few(fc.integer({ min: 1, max: 12 }), 3) };
    const positions = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: few(signed(4), 2, 1) });
    const numbered = fc.oneof(weekday, fc.tuple(signed(5), weekday).map(([ordinal, name]) => `${ordinal}${name}`));
    const rules: fc.Arbitrary<ScannedRule> = fc.oneof(
      fc.record({ ...shared, frequency: fc.constantFrom('YEARLY' as const, 'MONTHLY' as const), daysOfMonth: few(signed(31), 3), weekdays: few(numbered, 3, 1), positions }),
      fc.record({ ...shared, frequency: fc.constant('MONTHLY' as const), daysOfMonth: few(signed(31), 4, 1), weekdays: fc.constant([]), positions }),
      fc.record({ ...shared, frequency: fc.constant('WEEKLY' as const), daysOfMonth: fc.constant([]), weekdays: few(weekday, 4, 1), positions }),
      fc.record({ ...shared, frequency: fc.constant('DAILY' as const), daysOfMonth: few(signed(31), 3), weekdays: few(weekday, 4), positions: fc.constant([]) }),
    );
    const start = day('2023-01-01');
    fc.assert(
      fc.property(rules, fc.integer({ min: start, max: start + 1500 }), fc.integer({ min: -100, max: 1500 }), fc.integer({ min: 0, max: 1200 }), (rule, first, lead, length) => {
        const text = writeRule(rule);
        const recurrence = createDayRecurrence({ first, last: first, rule: text });
        const from = first + lead;
        if (!recurrence.ok) {
          expect(recurrence.fault).toMatchObject({ path: 'RRULE' });
          expect(scanDays(rule, first, first + 3000)).toEqual([]);
        } else expect(valueOf(recurrence.value.between(from, from + length)).map((time) => time.first)).toEqual(scanDays(rule, first, from + length).filter((found) => found >= from));
      }),
      { numRuns: runs(200), seed: 11 },
    );
  });
});

describe('a rule that can not be followed', () => {
  it.each([
    ['', 'RRULE'],
    ['COUNT=3', 'FREQ'],
    ['FREQ=FORTNIGHTLY', 'FREQ'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ'],
    ['FREQ=', 'FREQ'],
    ['FREQ=DAILY;EVERY=2', 'RRULE'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL'],
    ['FREQ=DAILY;INTERVAL=1e3', 'INTERVAL'],
    ['FREQ=DAILY;COUNT=0', 'COUNT'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20280101', 'UNTIL'],
    ['FREQ=DAILY;UNTIL=20270230', 'UNTIL'],
    ['FREQ=DAILY;UNTIL=2027-03-01', 'UNTIL'],
    ['FREQ=WEEKLY;WKST=XX', 'WKST'],
    ['FREQ=WEEKLY;BYDAY=MO,XY', 'BYDAY'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'BYDAY'],
    ['FREQ=YEARLY;BYDAY=54MO', 'BYDAY'],
    ['FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO', 'BYDAY'],
    ['FREQ=MONTHLY;BYWEEKNO=3', 'BYWEEKNO'],
    ['FREQ=YEARLY;BYWEEKNO=54', 'BYWEEKNO'],
    ['FREQ=DAILY;BYYEARDAY=3', 'BYYEARDAY'],
    ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH'],
    ['FREQ=DAILY;BYHOUR=24', 'BYHOUR'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS'],
    ['FREQ=HOURLY', 'FREQ'],
    ['FREQ=SECONDLY', 'FREQ'],
  ])('%s is refused at %s', (rule, path) => {
    expect(recurring(rule)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path } });
  });

  it.each(['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31', 'FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2MO', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6', 'FREQ=DAILY;UNTIL=20270103', 'FREQ=YEARLY;BYMONTH=6;BYWEEKNO=1;BYDAY=MO'])('%s never comes', (rule) => {
    expect(recurring(rule)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'RRULE' } });
  });

  it('says the value and what is expected', () => {
    expect(recurring('FREQ=YEARLY;BYMONTH=13')).toMatchObject({ fault: { message: 'BYMONTH "13" is not a whole number from 1 to 12.' } });
    expect(recurring('FREQ=DAILY;UNTIL=20270103')).toMatchObject({ fault: { message: 'The rule "FREQ=DAILY;UNTIL=20270103" never comes at or after 2027-01-04.' } });
    expect(recurring(`FREQ=MONTHLY;BYMONTHDAY=${'1,'.repeat(2000)}1`)).toMatchObject({ fault: { path: 'RRULE', message: 'The rule has 4025 characters; at most 2000 are read.' } });
    expect(recurring('FREQ=DAILY', '2027-01-04', '2027-01-03')).toMatchObject({ fault: { path: 'to' } });
  });
});

describe('marked days', () => {
  it('are cut to the horizon and may overlap', () => {
    const start = day('2027-01-04');
    expect([...markDays([{ first: start - 3, last: start }, { first: start + 2, last: start + 3 }, { first: start + 3, last: start + 9 }, { first: start - 9, last: start - 1 }, { first: start + 5, last: start + 6 }], start, 5)]).toEqual([1, 0, 1, 1, 1]);
  });
});
