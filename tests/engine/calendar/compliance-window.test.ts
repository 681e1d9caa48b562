import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { listWindowTimes, markWindowDays, openComplianceWindow } from '../../../src/engine/calendar/compliance-window.ts';
import { ComplianceWindow } from '../../../src/engine/model/compliance-window.ts';
import { readDocument } from '../../../src/engine/model/read-document.ts';
import { valueOf } from './support/valued.ts';

const day = (iso: string): number => parseDay(iso)!;
const congress: ComplianceWindow = { id: 'congress', name: 'Spring congress', kind: 'blackout', from: '2027-01-06', to: '2027-01-08', reason: 'conference' };
const mark = (changes: Partial<ComplianceWindow>, start: string, days: number): string => valueOf(markWindowDays({ ...congress, ...changes }, day(start), days)).join('');

describe('the days of a compliance window', () => {
  it('are its dates, both included, cut to the horizon', () => {
    expect(mark({}, '2027-01-04', 7)).toBe('0011100');
    expect(mark({}, '2027-01-07', 4)).toBe('1100');
    expect(mark({}, '2027-01-09', 3)).toBe('000');
  });

  it('recur by its rule, without its exceptions', () => {
    expect(mark({ to: '2027-01-06', recurrence: 'FREQ=WEEKLY;BYDAY=WE,FR' }, '2027-01-04', 14)).toBe('00101000010100');
    expect(mark({ to: '2027-01-06', recurrence: 'FREQ=WEEKLY;BYDAY=WE,FR', exceptions: ['2027-01-08'] }, '2027-01-04', 14)).toBe('00100000010100');
    expect(mark({ from: '2024-12-24', to: '2025-01-01', recurrence: 'FREQ=YEARLY' }, '2027-12-30', 5)).toBe('11100');
  });

  it('are listed whole for a calendar', () => {
    const times = valueOf(listWindowTimes({ ...congress, recurrence: 'FREQ=MONTHLY;BYDAY=1WE' }, day('2027-02-04'), day('2027-03-03')));
    expect(times.map(({ first, last }) => [formatDay(first), formatDay(last)])).toEqual([
      ['2027-02-03', '2027-02-05'],
      ['2027-03-03', '2027-03-05'],
    ]);
  });

  it('are refused with the window and the part of the rule that is wrong', () => {
    expect(openComplianceWindow({ ...congress, recurrence: 'FREQ=MONTHLY;BYDAY=6WE' })).toEqual({
      ok: false,
      fault: { code: 'BAD_INPUT', message: '"Spring congress": BYDAY numbers a weekday beyond 5; a month has at most five of each.', path: 'recurrence: BYDAY' },
    });
    expect(markWindowDays({ ...congress, recurrence: 'FREQ=HOURLY' }, 0, 7)).toMatchObject({ ok: false, fault: { path: 'recurrence: FREQ' } });
    expect(openComplianceWindow({ ...congress, to: '2027-01-05' })).toMatchObject({ ok: false, fault: { path: 'to' } });
  });
});

describe('the schema of a compliance window', () => {
  it('takes a window as it is written, and refuses what does not fit', () => {
    expect(valueOf(readDocument(ComplianceWindow, { ...congress, recurrence: 'FREQ=YEARLY', specialties: ['cardiology'], enforce: false }))).toMatchObject({ enforce: false });
    for (const [changes, path] of [
      [{ kind: 'closed' }, '$.kind'],
      [{ from: '2027-02-30' }, '$.from'],
      [{ to: '2027-01-05' }, '$.to'],
      [{ exceptions: ['tomorrow'] }, '$.exceptions[0]'],
      [{ colour: 'red' }, '$.colour'],
    ] as const) {
      expect(readDocument(ComplianceWindow, { ...congress, ...changes }), path).toMatchObject({ ok: false, fault: { code: 'BAD_FORMAT', path } });
    }
  });
});
