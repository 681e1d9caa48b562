import { formatDay, type DayNumber } from '../../../engine/base/day.ts';
import type { RepSpan } from '../../../engine/model/allocation.ts';
import type { HorizonDays } from '../../../engine/model/horizon-days.ts';
import type { Sqlite } from '../db/connection.ts';
import { readReps, readTeams, type TeamMember } from '../db/repositories/territory.ts';
import { MONDAY_TO_FRIDAY, openCalendar } from './working-reps.ts';

/**
 * Who acts on the contacts of a workspace on the days of a horizon. `own` is the rep that a contact's own column names, ''
 * for none: its primary where none is assigned.
 */
export interface ActingReps {
  /** Reps that may act on a contact on a day, in the order they are asked: primary, secondary, backup, of equals the one assigned last. */
  teamOn(contact: string, own: string, day: DayNumber): readonly string[];
  /** The rep a contact belongs to on the first day, at work or not; '' for nobody. */
  holderOf(contact: string, own: string): string;
  /** Who acts on a day: the first of the team who works then, the first of all where none does; '' for nobody. */
  repOn(contact: string, own: string, day: DayNumber): string;
  /** Days of the horizon on which another than the holder acts. O(days · team). */
  spansOf(contact: string, own: string): readonly RepSpan[];
}

const NO_TEAM: readonly TeamMember[] = [];

/** First days of the stretches of a horizon in which a team stays the same, in order. */
function listStretches(team: readonly TeamMember[], { fromDay, toDay }: HorizonDays): DayNumber[] {
  const days = team.flatMap(({ from, to }) => [from ?? fromDay, to === null ? fromDay : to + 1]).filter((day) => day > fromDay && day <= toDay);
  return [...new Set([fromDay, ...days])].toSorted((one, other) => one - other);
}

/** Marks the days of a horizon that each rep works on; reps without a calendar work Monday to Friday. */
function readWork(sqlite: Sqlite, { fromDay, toDay }: HorizonDays): (rep: string, day: DayNumber) => boolean {
  const known = new Map(readReps(sqlite).map((rep) => [rep.id, rep]));
  const marksOf = new Map<string, readonly boolean[]>();
  const mark = (rep: string): readonly boolean[] => {
    const calendar = openCalendar(known.get(rep) ?? { weekdays: MONDAY_TO_FRIDAY, daysOff: [] });
    return Array.from({ length: toDay - fromDay + 1 }, (_, at) => calendar.isWorkingDay(fromDay + at));
  };
  return (rep, day) => {
    let marks = marksOf.get(rep);
    if (marks === undefined) marksOf.set(rep, (marks = mark(rep)));
    return marks[day - fromDay] === true;
  };
}

/** Reads assignments and calendars. O(assignments in the horizon + reps · days). */
export function readActingReps(sqlite: Sqlite, horizon: HorizonDays): ActingReps {
  const { fromDay, toDay } = horizon;
  const teams = readTeams(sqlite, horizon);
  const works = readWork(sqlite, horizon);
  const teamOn = (contact: string, own: string, day: DayNumber): readonly string[] => {
    const present = (teams.get(contact) ?? NO_TEAM).filter(({ from, to }) => (from === null || from <= day) && (to === null || to >= day));
    const isOwnPrimary = own !== '' && !present.some(({ role }) => role === 'primary');
    const assigned = present.map(({ rep }) => rep);
    return isOwnPrimary ? [own, ...assigned] : assigned;
  };
  const holderOf = (contact: string, own: string): string => (teams.has(contact) ? (teamOn(contact, own, fromDay)[0] ?? '') : own);
  const pick = (team: readonly string[], day: DayNumber): string => team.find((rep) => works(rep, day)) ?? team[0] ?? '';
  return {
    teamOn,
    holderOf,
    repOn: (contact, own, day) => (teams.has(contact) ? pick(teamOn(contact, own, day), day) : own),
    spansOf(contact, own) {
      const assigned = teams.get(contact);
      if (assigned === undefined) return [];
      const holder = holderOf(contact, own);
      const spans: { contact: string; rep: string; first: DayNumber; last: DayNumber }[] = [];
      const starts = listStretches(assigned, horizon);
      for (const [at, start] of starts.entries()) {
        const team = teamOn(contact, own, start);
        const end = (starts[at + 1] ?? toDay + 1) - 1;
        for (let day = start; day <= end; day += 1) {
          const rep = pick(team, day);
          const before = spans.at(-1);
          if (rep === holder) continue;
          if (before?.rep === rep && before.last === day - 1) before.last = day;
          else spans.push({ contact, rep, first: day, last: day });
        }
      }
      return spans.map(({ first, last, ...span }) => ({ ...span, from: formatDay(first), to: formatDay(last) }));
    },
  };
}
