import type { AutoReport, ConflictPage, ResolutionChoice, ResolvedConflict } from '../../../contract/campaign.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { collide, standingReservations } from '../../../engine/coordination/collide.ts';
import { conflictKinds } from '../../../engine/coordination/conflict-columns.ts';
import { listConflicts, type CampaignBoard } from '../../../engine/coordination/detect-conflicts.ts';
import { preemptReservation } from '../../../engine/coordination/reservation-lifecycle.ts';
import { resolveConflict } from '../../../engine/coordination/resolve-conflict.ts';
import { Resolution, type Conflict, type ConflictKind, type Reservation } from '../../../engine/model/campaign.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { putResolutions, readResolutions } from '../db/repositories/conflict-log.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { createContactNames, putReservation, readReservation, readReservationsOf, todayOf } from '../db/repositories/reservation.ts';
import { describeConflict, readLimits, type BoardReader } from './campaign-board.ts';
import { applyReport, makeReport, type ApplyAsked, type ReportAsked } from './conflict-report.ts';
import type { EditService } from './edit.ts';
import { createResolveClient, type ResolveClient } from '../../workers/resolve-client.ts';

/** Most conflicts that are resolved without a thread of their own: it takes longer to start than they take to write. */
const MOST_AT_ONCE = 1000;

interface Decided {
  readonly actor: string;
  readonly note: string;
}

/** A sentence about reservations with the names of their campaigns in place of ids. */
function sayWithNames(text: string, board: CampaignBoard): string {
  const names = new Map(board.campaigns.map((campaign) => [campaign.id, campaign.name]));
  const owners = new Map(board.reservations.map((reservation) => [reservation.id, names.get(reservation.campaign) ?? reservation.campaign]));
  return text.replaceAll(/\br\d{8,}\b/g, (id) => owners.get(id) ?? id);
}

/** Every way to resolve a conflict, tried out on the reservations of its contact. */
function tryResolutions(conflict: Conflict, board: CampaignBoard): ResolutionChoice[] {
  return Resolution.options.map((resolution) => {
    const tried = resolveConflict(conflict, resolution, board);
    return tried.ok ? { resolution, summary: sayWithNames(tried.value.summary, board), problem: null } : { resolution, summary: null, problem: sayWithNames(tried.fault.message, board) };
  });
}

/** Conflicts found, resolved by hand or by rank, and remembered. */
export function createConflictService(context: CoreContext, edits: EditService, readBoard: BoardReader, resolver: ResolveClient = createResolveClient()) {
  const withSqlite = <T>(work: (sqlite: Sqlite) => Result<T>): Result<T> => {
    const session = requireSession(context);
    return session.ok ? work(session.value.database.sqlite) : session;
  };
  const boardOfContact = (sqlite: Sqlite, contact: string, asOf: string | undefined): CampaignBoard => ({ campaigns: readCampaigns(sqlite), reservations: readReservationsOf(sqlite, contact, todayOf(asOf)), limits: readLimits(sqlite).of(contact) });

  const decide = (sqlite: Sqlite, { actor, note }: Decided, kind: string, subject: string, detail: Record<string, unknown>): void => {
    appendDecision(sqlite, { at: context.clock.nowMs(), actor, kind, subject, detail: note === '' ? detail : { note, ...detail } });
  };

  return {
    page: ({ campaign, contact, kind, asOf, offset, limit }: { campaign?: string | undefined; contact?: string | undefined; kind?: ConflictKind | undefined; asOf?: string | undefined; offset: number; limit: number }): Result<ConflictPage> =>
      withSqlite((sqlite) => {
        const board = readBoard(sqlite, todayOf(asOf));
        const { found, table } = board;
        const byKind: ConflictPage['byKind'] = { overlap: 0, frequency: 0, preemption: 0 };
        const contacts = new Set<number>();
        const chosen: number[] = [];
        for (let at = 0; at < found.count; at += 1) {
          const own = conflictKinds[found.kind[at] ?? 0] ?? 'overlap';
          if (contact !== undefined && table.contacts[found.contact[at] ?? 0] !== contact) continue;
          if (campaign !== undefined && !board.campaignsOf(at).includes(campaign)) continue;
          byKind[own] += 1;
          if (kind !== undefined && own !== kind) continue;
          contacts.add(found.contact[at] ?? 0);
          chosen.push(at);
        }
        const contactName = createContactNames(sqlite);
        const rows = chosen.slice(offset, offset + limit).map((at) => {
          const conflict = board.conflict(at);
          return { ...describeConflict(conflict, board.member, board.nameOf, contactName), choices: tryResolutions(conflict, boardOfContact(sqlite, conflict.contact, asOf)) };
        });
        return succeed({ total: chosen.length, byKind, contacts: contacts.size, uncounted: [...board.limits.uncounted], rows });
      }),
    resolve: ({ conflict, resolution, actor, note, asOf }: Decided & { conflict: Conflict; resolution: Resolution; asOf?: string | undefined }): Promise<Result<{ summary: string }>> =>
      edits.run(
        `Resolve conflict of ${conflict.contact}`,
        (recorder, sqlite) => {
          const board = boardOfContact(sqlite, conflict.contact, asOf);
          const done = resolveConflict(conflict, resolution, board);
          if (!done.ok) return done;
          const { changes } = done.value;
          const summary = sayWithNames(done.value.summary, board);
          const names = new Map(board.campaigns.map((campaign) => [campaign.id, campaign.name]));
          const standing = standingConflict(conflict, board) ?? conflict;
          const campaigns = standing.campaigns.map((id) => names.get(id) ?? id);
          for (const { after } of changes) putReservation(recorder, after);
          putResolutions(sqlite, recorder, [{ conflict: standing, campaigns, resolution, isAutomatic: false, summary, note, resolvedBy: actor, resolvedAt: context.clock.nowMs() }]);
          const { kind, channel, from, to, reservations } = standing;
          decide(sqlite, { actor, note }, 'resolve', `conflict of ${conflict.contact}`, { kind, channel, from, to, campaigns, reservations, resolution, summary });
          return succeed({ summary });
        },
        actor,
      ),
    /** What priority would decide; writes nothing. */
    autoResolve: ({ policy, asOf }: ReportAsked): Result<AutoReport> =>
      withSqlite((sqlite) => {
        const made = makeReport(sqlite, readBoard, { policy, asOf });
        return made.ok ? succeed(made.value.described) : made;
      }),
    /** Carries out the report of a fingerprint as a job: all of it, or nothing where it is cancelled or no longer fits. */
    applyReport(asked: ApplyAsked): Result<{ jobId: string }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { gate, jobs, database } = session.value;
      const jobId = jobs.start('resolve', asked, async (job) => {
        const request = { ...asked, nowMs: context.clock.nowMs() };
        const isSmall = readBoard(database.sqlite, todayOf(asked.asOf)).found.total <= MOST_AT_ONCE;
        const done = isSmall
          ? await gate.run(() => applyReport(database, readBoard, request, { now: context.clock.nowMs, cancel: job.cancel, onProgress: job.report, takeTurn: async () => undefined }))
          : await resolver.apply({ path: database.path, request }, { cancel: job.cancel, report: job.report, gate });
        if (done.domains.length > 0) context.changes.publish(done.domains);
        return done.result;
      });
      return succeed({ jobId });
    },
    preempt: ({ winner: winnerId, loser: loserId, actor, note }: Decided & { winner: string; loser: string }): Promise<Result<void>> =>
      edits.run(
        `Preempt reservation ${loserId}`,
        (recorder, sqlite) => {
          const [winner, loser] = [readReservation(sqlite, winnerId), readReservation(sqlite, loserId)];
          if (winner === null || loser === null) return fail('NOT_FOUND', `Reservation ${winner === null ? winnerId : loserId} does not exist.`, { path: winner === null ? 'winner' : 'loser' });
          const campaigns = readCampaigns(sqlite);
          const standing = standingReservations(campaigns, [winner, loser]);
          if (!standing.ok) return standing;
          if (!standing.value.includes(winner) || winner.status !== 'active') return fail('CONFLICT', `Reservation ${winnerId} does not hold: it is ${winner.status}, or its campaign is not active.`, { path: 'winner' });
          if (!collide(winner, loser)) return fail('CONFLICT', `Reservation ${loserId} does not stand in the way of ${winnerId}.`, { path: 'loser' });
          const done = preemptReservation(winner, loser);
          if (!done.ok) return done;
          putReservation(recorder, done.value.winner);
          putReservation(recorder, done.value.loser);
          const nameOf = ({ campaign }: Reservation): string => campaigns.find((one) => one.id === campaign)?.name ?? campaign;
          const names = [nameOf(winner), nameOf(loser)];
          const [from, to] = [winner.from > loser.from ? winner.from : loser.from, winner.to < loser.to ? winner.to : loser.to];
          const conflict = { kind: 'preemption' as const, contact: loser.contact, channel: loser.channel ?? winner.channel, from, to, reservations: [winnerId, loserId] };
          const summary = `${names[0]} takes the place of ${names[1]}.`;
          putResolutions(sqlite, recorder, [{ conflict, campaigns: names, resolution: 'preempted', isAutomatic: false, summary, note, resolvedBy: actor, resolvedAt: context.clock.nowMs() }]);
          decide(sqlite, { actor, note }, 'preempt', `contact ${loser.contact}`, { winner: winnerId, loser: loserId, campaigns: names, from, to });
          return succeed(undefined);
        },
        actor,
      ),
    resolved: (query: { search?: string | undefined; offset: number; limit: number }): Result<{ total: number; rows: ResolvedConflict[] }> =>
      withSqlite((sqlite) => {
        const contactName = createContactNames(sqlite);
        const { total, rows } = readResolutions(sqlite, query);
        return succeed({ total, rows: rows.map((row) => ({ ...row, contactName: contactName(row.contact) })) });
      }),
  };

  /** The conflict as the file says it, whatever the caller claims about days and kind; the same reservations name it. */
  function standingConflict(conflict: Conflict, board: CampaignBoard): Conflict | undefined {
    const standing = standingReservations(board.campaigns, board.reservations);
    const members = JSON.stringify(conflict.reservations);
    return standing.ok ? listConflicts(standing.value, board.limits).find((other) => JSON.stringify(other.reservations) === members && (other.limit === undefined) === (conflict.limit === undefined)) : undefined;
  }
}
export type ConflictService = ReturnType<typeof createConflictService>;
