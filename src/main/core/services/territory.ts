import { formatDay, parseDay, type DayNumber } from '../../../engine/base/day.ts';
import { readCivilDay, startOfMonth } from '../../../engine/calendar/civil-day.ts';
import { listObservedHolidays } from '../../../engine/calendar/us-federal-holidays.ts';
import { jainIndex } from '../../../engine/base/fairness.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Territories } from '../../../contract/territory.ts';
import type { ContactFilter } from '../../../engine/model/filter.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import type { Assignment, AssignmentRole, Rep } from '../../../engine/model/territory.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readHeld } from '../db/repositories/ledger.ts';
import { countRepContacts, putAssignments, putRep, readAssignmentIds, readAssignments, readOtherPrimaries, readReps } from '../db/repositories/territory.ts';
import type { EditService } from './edit.ts';
import type { RuleService } from './rule.ts';
import { MONDAY_TO_FRIDAY, openCalendar } from './working-reps.ts';

interface AssignInput {
  readonly rep: string;
  readonly role: AssignmentRole;
  readonly from: string | null;
  readonly to: string | null;
  readonly filter: ContactFilter;
  readonly replace: boolean;
}

/** First day of the year a day lies in, or of one some years later. */
const startOfYear = (day: DayNumber, later = 0): DayNumber => startOfMonth(readCivilDay(day).year + later, 1);

/** Reps, their calendars and contacts. */
export function createTerritoryService(context: CoreContext, edits: EditService, rules: RuleService) {
  const describe = (sqlite: Sqlite, horizon: { start: string; days: number }): Territories => {
    const { fromDay: startDay, toDay } = horizonDays(horizon);
    const counts = countRepContacts(sqlite, startDay);
    const known = new Map(readReps(sqlite).map((rep) => [rep.id, rep]));
    const booked = new Map<string, number>();
    for (const held of readHeld(sqlite, { fromDay: startDay, toDay })) if (held.rep !== null) booked.set(held.rep, (booked.get(held.rep) ?? 0) + held.bookedActions + held.usedActions);
    const countOf = new Map(counts.map((count) => [count.rep, count]));
    const ids = [...new Set([...counts.map((count) => count.rep), ...known.keys(), ...booked.keys()])].filter((id) => id !== '').toSorted((a, b) => (a < b ? -1 : 1));
    const reps = ids.map((id) => {
      const { primary = 0, secondary = 0, backup = 0, value = 0 } = countOf.get(id) ?? {};
      const rep = known.get(id) ?? { id, name: '', weekdays: [...MONDAY_TO_FRIDAY], daysOff: [] };
      return { ...rep, hasCalendar: known.has(id), primary, secondary, backup, value, booked: booked.get(id) ?? 0, workingDays: openCalendar(rep).countWorkingDays(startDay, toDay) };
    });
    return { date: horizon.start, reps, unassigned: countOf.get('')?.primary ?? 0, fairness: jainIndex(reps.filter(({ id }) => countOf.has(id) || known.has(id)).map((rep) => rep.value)) };
  };

  return {
    get(): Result<Territories> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const current = rules.get();
      return current.ok ? succeed(describe(session.value.database.sqlite, current.value.horizon)) : current;
    },
    holidays(): Result<{ date: string; name: string }[]> {
      const current = rules.get();
      if (!current.ok) return current;
      const { fromDay, toDay } = horizonDays(current.value.horizon);
      const found = listObservedHolidays(startOfYear(fromDay), startOfYear(toDay, 1) - 1);
      return succeed(found.toSorted((one, other) => one.day - other.day).map(({ day, name }) => ({ date: formatDay(day), name })));
    },
    saveRep: (rep: Rep): Promise<Result<void>> =>
      edits.run(`Set rep ${rep.id}`, (recorder) => {
        putRep(recorder, rep);
        return succeed(undefined);
      }),
    removeRep: (id: string): Promise<Result<void>> =>
      edits.run(`Remove rep ${id}`, (recorder, sqlite) => {
        recorder.remove('reps', { id });
        for (const assignment of readAssignmentIds(sqlite, id)) recorder.remove('territory_assignments', { id: assignment });
        return succeed(undefined);
      }),
    assignments(query: { rep?: string | undefined; contact?: string | undefined; offset: number; limit: number }): Result<{ total: number; rows: Assignment[] }> {
      const session = requireSession(context);
      return session.ok ? succeed(readAssignments(session.value.database.sqlite, query)) : session;
    },
    assign({ filter, replace, ...assignment }: AssignInput): Promise<Result<{ assigned: number }>> {
      const { rep, role, from, to } = assignment;
      return edits.run(`Assign contacts to ${rep}`, (recorder, sqlite) => {
        if (from !== null && to !== null && to < from) return fail('BAD_INPUT', `The assignment ends ${to}, before it starts ${from}.`, { path: 'to' });
        const others = role === 'primary' ? readOtherPrimaries(sqlite, filter, assignment) : [];
        const first = others[0];
        if (first !== undefined && !replace) {
          return fail('CONFLICT', `${others.length} contacts have another primary rep in these days, the first ${first.contact}: ${first.rep}.`, { hint: 'Replace it, or assign as secondary or backup.' });
        }
        for (const other of others) endBefore(recorder, other, from);
        return succeed({ assigned: putAssignments(sqlite, recorder, filter, assignment) });
      });
    },
    unassign: (ids: readonly number[]): Promise<Result<void>> =>
      edits.run(`Remove ${ids.length} assignments`, (recorder) => {
        for (const id of ids) recorder.remove('territory_assignments', { id });
        return succeed(undefined);
      }),
  };

  /** Ends an assignment on the day before another begins; one that would end before it began goes. */
  function endBefore(recorder: Parameters<Parameters<EditService['run']>[1]>[0], assignment: Assignment, from: string | null): void {
    const lastDay = from === null ? null : (parseDay(from) ?? 0) - 1;
    if (lastDay === null || (assignment.from !== null && formatDay(lastDay) < assignment.from)) recorder.remove('territory_assignments', { id: assignment.id });
    else recorder.put('territory_assignments', { id: assignment.id, to_day: lastDay });
  }
}
export type TerritoryService = ReturnType<typeof createTerritoryService>;
