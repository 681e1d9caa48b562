import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { checkResets, listResetDays } from '../../../src/engine/calendar/reset-days.ts';
import { createResetSchedule } from '../../../src/engine/calendar/reset-schedule.ts';
import { valueOf } from './support/valued.ts';

const list = (cron: string, timeZone: string, from: string, days: number): string[] => valueOf(listResetDays({ cron, timeZone }, parseDay(from)!, days)).map(formatDay);

describe('days of resets', () => {
  it.each([
    // The clock goes forward at 02:00 on 2027-03-28 and back at 03:00 on 2027-10-31.
    ['Europe/Berlin', '2027-03-26', ['2027-03-25', '2027-03-26', '2027-03-27', '2027-03-28', '2027-03-29']],
    ['Europe/Berlin', '2027-10-29', ['2027-10-28', '2027-10-29', '2027-10-30', '2027-10-31', '2027-11-01']],
    // New York: 2027-03-14 and 2027-11-07.
    ['America/New_York', '2027-03-12', ['2027-03-11', '2027-03-12', '2027-03-13', '2027-03-14', '2027-03-15']],
    ['America/New_York', '2027-11-05', ['2027-11-04', '2027-11-05', '2027-11-06', '2027-11-07', '2027-11-08']],
    // Lord Howe moves by half an hour, Havana skips midnight itself.
    ['Australia/Lord_Howe', '2027-04-02', ['2027-04-01', '2027-04-02', '2027-04-03', '2027-04-04', '2027-04-05']],
    ['America/Havana', '2027-03-12', ['2027-03-11', '2027-03-12', '2027-03-13', '2027-03-14', '2027-03-15']],
  ])('%s: one a day from %s on, at midnight, at 02:30 and before midnight', (timeZone, from, expected) => {
    for (const cron of ['0 0 * * *', '30 2 * * *', '59 23 * * *']) expect(list(cron, timeZone, from, 4), cron).toEqual(expected);
  });

  it('are local: a Monday of Auckland is a Sunday in UTC, and one of Honolulu a Monday', () => {
    for (const timeZone of ['Pacific/Auckland', 'Pacific/Honolulu', 'UTC']) expect(list('0 0 * * MON', timeZone, '2027-01-05', 14)).toEqual(['2027-01-04', '2027-01-11', '2027-01-18']);
  });

  it('stand once, however often a day resets, every minute included', () => {
    expect(list('* * * * *', 'Europe/Berlin', '2027-03-27', 3)).toEqual(['2027-03-26', '2027-03-27', '2027-03-28', '2027-03-29']);
  });

  it('stand once a day, and follow months and quarters', () => {
    expect(list('0 */6 * * *', 'Europe/Berlin', '2027-03-28', 2)).toEqual(['2027-03-27', '2027-03-28', '2027-03-29']);
    expect(list('0 5 1 1,4,7,10 *', 'America/New_York', '2027-03-15', 120)).toEqual(['2027-01-01', '2027-04-01', '2027-07-01']);
  });

  it('are those a clock on the wall shows at the instants of the schedule', () => {
    for (const timeZone of ['Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kolkata', 'Pacific/Apia']) {
      const wall = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
      const resets = valueOf(valueOf(createResetSchedule('15 1 */3 * *', timeZone)).between(Date.UTC(2027, 0, 2), Date.UTC(2027, 11, 30)));
      expect(list('15 1 */3 * *', timeZone, '2027-01-02', 362).slice(1)).toEqual(expect.arrayContaining(resets.map((reset) => wall.format(reset)).slice(1, -1)));
    }
  });

  it('are refused where they can not be read or never come', () => {
    expect(checkResets({ cron: '0 0 * * *', timeZone: 'Europe/Berlin' })).toBeNull();
    expect(checkResets({ cron: '0 0 * * *', timeZone: 'Europe/Atlantis' })).toMatchObject({ fault: { code: 'BAD_INPUT', path: 'timeZone' } });
    expect(checkResets({ cron: 'daily', timeZone: 'UTC' })).toMatchObject({ fault: { code: 'BAD_INPUT' } });
    expect(checkResets({ cron: '0 0 31 2 *', timeZone: 'UTC' })).toMatchObject({ fault: { code: 'BAD_INPUT' } });
  });
});
