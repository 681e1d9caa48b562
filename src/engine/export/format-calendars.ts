import { formatDay } from '../base/day.ts';
import type { CheckedTable } from './check-tables.ts';
import type { ExportCell } from './table.ts';

/** Octets of a line before it is folded (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

// oxlint-disable-next-line no-control-regex -- one octet each, control characters included
const IS_ASCII = /^[\u0000-\u007F]*$/u;
const octetsOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/** Folds a content line so that no part is longer than 75 octets and no character is torn; parts after the first begin with a blank. */
export function foldLine(line: string): string {
  if (line.length <= LINE_OCTETS && IS_ASCII.test(line)) return line;
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

/** Text as a property holds it (RFC 5545, 3.3.11): backslash, semicolon and comma escaped, line ends as \n. */
export const escapeText = (text: string): string => text.replaceAll(/[\\;,]/gu, (letter) => `\\${letter}`).replaceAll(/\r\n|\r|\n/gu, '\\n');

/** Instant as UTC date-time of RFC 5545: 20270104T080000Z. */
export const formatInstant = (epochMs: number): string => new Date(epochMs).toISOString().replaceAll(/[-:]|\.\d{3}/gu, '');

const formatTime = (name: 'DTSTART' | 'DTEND', value: number, isDay: boolean): string => (isDay ? `${name};VALUE=DATE:${formatDay(value).replaceAll('-', '')}` : `${name}:${formatInstant(value)}`);

/** A calendar and the rep it is for. */
export interface RepCalendar {
  readonly rep: string;
  readonly events: number;
  /** The file, made when it is asked for. */
  text(): string;
}

/** Lines of one event, folded. */
function formatEvent([uid, , summary, start, end, category, description]: readonly ExportCell[], isDay: boolean, generatedMs: number): string {
  const lines = [
    'BEGIN:VEVENT',
    `UID:${escapeText(String(uid))}`,
    `DTSTAMP:${formatInstant(generatedMs)}`,
    formatTime('DTSTART', Number(start), isDay),
    formatTime('DTEND', Number(end), isDay),
    `SUMMARY:${escapeText(String(summary))}`,
    `CATEGORIES:${escapeText(String(category))}`,
    ...(description === null || description === undefined || description === '' ? [] : [`DESCRIPTION:${escapeText(String(description))}`]),
    'END:VEVENT',
  ];
  return lines.map(foldLine).join('\r\n');
}

/** Calendars of all reps from the events that were accepted, reps in the order of their names. */
export function formatCalendars({ table, isRefused, rows }: CheckedTable, stamp: { readonly name: string; readonly generatedMs: number }): readonly RepCalendar[] {
  const isDay = table.columns.find(({ name }) => name === 'DTSTART')?.type.kind === 'date';
  const eventsOf = new Map<string, (readonly ExportCell[])[]>();
  for (const [at, row] of rows.entries()) {
    if (isRefused[at] === 1) continue;
    const rep = String(row[1]);
    const events = eventsOf.get(rep);
    if (events === undefined) eventsOf.set(rep, [row]);
    else events.push(row);
  }
  return [...eventsOf].sort(([one], [other]) => (one < other ? -1 : 1)).map(([rep, events]) => ({
    rep,
    events: events.length,
    text: () => `${['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//OMNIVOR//Planner//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', foldLine(`X-WR-CALNAME:${escapeText(`${rep}, ${stamp.name}`)}`), ...events.map((row) => formatEvent(row, isDay, stamp.generatedMs)), 'END:VCALENDAR'].join('\r\n')}\r\n`,
  }));
}
