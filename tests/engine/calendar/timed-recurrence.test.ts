import { describe, expect, it } from 'vitest';
import { createTimedRecurrence } from '../../../src/engine/calendar/timed-recurrence.ts';
import { formatWallTime, parseWallTime } from '../../../src/engine/calendar/wall-time.ts';
import { at, toIso, valueOf } from './support/valued.ts';

const wall = (iso: string): number => parseWallTime(iso)!;
const hours = (from: string, to: string, timeZone: string, rule: string | null, exceptions: string[] = []) => createTimedRecurrence({ from: wall(from), to: wall(to), timeZone, rule, exceptions: exceptions.map(wall) });
const list = (recurrence: ReturnType<typeof hours>, from: string, to: string): string[] => valueOf(valueOf(recurrence).between(at(from), at(to))).map(({ startMs, endMs }) => toIso([startMs, endMs]).join('/'));

describe('recurring hours', () => {
  it('keep their place on the local clock when it changes', () => {
    expect(list(hours('2026-10-24T09:00', '2026-10-24T17:00', 'Europe/Berlin', 'FREQ=DAILY;COUNT=2'), '2026-10-01T00:00Z', '2026-12-01T00:00Z')).toEqual(['2026-10-24T07:00Z/2026-10-24T15:00Z', '2026-10-25T08:00Z/2026-10-25T16:00Z']);
    expect(list(hours('2027-03-13T22:00', '2027-03-14T06:00', 'America/New_York', 'FREQ=DAILY;COUNT=2'), '2027-03-01T00:00Z', '2027-04-01T00:00Z')).toEqual(['2027-03-14T03:00Z/2027-03-14T10:00Z', '2027-03-15T02:00Z/2027-03-15T10:00Z']);
    expect(list(hours('2026-04-05T01:00', '2026-04-05T03:00', 'Australia/Lord_Howe', null), '2026-04-04T00:00Z', '2026-04-06T00:00Z')).toEqual(['2026-04-04T14:00Z/2026-04-04T16:30Z']);
  });

  it('are read with the offset before the gap in a skipped hour, and do not come where nothing of them is left', () => {
    expect(list(hours('2027-03-28T02:00', '2027-03-28T02:30', 'Europe/Berlin', null), '2027-03-27T00:00Z', '2027-03-29T00:00Z')).toEqual(['2027-03-28T01:00Z/2027-03-28T01:30Z']);
    expect(list(hours('2027-03-28T02:30', '2027-03-28T03:00', 'Europe/Berlin', null), '2027-03-27T00:00Z', '2027-03-29T00:00Z')).toEqual([]);
  });

  it('are found wherever they share an instant with the range, its end excluded', () => {
    const night = hours('2027-01-04T22:00', '2027-01-05T06:00', 'UTC', 'FREQ=DAILY');
    expect(list(night, '2027-01-06T05:59Z', '2027-01-06T22:00Z')).toEqual(['2027-01-05T22:00Z/2027-01-06T06:00Z']);
    expect(list(night, '2027-01-06T06:00Z', '2027-01-06T22:01Z')).toEqual(['2027-01-06T22:00Z/2027-01-07T06:00Z']);
  });

  it('end with an UNTIL in UTC at that instant, with a local one on the local clock', () => {
    const daily = (until: string): string[] => list(hours('2027-01-04T00:30', '2027-01-04T01:00', 'Europe/Berlin', `FREQ=DAILY;UNTIL=${until}`), '2027-01-01T00:00Z', '2027-02-01T00:00Z');
    expect(daily('20270105T233000Z')).toHaveLength(3);
    expect(daily('20270105T232959Z')).toHaveLength(2);
    expect(daily('20270106T003000')).toHaveLength(3);
    expect(daily('20270105T233000')).toHaveLength(2);
    expect(daily('20270105')).toHaveLength(2);
  });

  it('leave out exceptions', () => {
    expect(list(hours('2027-01-04T09:00', '2027-01-04T10:00', 'UTC', 'FREQ=DAILY;COUNT=3', ['2027-01-05T09:00']), '2027-01-01T00:00Z', '2027-02-01T00:00Z')).toEqual(['2027-01-04T09:00Z/2027-01-04T10:00Z', '2027-01-06T09:00Z/2027-01-06T10:00Z']);
  });

  it('are refused where they are empty, the zone is unknown or the rule is wrong', () => {
    expect(hours('2027-01-04T09:00', '2027-01-04T09:00', 'UTC', null)).toMatchObject({ fault: { path: 'to' } });
    expect(hours('2027-01-04T09:00', '2027-01-04T10:00', 'Nowhere', null)).toMatchObject({ fault: { path: 'timeZone' } });
    expect(hours('2027-01-04T09:00', '2027-01-04T10:00', 'UTC', 'FREQ=DAILY;BYHOUR=25')).toMatchObject({ fault: { path: 'BYHOUR' } });
  });
});

describe('rules too fine for a range', () => {
  it('end with a fault instead of hanging', () => {
    const everySecond = valueOf(hours('2027-01-04T09:00', '2027-01-04T09:00:01', 'UTC', 'FREQ=SECONDLY'));
    expect(everySecond.between(at('2027-01-04T00:00Z'), at('2028-01-04T00:00Z'))).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'FREQ' } });
    const everyMinute = valueOf(hours('2027-01-04T09:00', '2027-01-04T09:01', 'UTC', 'FREQ=MINUTELY'));
    expect(valueOf(everyMinute.between(at('2033-01-04T00:00Z'), at('2033-01-04T00:05Z')))).toHaveLength(5);
    const rare = valueOf(hours('2027-01-04T09:00', '2027-01-04T10:00', 'UTC', 'FREQ=SECONDLY;BYHOUR=9;BYMINUTE=0;BYSECOND=0;BYMONTH=1;BYMONTHDAY=4'));
    expect(list({ ok: true, value: rare }, '2033-01-01T00:00Z', '2034-01-01T00:00Z')).toEqual(['2033-01-04T09:00Z/2033-01-04T10:00Z']);
  });

  it('that never come are refused whatever their frequency', () => {
    for (const frequency of ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'MONTHLY', 'YEARLY']) expect(hours('2027-01-04T09:00', '2027-01-04T10:00', 'UTC', `FREQ=${frequency};BYMONTH=2;BYMONTHDAY=30`), frequency).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'RRULE' } });
    expect(hours('2027-01-04T09:00:30', '2027-01-04T10:00', 'UTC', 'FREQ=SECONDLY;INTERVAL=60;BYSECOND=15')).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'RRULE' } });
  });
});

describe('wall times', () => {
  it('are read and written as ISO local times', () => {
    expect(formatWallTime(wall('2027-01-04T09:00'))).toBe('2027-01-04T09:00:00');
    expect(formatWallTime(wall('1961-08-13T23:59:58'))).toBe('1961-08-13T23:59:58');
    for (const text of ['2027-02-30T09:00', '2027-01-04T24:00', '2027-01-04T09:60', '2027-01-04', '2027-01-04T09:00Z']) expect(parseWallTime(text)).toBeNull();
  });
});
