import type { CalendarSpan, ReservationRow, ReserveAsked, ReserveReport, ConflictRow, ReserveTarget } from '../../../contract/campaign.ts';
import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { standingReservations } from '../../../engine/coordination/collide.ts';
import type { CampaignBoard } from '../../../engine/coordination/detect-conflicts.ts';
import { findFreeSlots, type DayRange } from '../../../engine/coordination/free-slots.ts';
import type { ReservationChange } from '../../../engine/coordination/reservation-change.ts';
import { executeReservation, expireStale, releaseReservation } from '../../../engine/coordination/reservation-lifecycle.ts';
import { extendReservation, reserve } from '../../../engine/coordination/reserve.ts';
import type { Campaign, Conflict, Reservation, ReservationKind, ReservationRequest } from '../../../engine/model/campaign.ts';
import type { ContactFilter } from '../../../engine/model/filter.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudiences } from '../db/repositories/audience.ts';
import { readCampaign, readCampaigns } from '../db/repositories/campaign.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import {
  createContactNames,
  createReservationIds,
  putReservation,
  readCampaignReservations,
  readContactKeys,
  readReservation,
  readReservationPage,
  readReservationsByContact,
  readReservationsOf,
  readSpans,
  readStale,
  todayOf,
  type ReservationQuery,
  type Today,
} from '../db/repositories/reservation.ts';
import { readChannels } from '../db/repositories/rule.ts';
import { describeConflict, readLimits, type BoardReader } from './campaign-board.ts';
import type { EditService } from './edit.ts';

/** Conflicts shown of a reservation of many contacts. */
const SHOWN_CONFLICTS = 100;
/** Spans a calendar can draw. */
const MOST_SPANS = 1000;

/** Contacts of a target with their reservations. */
interface TargetContacts {
  readonly keys: readonly string[];
  readonly reservationsOf: ReadonlyMap<string, readonly Reservation[]>;
}

/** Everybody a target means; a single contact has to exist. */
function readTarget(sqlite: Sqlite, target: ReserveTarget, today: Today): Result<TargetContacts> {
  const ofFilter = (filter: ContactFilter): Result<TargetContacts> => succeed({ keys: readContactKeys(sqlite, filter), reservationsOf: readReservationsByContact(sqlite, filter, today) });
  if ('filter' in target) return ofFilter(target.filter);
  if ('contact' in target) {
    if (sqlite.prepare('SELECT 1 FROM contacts WHERE key = ?').get(target.contact) === undefined) return fail('UNKNOWN_REFERENCE', `No contact has the ID ${target.contact}.`, { path: 'contact' });
    return succeed({ keys: [target.contact], reservationsOf: new Map([[target.contact, readReservationsOf(sqlite, target.contact, today)]]) });
  }
  const audience = readAudiences(sqlite).find((one) => String(one.id) === target.audience);
  return audience === undefined ? fail('UNKNOWN_REFERENCE', `Audience ${target.audience} does not exist.`, { path: 'audience' }) : ofFilter(audience.filter);
}

/** What a campaign's wish comes to: changes to write, and the report. */
interface ReservePlan {
  readonly changes: readonly ReservationChange[];
  readonly report: ReserveReport;
}

type Wish = Omit<ReservationRequest, 'id' | 'contact'>;

const isSameHold = (held: Reservation, wish: Wish): boolean => held.campaign === wish.campaign && held.status === 'active' && held.channel === wish.channel && held.from === wish.from && held.to === wish.to;

/** Decides contact by contact. O(contacts + their reservations). */
function planReservations(sqlite: Sqlite, asked: ReserveAsked): Result<ReservePlan> {
  const { target, preempt, asOf, campaign, channel, kind, from, to, plannedDate, canPreempt, expiresAt } = asked;
  if (to < from) return fail('BAD_INPUT', `The reservation ends ${to}, before it starts ${from}.`, { path: 'to' });
  if (channel === null && kind !== 'exclusive') return fail('BAD_INPUT', 'A hold on all channels is exclusive.', { path: 'kind' });
  if (plannedDate !== undefined && (channel === null || plannedDate < from || plannedDate > to)) return fail('BAD_INPUT', `The touch on ${plannedDate} is not inside ${from} to ${to} on one channel.`, { path: 'plannedDate' });
  const known = readChannels(sqlite).map(({ id }) => id);
  if (channel !== null && !known.includes(channel)) return fail('UNKNOWN_REFERENCE', `Channel ${channel} does not exist. Known: ${known.join(', ') || 'none'}.`, { path: 'channel' });
  const campaigns = readCampaigns(sqlite);
  if (!campaigns.some((one) => one.id === campaign)) return fail('UNKNOWN_REFERENCE', `Campaign ${campaign} is not known.`, { path: 'campaign' });
  const found = readTarget(sqlite, target, todayOf(asOf));
  if (!found.ok) return found;
  const limits = readLimits(sqlite);
  const nextId = createReservationIds(sqlite);
  const contactName = createContactNames(sqlite);
  const names = new Map(campaigns.map((one) => [one.id, one.name]));
  const wish: Wish = { campaign, channel, kind, from, to, ...(plannedDate === undefined ? {} : { plannedDate }), canPreempt, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const changes: ReservationChange[] = [];
  const conflicts: ConflictRow[] = [];
  const report = { asked: 0, reserved: 0, held: 0, blocked: 0, preempted: 0 };
  for (const contact of found.value.keys) {
    report.asked += 1;
    const reservations = found.value.reservationsOf.get(contact) ?? [];
    if (reservations.some((held) => isSameHold(held, wish))) {
      report.held += 1;
      continue;
    }
    const id = nextId();
    const answer = reserve({ ...wish, id, contact }, { campaigns, reservations, limits: limits.of(contact) }, preempt);
    if (!answer.ok) return answer;
    if (answer.value.outcome === 'reserved') {
      report.reserved += 1;
      report.preempted += answer.value.changes.filter((change) => change.after.status === 'preempted').length;
      changes.push(...answer.value.changes);
      continue;
    }
    report.blocked += 1;
    if (conflicts.length >= SHOWN_CONFLICTS) continue;
    const wanted = wishedReservation(wish, id, contact, campaigns);
    const members = new Map([...reservations, wanted].map((member) => [member.id, member]));
    for (const conflict of answer.value.conflicts) conflicts.push(describeConflict(conflict, (member) => members.get(member) ?? wanted, (one) => names.get(one) ?? one, contactName));
  }
  return succeed({ changes, report: { ...report, conflicts: conflicts.slice(0, SHOWN_CONFLICTS) } });
}

function wishedReservation(wish: Wish, id: string, contact: string, campaigns: readonly Campaign[]): Reservation {
  const { priority, ...rest } = wish;
  return { ...rest, id, contact, priority: priority ?? campaigns.find((one) => one.id === wish.campaign)?.priority ?? 1, status: 'active' };
}

/** Writes changes in their order of making. */
function writeChanges(recorder: Parameters<typeof putReservation>[0], changes: readonly ReservationChange[]): void {
  for (const { after } of changes) putReservation(recorder, after);
}

/** What one contact's reservations are decided on. */
const boardOf = (sqlite: Sqlite, contact: string, asOf: string | undefined): CampaignBoard => ({ campaigns: readCampaigns(sqlite), reservations: readReservationsOf(sqlite, contact, todayOf(asOf)), limits: readLimits(sqlite).of(contact) });

const requireReservation = (sqlite: Sqlite, id: string, asOf: string | undefined): Result<Reservation> => {
  const reservation = readReservation(sqlite, id, todayOf(asOf));
  return reservation === null ? fail('NOT_FOUND', `Reservation ${id} does not exist.`) : succeed(reservation);
};

/** Who holds which contacts when: made, given back, extended, expired, looked up. */
export function createReservationService(context: CoreContext, edits: EditService, readBoard: BoardReader) {
  const withSqlite = <T>(work: (sqlite: Sqlite) => Result<T>): Result<T> => {
    const session = requireSession(context);
    return session.ok ? work(session.value.database.sqlite) : session;
  };
  const nameOf = (id: string): string => (context.session === null ? id : (readCampaign(context.session.database.sqlite, id)?.name ?? id));
  const describeRows = (sqlite: Sqlite, reservations: readonly Reservation[]): ReservationRow[] => {
    const contactName = createContactNames(sqlite);
    const campaigns = new Map(readCampaigns(sqlite).map((campaign) => [campaign.id, campaign]));
    return reservations.flatMap((reservation) => {
      const campaign = campaigns.get(reservation.campaign);
      return campaign === undefined ? [] : [{ reservation, contactName: contactName(reservation.contact), campaignName: campaign.name, campaignStatus: campaign.status }];
    });
  };
  const describeConflicts = (sqlite: Sqlite, conflicts: readonly Conflict[], board: CampaignBoard, changed: Reservation): ConflictRow[] => {
    const members = new Map([...board.reservations, changed].map((one) => [one.id, one]));
    const names = new Map(board.campaigns.map((campaign) => [campaign.id, campaign.name]));
    return conflicts.map((conflict) => describeConflict(conflict, (id) => members.get(id) ?? changed, (id) => names.get(id) ?? id, createContactNames(sqlite)));
  };

  return {
    checkAvailability: (asked: ReserveAsked): Result<ReserveReport> =>
      withSqlite((sqlite) => {
        const planned = planReservations(sqlite, asked);
        return planned.ok ? succeed(planned.value.report) : planned;
      }),
    reserve({ actor, ...asked }: ReserveAsked & { actor?: string | undefined }): Promise<Result<ReserveReport>> {
      if (asked.preempt && actor === undefined) return Promise.resolve(fail('BAD_INPUT', 'A preemption is decided by a named person.', { path: 'actor' }));
      return edits.run(
        `Reserve contacts for ${nameOf(asked.campaign)}`,
        (recorder, sqlite) => {
          const planned = planReservations(sqlite, asked);
          if (!planned.ok) return planned;
          const { changes, report } = planned.value;
          writeChanges(recorder, changes);
          if (asked.preempt && report.reserved > 0 && actor !== undefined) {
            const losers = changes.filter(({ after }) => after.status === 'preempted').map(({ after }) => ({ reservation: after.id, contact: after.contact, by: after.preemptedBy }));
            appendDecision(sqlite, { at: context.clock.nowMs(), actor, kind: report.preempted > 0 ? 'preempt' : 'reserve', subject: `campaign ${nameOf(asked.campaign)}`, detail: { reserved: report.reserved, preempted: report.preempted, losers } });
          }
          return succeed(report);
        },
        asked.preempt ? actor : undefined,
      );
    },
    release(input: { ids: readonly string[] } | { campaign: string; asOf?: string | undefined }): Promise<Result<{ released: number }>> {
      const name = 'ids' in input ? `Release ${input.ids.length === 1 ? 'a reservation' : `${input.ids.length} reservations`}` : `Release all of ${nameOf(input.campaign)}`;
      return edits.run(name, (recorder, sqlite) => {
        const chosen: Reservation[] = [];
        if ('ids' in input) {
          for (const id of new Set(input.ids)) {
            const found = requireReservation(sqlite, id, undefined);
            if (!found.ok) return found;
            chosen.push(found.value);
          }
        } else {
          if (readCampaign(sqlite, input.campaign) === null) return fail('NOT_FOUND', `Campaign ${input.campaign} does not exist.`);
          chosen.push(...readCampaignReservations(sqlite, input.campaign, todayOf(input.asOf)).filter((reservation) => reservation.status === 'active'));
        }
        for (const reservation of chosen) {
          const released = releaseReservation(reservation);
          if (!released.ok) return released;
          putReservation(recorder, released.value);
        }
        return succeed({ released: chosen.length });
      });
    },
    extend: ({ id, to, asOf }: { id: string; to: string; asOf?: string | undefined }): Promise<Result<{ extended: boolean; conflicts: ConflictRow[] }>> =>
      edits.run(`Extend reservation to ${to}`, (recorder, sqlite): Result<{ extended: boolean; conflicts: ConflictRow[] }> => {
        const before = requireReservation(sqlite, id, asOf);
        if (!before.ok) return before;
        const board = boardOf(sqlite, before.value.contact, asOf);
        const answer = extendReservation(before.value, to, board);
        if (!answer.ok) return answer;
        if (answer.value.outcome === 'conflict') return succeed({ extended: false, conflicts: describeConflicts(sqlite, answer.value.conflicts, board, { ...before.value, to }) });
        writeChanges(recorder, answer.value.changes);
        return succeed({ extended: true, conflicts: [] });
      }),
    execute: ({ id, date }: { id: string; date: string }): Promise<Result<void>> =>
      edits.run(`Record the touch of ${date}`, (recorder, sqlite) => {
        const before = requireReservation(sqlite, id, undefined);
        if (!before.ok) return before;
        const executed = executeReservation(before.value, date);
        if (!executed.ok) return executed;
        putReservation(recorder, executed.value);
        return succeed(undefined);
      }),
    expire: ({ asOf }: { asOf: string }): Promise<Result<{ expired: number }>> =>
      edits.run(`Expire reservations as of ${asOf}`, (recorder, sqlite) => {
        const changes = expireStale(readStale(sqlite, parseDay(asOf) ?? 0), asOf);
        writeChanges(recorder, changes);
        return succeed({ expired: changes.length });
      }),
    freeSlots: ({ contact, channel, kind, campaign, forTouch, from, to, asOf }: { contact: string; channel: string | null; kind: ReservationKind; campaign: string | null; forTouch: boolean; from: string; to: string; asOf?: string | undefined }): Result<DayRange[]> =>
      withSqlite((sqlite) => {
        const board = boardOf(sqlite, contact, asOf);
        const standing = standingReservations(board.campaigns, board.reservations);
        if (!standing.ok) return standing;
        const cooldownDays = readChannels(sqlite).find(({ id }) => id === channel)?.cooldownDays ?? 0;
        return findFreeSlots({ contact, channel, kind, campaign }, { from, to }, standing.value, forTouch ? { cooldownDays, limits: board.limits } : {});
      }),
    reservationsOfContact: ({ contact, asOf }: { contact: string; asOf?: string | undefined }): Result<ReservationRow[]> => withSqlite((sqlite) => succeed(describeRows(sqlite, readReservationsOf(sqlite, contact, todayOf(asOf))))),
    page: ({ asOf, offset, limit, ...query }: ReservationQuery & { asOf?: string | undefined; offset: number; limit: number }): Result<{ total: number; rows: ReservationRow[] }> =>
      withSqlite((sqlite) => {
        const { total, rows } = readReservationPage(sqlite, query, todayOf(asOf), { offset, limit });
        return succeed({ total, rows: describeRows(sqlite, rows) });
      }),
    calendar: ({ from, to, campaign, asOf }: { from: string; to: string; campaign?: string | undefined; asOf?: string | undefined }): Result<{ total: number; spans: CalendarSpan[] }> =>
      withSqlite((sqlite) => {
        if (to < from) return fail('BAD_INPUT', `${to} is before ${from}.`, { path: 'to' });
        const today = todayOf(asOf);
        const board = readBoard(sqlite, today);
        const campaigns = new Map(board.campaigns.map((one) => [one.id, one]));
        const spanKey = (one: Pick<CalendarSpan, 'campaign' | 'channel' | 'kind' | 'from' | 'to'>): string => JSON.stringify([one.campaign, one.channel, one.kind, one.from, one.to]);
        const inConflict = new Map<string, Set<string>>();
        for (const row of board.found.members) {
          const member = board.standing[row];
          if (member === undefined) continue;
          const key = spanKey(member);
          inConflict.set(key, (inConflict.get(key) ?? new Set()).add(member.id));
        }
        const records = readSpans(sqlite, { fromDay: parseDay(from) ?? 0, toDay: parseDay(to) ?? 0, campaign }, today);
        const spans = records.slice(0, MOST_SPANS).flatMap(({ fromDay, toDay, ...record }): CalendarSpan[] => {
          const owner = campaigns.get(record.campaign);
          const span = { ...record, from: formatDay(fromDay), to: formatDay(toDay) };
          return owner === undefined ? [] : [{ ...span, campaignName: owner.name, campaignStatus: owner.status, conflicts: inConflict.get(spanKey(span))?.size ?? 0 }];
        });
        return succeed({ total: records.length, spans });
      }),
  };
}
export type ReservationService = ReturnType<typeof createReservationService>;
