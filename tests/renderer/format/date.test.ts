import { describe, expect, test } from 'vitest';
import { formatBytes, formatDate, formatDuration, formatMoment, weekdayOf } from '../../../src/renderer/shared/format/date.ts';
import { humanize } from '../../../src/renderer/shared/format/labels.ts';
import { shiftDay } from '../../../src/renderer/shared/forms/DateField.tsx';

describe('days', () => {
  test('ISO with the weekday', () => {
    expect(formatDate('2026-11-23')).toBe('Mon 2026-11-23');
    expect(formatDate('2028-02-29')).toBe('Tue 2028-02-29');
    expect(formatDate(null)).toBe('–');
    expect(formatDate('')).toBe('–');
  });

  test('a text that is no day stays as it is', () => {
    expect(weekdayOf('2026-02-30')).toBeNull();
    expect(formatDate('2026-02-30')).toBe('2026-02-30');
  });

  test('moving by days goes over months and leap days', () => {
    expect(shiftDay('2026-12-31', 1)).toBe('2027-01-01');
    expect(shiftDay('2028-03-01', -1)).toBe('2028-02-29');
    expect(shiftDay('soon', 1)).toBe('soon');
  });

  test('a moment has the day, the weekday and the time of the own clock', () => {
    expect(formatMoment(new Date(2026, 10, 21, 5, 48).getTime())).toBe('Sat 2026-11-21 05:48');
    expect(formatMoment(null)).toBe('–');
  });
});

test('durations', () => {
  expect(formatDuration(480)).toBe('480 ms');
  expect(formatDuration(12_400)).toBe('12.4 s');
  expect(formatDuration(59_960)).toBe('1 min 00 s');
  expect(formatDuration(185_000)).toBe('3 min 05 s');
  expect(formatDuration(7_800_000)).toBe('2 h 10 min');
  expect(formatDuration(-1)).toBe('–');
});

test('sizes', () => {
  expect(formatBytes(812)).toBe('812 B');
  expect(formatBytes(4_200)).toBe('4.2 kB');
  expect(formatBytes(999_960)).toBe('1.0 MB');
  expect(formatBytes(null)).toBe('–');
});

test('technical names as labels', () => {
  expect(humanize('rep_email')).toBe('Rep email');
  expect(humanize('minContacts')).toBe('Min contacts');
  expect(humanize('npi')).toBe('NPI');
});
