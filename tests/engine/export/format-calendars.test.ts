import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTables } from '../../../src/engine/export/check-tables.ts';
import { draftExport } from '../../../src/engine/export/draft-export.ts';
import { escapeText, foldLine, formatCalendars } from '../../../src/engine/export/format-calendars.ts';
import { defaultExportSettings, type ExportSettings } from '../../../src/engine/model/export.ts';
import { FIRST_DAY, hostileNames, makeAction, makePlan } from '../../support/export-plans.ts';
import { readCalendar, unescapeText } from '../../support/read-calendar.ts';

const make = (names: readonly (string | null)[], changes: Partial<ExportSettings> = {}, generatedMs = 0) => {
  const plan = makePlan(names.map((name, at) => makeAction({ name, contact: `C${at}`, lift: 100 - at })));
  const checked = checkTables(draftExport('ics', plan, { ...defaultExportSettings('ics'), ...changes }).tables, { shorten: false });
  return { checked, calendars: formatCalendars(checked.tables[0]!, { name: 'Cycle 1', generatedMs }) };
};

describe('a content line', () => {
  it('has parts of at most 75 octets, tears no character, and unfolds to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (line) => {
        const folded = foldLine(line);
        for (const part of folded.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
        expect(folded.replaceAll('\r\n ', '')).toBe(line);
        expect(Buffer.from(folded).toString('utf8')).toBe(folded);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('holds any text escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(escapeText(text)).not.toMatch(/[\r\n]/);
        expect(unescapeText(escapeText(text))).toBe(text.replaceAll(/\r\n|\r/gu, '\n'));
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});

describe('calendars of reps', () => {
  it('come back from an independent reader with every hostile name whole', () => {
    const [calendar] = make(hostileNames).calendars;
    const { properties, events } = readCalendar(calendar!.text());
    expect(properties).toMatchObject({ VERSION: '2.0', METHOD: 'PUBLISH', 'X-WR-CALNAME': 'R1, Cycle 1' });
    expect(events.map(({ SUMMARY }) => SUMMARY)).toEqual(hostileNames.map((name) => `email: ${name.replaceAll('\r\n', '\n')}`));
    expect(events[0]).toMatchObject({ UID: 'omnivor|C0|email|2027-01-04@omnivor', 'DTSTART;VALUE=DATE': '20270104', 'DTEND;VALUE=DATE': '20270105', DTSTAMP: '19700101T000000Z' });
  });

  it('keep their ids from one export to the next; only the stamp moves', () => {
    const [one, other] = [make(['A']).calendars[0]!.text(), make(['A'], {}, 86_400_000).calendars[0]!.text()];
    expect(one).not.toBe(other);
    expect(one.replace('DTSTAMP:19700101', 'DTSTAMP:19700102')).toBe(other);
  });

  it('stand at the times of the planner on the local clock, on the day the action stands on now; the id keeps the day of the plan', () => {
    const at = (contact: string, start: number, end: number) => makeAction({ contact, slot: { day: FIRST_DAY + 1, start, end } });
    const checked = checkTables(draftExport('ics', makePlan([at('C1', 540, 570), at('C2', 570, 585), at('C3', 1020, 1020)]), { ...defaultExportSettings('ics'), allDay: false, timeZone: 'Europe/Berlin' }).tables, { shorten: false });
    const [calendar] = formatCalendars(checked.tables[0]!, { name: 'Cycle 1', generatedMs: 0 });
    expect(readCalendar(calendar!.text()).events.map(({ UID, DTSTART, DTEND }) => [UID, DTSTART, DTEND])).toEqual([
      ['omnivor|C1|email|2027-01-04@omnivor', '20270105T080000Z', '20270105T083000Z'],
      ['omnivor|C2|email|2027-01-04@omnivor', '20270105T083000Z', '20270105T084500Z'],
    ]);
    expect(checked.findings[0]).toMatchObject({ column: 'DTSTART', contact: 'C3', expected: expect.stringContaining('a time of day') });
  });

  it('are one per rep, and an action of nobody is refused', () => {
    const plan = makePlan([makeAction({ rep: 'R2' }), makeAction({ rep: null, contact: 'C2' }), makeAction({ rep: 'R1', contact: 'C3' })]);
    const checked = checkTables(draftExport('ics', plan, defaultExportSettings('ics')).tables, { shorten: false });
    expect(formatCalendars(checked.tables[0]!, { name: '', generatedMs: 0 }).map(({ rep, events }) => [rep, events])).toEqual([['R1', 1], ['R2', 1]]);
    expect(checked.findings).toMatchObject([{ contact: 'C2', expected: 'a rep: a calendar belongs to somebody' }]);
  });
});
