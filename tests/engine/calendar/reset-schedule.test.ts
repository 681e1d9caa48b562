import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createResetSchedule, MAX_RESETS } from '../../../src/engine/calendar/reset-schedule.ts';
import { scanMinutes, writeCron, type CronLists } from './support/scan-minutes.ts';
import { at, toIso, valueOf } from './support/valued.ts';

const DAY = 86_400_000;
const list = (cron: string, zone: string, from: string, to: string): string[] => toIso(valueOf(valueOf(createResetSchedule(cron, zone)).between(at(from), at(to))));

/** Both changes of 2026 and 2027: the skipped and the repeated night, in UTC. */
const changes = {
  'Europe/Berlin': ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2027-03-28T01:00Z', '2027-10-31T01:00Z'],
  'America/New_York': ['2026-03-08T07:00Z', '2026-11-01T06:00Z', '2027-03-14T07:00Z', '2027-11-07T06:00Z'],
  'Australia/Lord_Howe': ['2026-04-04T15:00Z', '2026-10-03T15:30Z', '2027-04-03T15:00Z', '2027-10-02T15:30Z'],
  'Australia/Sydney': ['2026-04-04T16:00Z', '2026-10-03T16:00Z', '2027-04-03T16:00Z', '2027-10-02T16:00Z'],
} as const;

describe('daily resets across daylight saving', () => {
  it.each([
    ['Europe/Berlin', '30 2 * * *', '2026-03-28T00:00Z', '2026-03-31T00:00Z', ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z']],
    ['Europe/Berlin', '30 2 * * *', '2026-10-24T00:00Z', '2026-10-27T00:00Z', ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z']],
    ['Europe/Berlin', '0 0 * * *', '2027-03-27T12:00Z', '2027-03-29T12:00Z', ['2027-03-27T23:00Z', '2027-03-28T22:00Z']],
    ['Europe/Berlin', '15 2 * * *', '2027-03-28T00:00Z', '2027-03-29T12:00Z', ['2027-03-28T01:00Z', '2027-03-29T00:15Z']],
    ['Europe/Berlin', '30 2 * * *', '2027-10-30T12:00Z', '2027-11-01T12:00Z', ['2027-10-31T00:30Z', '2027-11-01T01:30Z']],
    ['America/New_York', '30 2 * * *', '2026-03-07T12:00Z', '2026-03-09T12:00Z', ['2026-03-08T07:00Z', '2026-03-09T06:30Z']],
    ['America/New_York', '30 1 * * *', '2026-10-31T12:00Z', '2026-11-02T12:00Z', ['2026-11-01T05:30Z', '2026-11-02T06:30Z']],
    ['America/New_York', '59 2 * * *', '2027-03-13T12:00Z', '2027-03-15T12:00Z', ['2027-03-14T07:00Z', '2027-03-15T06:59Z']],
    ['America/New_York', '0 1 * * *', '2027-11-06T12:00Z', '2027-11-08T12:00Z', ['2027-11-07T05:00Z', '2027-11-08T06:00Z']],
    ['Australia/Lord_Howe', '15 2 * * *', '2026-10-03T00:00Z', '2026-10-05T00:00Z', ['2026-10-03T15:30Z', '2026-10-04T15:15Z']],
    ['Australia/Lord_Howe', '45 1 * * *', '2026-04-04T00:00Z', '2026-04-06T00:00Z', ['2026-04-04T14:45Z', '2026-04-05T15:15Z']],
    ['Australia/Lord_Howe', '15 2 * * *', '2027-10-02T00:00Z', '2027-10-04T00:00Z', ['2027-10-02T15:30Z', '2027-10-03T15:15Z']],
    ['Australia/Lord_Howe', '45 1 * * *', '2027-04-03T00:00Z', '2027-04-05T00:00Z', ['2027-04-03T14:45Z', '2027-04-04T15:15Z']],
  ])('%s %s from %s', (zone, cron, from, to, expected) => {
    expect(list(cron, zone, from, to)).toEqual(expected);
  });

  it('come at both of a repeated hour, and not in a skipped one, where they follow real time', () => {
    expect(list('0 * * * *', 'Europe/Berlin', '2026-10-25T00:00Z', '2026-10-25T03:00Z')).toEqual(['2026-10-25T00:00Z', '2026-10-25T01:00Z', '2026-10-25T02:00Z']);
    expect(list('0 */2 * * *', 'Europe/Berlin', '2026-03-28T23:00Z', '2026-03-29T03:00Z')).toEqual(['2026-03-28T23:00Z', '2026-03-29T02:00Z']);
  });

  it('come once where two times of one gap meet at its end', () => {
    expect(list('15,45 2 * * *', 'America/New_York', '2026-03-08T05:00Z', '2026-03-08T12:00Z')).toEqual(['2026-03-08T07:00Z']);
  });
});

describe('resets in a range', () => {
  const someOf = (max: number, min = 0) => fc.option(fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 }).map((values) => values.toSorted((a, b) => a - b)), { nil: null });
  const lists: fc.Arbitrary<CronLists> = fc.record({ minutes: someOf(59), hours: fc.oneof(someOf(3), someOf(23)), daysOfMonth: someOf(31, 1), months: fc.constant(null), weekdays: someOf(6) });
  const place = fc.constantFrom(...Object.entries(changes).flatMap(([zone, instants]) => instants.map((instant) => ({ zone, instant }))));

  it('equal a scan of every minute around every change of 2026 and 2027', () => {
    fc.assert(
      fc.property(lists, place, fc.integer({ min: 0, max: 1440 }), (cron, { zone, instant }, lead) => {
        const from = at(instant) - lead * 60_000;
        const to = at(instant) + DAY;
        const expected = scanMinutes(cron, zone, from, to);
        const schedule = valueOf(createResetSchedule(writeCron(cron), zone));
        expect(toIso(valueOf(schedule.between(from, to)))).toEqual(toIso(expected));
        const [first] = expected;
        if (first !== undefined) {
          expect(schedule.nextAfter(from - 1)).toBe(first);
          expect(schedule.lastAtOrBefore(to - 1)).toBe(expected.at(-1));
          expect(schedule.lastAtOrBefore(first)).toBe(first);
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('equal a scan of every minute of a whole year', () => {
    const cron: CronLists = { minutes: [0, 30], hours: [2], daysOfMonth: null, months: null, weekdays: [0, 1] };
    const from = at('2027-01-01T00:00Z');
    expect(valueOf(valueOf(createResetSchedule(writeCron(cron), 'Australia/Lord_Howe')).between(from, from + 365 * DAY))).toEqual(scanMinutes(cron, 'Australia/Lord_Howe', from, from + 365 * DAY));
  });

  it('include the start and leave out the end', () => {
    expect(list('0 0 * * *', 'UTC', '2027-01-01T00:00Z', '2027-01-03T00:00Z')).toEqual(['2027-01-01T00:00Z', '2027-01-02T00:00Z']);
    expect(list('0 0 * * *', 'UTC', '2027-01-01T00:00:00.001Z', '2027-01-02T00:00:00.001Z')).toEqual(['2027-01-02T00:00Z']);
  });

  it('are refused where they are more than one question may list', () => {
    const schedule = valueOf(createResetSchedule('* * * * *', 'UTC'));
    expect(schedule.between(0, (MAX_RESETS + 1) * 60_000)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'cron' } });
    expect(valueOf(schedule.between(0, MAX_RESETS * 60_000))).toHaveLength(MAX_RESETS);
  });
});

describe('the resets beside an instant', () => {
  const schedule = valueOf(createResetSchedule('0 6 1 * *', 'Europe/Berlin'));

  it('are the next after it and the last at or before it', () => {
    expect(schedule.nextAfter(at('2027-01-01T05:00Z'))).toBe(at('2027-02-01T05:00Z'));
    expect(schedule.nextAfter(at('2027-01-01T04:59:59.999Z'))).toBe(at('2027-01-01T05:00Z'));
    expect(schedule.lastAtOrBefore(at('2027-01-01T05:00Z'))).toBe(at('2027-01-01T05:00Z'));
    expect(schedule.lastAtOrBefore(at('2027-01-01T04:59:59.999Z'))).toBe(at('2026-12-01T05:00Z'));
  });
});

describe('schedules', () => {
  afterEach(() => void vi.useRealTimers());

  it('do not depend on the clock or the time zone of the machine', () => {
    const answer = (): unknown => {
      const schedule = valueOf(createResetSchedule('30 2 * * 1-5', 'America/New_York'));
      return [schedule.nextAfter(at('2026-03-06T12:00Z')), schedule.lastAtOrBefore(at('2026-11-02T12:00Z')), valueOf(schedule.between(at('2026-03-01T00:00Z'), at('2026-04-01T00:00Z')))];
    };
    const zone = process.env['TZ'];
    const expected = answer();
    vi.useFakeTimers({ now: at('1999-12-31T23:59Z') });
    process.env['TZ'] = 'Australia/Lord_Howe';
    const found = answer();
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(found).toEqual(expected);
  });

  it.each([
    ['60 * * * *', 'cron: minute'],
    ['0 24 * * *', 'cron: hour'],
    ['0 0 32 * *', 'cron: day of month'],
    ['0 0 1 13 *', 'cron: month'],
    ['0 0 * * 8', 'cron: day of week'],
    ['*/0 * * * *', 'cron: minute'],
    ['10-5 * * * *', 'cron: minute'],
    ['0 x * * *', 'cron: hour'],
    ['0 0 31 2 *', 'cron: day of month'],
    ['0 0 31 2,4,6,9,11 *', 'cron: day of month'],
    ['0 0 * *', 'cron'],
    ['0 0 0 * * *', 'cron'],
    ['@daily', 'cron'],
    ['', 'cron'],
  ])('"%s" is refused at %s', (cron, path) => {
    expect(createResetSchedule(cron, 'Europe/Berlin')).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path } });
  });

  it('say what is wrong in words', () => {
    expect(createResetSchedule('0 24 * * *', 'UTC')).toMatchObject({ fault: { message: 'The hour "24" of "0 24 * * *" can not be read: Invalid value for hour: 24.' } });
    expect(createResetSchedule('0 0 * * *', 'Europe/Bonn')).toMatchObject({ fault: { message: '"Europe/Bonn" is not a known time zone.', path: 'timeZone' } });
    expect(createResetSchedule('0 0 * * *', '+01:00')).toMatchObject({ fault: { path: 'timeZone' } });
  });
});
