import { createHash } from 'node:crypto';
import type { AutoReport, ConflictPage, ResolutionChoice, ResolvedConflict } from '../../../contract/campaign.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { autoResolve, type LoserPolicy, type ResolutionReport } from '../../../engine/coordination/auto-resolve.ts';
import { collide, standingReservations } from '../../../engine/coordination/collide.ts';
import { conflictKinds } from '../../../engine/coordination/conflict-columns.ts';
import { listConflicts, type CampaignBoard } from '../../../engine/coordination/detect-conflicts.ts';
import { preemptReservation } from '../../../engine/coordination/reservation-lifecycle.ts';
import { resolveConflict } from '../../../engine/coordination/resolve-conflict.ts';
import { Resolution, type Conflict, type ConflictKind, type Reservation } from '../../../engine/model/campaign.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { putResolutions, readResolutions, type NewResolution } from '../db/repositories/conflict-log.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { createContactNames, putReservation, readReservation, readReservationsOf, todayOf } from '../db/repositories/reservation.ts';
import { describeConflict, readLimits, type BoardReader, type StandingBoard } from './campaign-board.ts';
import type { EditService } from './edit.ts';

/** Decisions shown of an automatic resolution. */
const SHOWN_DECISIONS = 500;

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

const fingerprintOf = ({ changes }: ResolutionReport, policy: LoserPolicy): string => createHash('sha256').update(JSON.stringify([policy, changes])).digest('hex').slice(0, 32);

/** The report in the names of what it speaks of. */
function describeReport(report: ResolutionReport, policy: LoserPolicy, board: StandingBoard, contactName: ReturnType<typeof createContactNames>): AutoReport {
  const after = new Map(report.changes.map((change) => [change.after.id, change.after]));
  const pairs = new Map<string, AutoReport['pairs'][number]>();
  const counts = { preempted: 0, deferred: 0 };
  for (const { winner, loser, outcome } of report.decisions) {
    const [winnerName, loserName] = [board.nameOf(board.member(winner).campaign), board.nameOf(board.member(loser).campaign)];
    const key = JSON.stringify([winnerName, loserName]);
    const pair = pairs.get(key) ?? { winner: winnerName, loser: loserName, preempted: 0, deferred: 0 };
    pairs.set(key, { ...pair, [outcome]: pair[outcome] + 1 });
    counts[outcome] += 1;
  }
  const decisions = report.decisions.slice(0, SHOWN_DECISIONS).map(({ contact, channel, winner, loser, outcome, because }) => {
    const { from, to, campaign } = board.member(loser);
    const names = { winner: board.nameOf(board.member(winner).campaign), loser: board.nameOf(campaign) };
    return { contact, contactName: contactName(contact), channel, ...names, outcome, because, from, to, movedTo: outcome === 'deferred' ? (after.get(loser)?.from ?? null) : null };
  });
  return { fingerprint: fingerprintOf(report, policy), conflicts: board.found.total, ...counts, left: report.left.length, pairs: [...pairs.values()], decisions };
}

/** Conflicts found, resolved by hand or by rank, and remembered. */
export function createConflictService(context: CoreContext, edits: EditService, readBoard: BoardReader) {
  const withSqlite = <T>(work: (sqlite: Sqlite) => Result<T>): Result<T> => {
    const session = requireSession(context);
    return session.ok ? work(session.value.database.sqlite) : session;
  };
  const boardOfContact = (sqlite: Sqlite, contact: string, asOf: string | undefined): CampaignBoard => ({ campaigns: readCampaigns(sqlite), reservations: readReservationsOf(sqlite, contact, todayOf(asOf)), limits: readLimits(sqlite).of(contact) });

  const decide = (sqlite: Sqlite, { actor, note }: Decided, kind: string, subject: string, detail: Record<string, unknown>): void => {
    appendDecision(sqlite, { at: context.clock.nowMs(), actor, kind, subject, detail: note === '' ? detail : { note, ...detail } });
  };

  const resolutionsOf = function* (report: ResolutionReport, board: StandingBoard, { actor, note }: Decided): Generator<NewResolution> {
    const after = new Map(report.changes.map((change) => [change.after.id, change.after]));
    for (const { contact, channel, winner, loser, outcome, because, isFrequency } of report.decisions) {
      const { from, to, campaign } = board.member(loser);
      const names = [board.nameOf(board.member(winner).campaign), board.nameOf(campaign)];
      const summary = outcome === 'deferred' ? `${names[1]} moves to ${after.get(loser)?.from ?? to}, behind ${names[0]}.` : `${names[0]} takes the place of ${names[1]}.`;
      const kind: ConflictKind = isFrequency ? 'frequency' : because === 'priority' ? 'preemption' : 'overlap';
      yield { conflict: { kind, contact, channel, from, to, reservations: [winner, loser] }, campaigns: names, resolution: outcome, isAutomatic: true, summary, note, resolvedBy: actor, resolvedAt: context.clock.nowMs() };
    }
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
    async autoResolve({ policy, apply, asOf }: { policy: LoserPolicy; apply?: (Decided & { fingerprint: string }) | undefined; asOf?: string | undefined }): Promise<Result<AutoReport>> {
      const report = (sqlite: Sqlite): Result<{ board: StandingBoard; report: ResolutionReport; described: AutoReport }> => {
        const board = readBoard(sqlite, todayOf(asOf));
        const resolved = autoResolve({ campaigns: board.campaigns, reservations: board.standing, limits: board.limits.limits }, policy);
        return resolved.ok ? succeed({ board, report: resolved.value, described: describeReport(resolved.value, policy, board, createContactNames(sqlite)) }) : resolved;
      };
      if (apply === undefined) {
        return withSqlite((sqlite) => {
          const preview = report(sqlite);
          return preview.ok ? succeed(preview.value.described) : preview;
        });
      }
      return edits.run(
        'Resolve conflicts by priority',
        (recorder, sqlite) => {
          const made = report(sqlite);
          if (!made.ok) return made;
          const { board, report: resolved, described } = made.value;
          if (described.fingerprint !== apply.fingerprint) return fail('STALE', 'Reservations changed since the report was made.', { hint: 'Look at the new report.' });
          for (const { after } of resolved.changes) putReservation(recorder, after);
          putResolutions(sqlite, recorder, resolutionsOf(resolved, board, apply));
          const { conflicts, preempted, deferred, left, pairs } = described;
          if (resolved.decisions.length > 0) decide(sqlite, apply, 'resolve', 'conflicts by priority', { policy, conflicts, preempted, deferred, left, pairs });
          return succeed(described);
        },
        apply.actor,
      );
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
