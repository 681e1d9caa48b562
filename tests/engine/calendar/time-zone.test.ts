import { describe, expect, it } from 'vitest';
import { openTimeZone } from '../../../src/engine/calendar/time-zone.ts';
import { at, valueOf } from './support/valued.ts';

const instantOf = (zone: string, wall: string): string => new Date(valueOf(openTimeZone(zone)).instantOf(at(`${wall}Z`))).toISOString().slice(0, 16);

describe('the instant of a wall time', () => {
  it.each([
    ['Europe/Berlin', '2027-01-04T09:00', '2027-01-04T08:00'],
    ['Europe/Berlin', '2027-07-05T09:00', '2027-07-05T07:00'],
    ['Europe/Berlin', '2027-03-28T01:59', '2027-03-28T00:59'],
    ['Europe/Berlin', '2027-03-28T02:30', '2027-03-28T01:30'],
    ['Europe/Berlin', '2027-03-28T03:00', '2027-03-28T01:00'],
    ['Europe/Berlin', '2027-10-31T02:30', '2027-10-31T00:30'],
    ['Europe/Berlin', '2027-10-31T03:00', '2027-10-31T02:00'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45'],
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00'],
  ])('%s %s is %s UTC', (zone, wall, expected) => {
    expect(instantOf(zone, wall)).toBe(expected);
  });

  it('shows the wall time again, wherever it is shown at all', () => {
    for (const name of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']) {
      const zone = valueOf(openTimeZone(name));
      for (let instant = at('2026-01-01T00:00Z'); instant < at('2028-01-01T00:00Z'); instant += 10_800_000) {
        const wall = zone.wallAt(instant);
        expect(zone.wallAt(zone.instantOf(wall))).toBe(wall);
        expect(zone.instantOf(wall)).toBeLessThanOrEqual(instant);
      }
    }
  });
});

describe('a time zone', () => {
  it('is refused where nobody knows it', () => {
    for (const name of ['', 'Mars/Olympus', '+02:00', 'Europe']) expect(openTimeZone(name)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'timeZone' } });
  });
});
