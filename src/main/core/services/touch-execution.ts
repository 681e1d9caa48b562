import type { ExecutionReport } from '../../../contract/campaign.ts';
import { formatDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { matchTouches, type TouchMatches } from '../../../engine/coordination/match-touches.ts';
import { executeReservation } from '../../../engine/coordination/reservation-lifecycle.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { readTouchesInDays } from '../db/repositories/history.ts';
import { createContactNames, putReservation, readStanding } from '../db/repositories/reservation.ts';
import type { EditService } from './edit.ts';

/** Reservations named in a report. */
const SHOWN = 100;

/** Reservations as stored: touches are imported after the days that were held for them, when these are over. */
function readMatches(sqlite: Sqlite): TouchMatches {
  const standing = readStanding(sqlite, null);
  const active = standing.filter(({ status }) => status === 'active');
  if (active.length === 0) return { matches: [], unused: 0 };
  const first = active.reduce((day, { from }) => (from < day ? from : day), active[0]?.from ?? '');
  const last = active.reduce((day, { to }) => (to > day ? to : day), '');
  return matchTouches(readCampaigns(sqlite), standing, readTouchesInDays(sqlite, first, last));
}

function describe(sqlite: Sqlite, { matches, unused }: TouchMatches): ExecutionReport {
  const contactName = createContactNames(sqlite);
  const counts = new Map<string, number>();
  for (const { reservation } of matches) counts.set(reservation.campaign, (counts.get(reservation.campaign) ?? 0) + 1);
  return {
    reservations: matches.length,
    unused,
    byCampaign: readCampaigns(sqlite).flatMap(({ id, name }) => (counts.has(id) ? [{ campaign: id, campaignName: name, reservations: counts.get(id) ?? 0 }] : [])),
    first: matches.slice(0, SHOWN).map(({ reservation: { contact, channel, campaign }, day }) => ({ contact, contactName: contactName(contact), channel: channel ?? '', campaign, date: formatDay(day) })),
  };
}

/** Records which reservations imported touches used. */
export function createTouchExecutionService(context: CoreContext, edits: EditService) {
  return {
    /** What `apply` would record; writes nothing. */
    report(): Result<ExecutionReport> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { sqlite } = session.value.database;
      return succeed(describe(sqlite, readMatches(sqlite)));
    },
    /** Records them as one step; `STALE` where it would be another number than was looked at. */
    apply: ({ expected }: { expected: number }): Promise<Result<{ executed: number }>> =>
      edits.run(`Record ${expected} touches of campaigns`, (recorder, sqlite) => {
        const { matches } = readMatches(sqlite);
        if (matches.length !== expected) return fail('STALE', `${matches.length} reservations would be executed, not ${expected}.`, { hint: 'Look at the new report.' });
        for (const { reservation, day } of matches) {
          const executed = executeReservation(reservation, formatDay(day));
          if (!executed.ok) return executed;
          putReservation(recorder, executed.value);
        }
        return succeed({ executed: matches.length });
      }),
  };
}
export type TouchExecutionService = ReturnType<typeof createTouchExecutionService>;
