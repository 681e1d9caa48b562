import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';

/** Exports of a small CRM: enough history for estimates, small enough that everything is quick. Same bytes every time. */
export interface SmallExports {
  readonly files: readonly string[];
  readonly contacts: readonly string[];
  /** Touches by e-mail, oldest first. */
  readonly emails: readonly { readonly contact: string; readonly date: string }[];
  readonly touches: number;
  readonly outcomes: number;
}

const CONTACTS = 120;
const ROUNDS = 10;
const FIRST_DAY = parseDay('2026-01-05') ?? 0;
/** Days from the first touch to the day after the last outcome. */
export const SMALL_HISTORY_DAYS = 14 * ROUNDS;
const channels = ['email', 'call', 'visit'] as const;
/** One touch in so many is answered. */
const answeredOneIn = { email: 40, call: 9, visit: 5 } as const;

function write(folder: string, name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** Writes contacts, touches and outcomes into a folder; the history begins on a day. */
export function writeSmallExports(folder: string, firstDay = FIRST_DAY): SmallExports {
  const contacts = Array.from({ length: CONTACTS }, (_, at) => `K-${String(at + 1).padStart(3, '0')}`);
  const touches = contacts.flatMap((contact, at) =>
    Array.from({ length: ROUNDS }, (_, round) => ({ contact, channel: channels[(at + round) % channels.length] ?? 'email', date: formatDay(firstDay + 14 * round + (at % 5)), isAnswered: (at * 7 + round * 13) % answeredOneIn[channels[(at + round) % channels.length] ?? 'email'] === 0 })),
  );
  const answered = touches.filter(({ isAnswered }) => isAnswered);
  return {
    contacts,
    touches: touches.length,
    outcomes: answered.length,
    emails: touches.filter(({ channel }) => channel === 'email').toSorted((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0)),
    files: [
      write(folder, 'contacts.csv', ['Contact ID,Name,Segment,Rep,Territory,Email,Value', ...contacts.map((contact, at) => `${contact},Contact ${at + 1},${'ABC'[at % 3]},R${at % 4},T${at % 2},contact${at + 1}@example.org,${40 + ((at * 37) % 60)}`)]),
      write(folder, 'touches.csv', ['Activity ID,Contact ID,Activity Date,Channel,Cost', ...touches.map(({ contact, channel, date }, at) => `A-${at},${contact},${date},${channel},${channel === 'email' ? 1 : channel === 'call' ? 12 : 60}`)]),
      write(folder, 'outcomes.csv', ['Outcome ID,Contact ID,Occurred At,Outcome Type,Channel,Value', ...answered.map(({ contact, channel, date }, at) => `O-${at},${contact},${date}T18:00:00,reply,${channel},1`)]),
    ],
  };
}
