import type { ResponseCandidate, ResponseSummary } from '../../../contract/response.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { EngineRun } from '../../workers/engine-client.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { insertProfiles } from '../db/repositories/profile.ts';
import { copySnapshot, hasEveryEstimate, insertSnapshot, keepSnapshot, readLatestSnapshot, readPreviousSnapshotId, type ResponseSnapshot } from '../db/repositories/response.ts';
import { failOfStorageError } from '../db/sqlite-fault.ts';
import type { Session } from '../session.ts';
import { countAnswers, fitWorkspace, hashBasis, readBasis, type FreshFit } from './response-fit.ts';
import type { RuleService } from './rule.ts';

/** Who decides about a model, and why. */
export interface ModelDecision {
  readonly actor: string;
  readonly note: string;
}

/** A fit that waits for the planner's word. It lives as long as its workspace is open; making it anew gives the same. */
interface Candidate {
  readonly session: Session;
  readonly before: ResponseSnapshot;
  readonly fit: FreshFit;
  readonly madeAt: number;
}

/** Fits the response model on the workspace's history, keeps versioned snapshots and offers newer ones beside the one in use. */
export function createResponseService(context: CoreContext, rules: RuleService) {
  let waiting: Candidate | null = null;

  const hashNow = (sqlite: Sqlite, current: PlanningRules): string => hashBasis(readBasis(sqlite, current), current);

  const describe = (sqlite: Sqlite, current: PlanningRules): ResponseSummary | null => {
    const snapshot = readLatestSnapshot(sqlite);
    if (snapshot === null) return null;
    const { basis: _basis, keptFor, isChosen: _isChosen, ...summary } = snapshot.summary;
    const basis = readBasis(sqlite, current);
    const now = hashBasis(basis, current);
    return {
      ...summary,
      snapshotId: snapshot.id,
      madeAt: snapshot.madeAt,
      stale: snapshot.inputHash !== now,
      newOutcomes: snapshot.inputHash === now ? 0 : Math.max(0, countAnswers(sqlite) - summary.outcomes),
      wouldLinkBy: basis.attribution === null ? 'last_touch' : 'attribution',
      isKept: keptFor === now,
      hasPrevious: readPreviousSnapshotId(sqlite) !== null,
    };
  };

  const store = (sqlite: Sqlite, fit: FreshFit): number => {
    const id = insertSnapshot(sqlite, { madeAt: context.clock.nowMs(), ...fit });
    insertProfiles(sqlite, id, fit.profiles);
    return id;
  };

  const runFit = async (session: Session, job: EngineRun): Promise<Result<{ snapshotId: number }>> => {
    const current = rules.get();
    if (!current.ok) return current;
    const { sqlite } = session.database;
    const fit = await fitWorkspace(context, sqlite, current.value, job);
    if (!fit.ok) return fit;
    const snapshotId = await session.gate.run(() => sqlite.transaction(() => store(sqlite, fit.value)).immediate());
    context.changes.publish(['response', 'plans']);
    return succeed({ snapshotId });
  };

  const runRefit = async (session: Session, job: EngineRun): Promise<Result<{ isCandidate: true }>> => {
    const current = rules.get();
    if (!current.ok) return current;
    const { sqlite } = session.database;
    const before = readLatestSnapshot(sqlite);
    if (before === null) return fail('NOT_FOUND', 'No fit is in use.', { hint: 'Fit the model first.' });
    const fit = await fitWorkspace(context, sqlite, current.value, job, before);
    if (!fit.ok) return fit;
    waiting = { session, before, fit: fit.value, madeAt: context.clock.nowMs() };
    context.changes.publish(['response']);
    return succeed({ isCandidate: true as const });
  };

  /** The candidate of the open workspace; null once another fit is in use. */
  const findCandidate = (session: Session): Candidate | null => (waiting !== null && waiting.session === session && readLatestSnapshot(session.database.sqlite)?.id === waiting.before.id ? waiting : null);

  const decide = async <T>(work: (session: Session, current: PlanningRules) => Result<T>): Promise<Result<T>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const current = rules.get();
    if (!current.ok) return current;
    const { database, gate } = session.value;
    return gate.run(() => {
      try {
        const decided = database.sqlite.transaction(() => work(session.value, current.value)).immediate();
        if (decided.ok) context.changes.publish(['response', 'plans', 'decisions']);
        return decided;
      } catch (error) {
        return failOfStorageError(error, database.path);
      }
    });
  };

  const note = (sqlite: Sqlite, kind: string, snapshotId: number, { actor, note: why }: ModelDecision, detail: Record<string, unknown>): void => {
    appendDecision(sqlite, { at: context.clock.nowMs(), actor, kind, subject: `Response model ${snapshotId}`, detail: { ...detail, note: why } });
  };

  /**
   * Whether the fit in use must give way to a new one without being asked: contacts or channels have no estimate, or it
   * knew no outcomes; or touches came in, or segments are read from elsewhere, and the planner has not chosen to stay with it.
   */
  const mustRefit = (sqlite: Sqlite, current: PlanningRules, snapshot: ResponseSnapshot): boolean => {
    const { basis, keptFor, isChosen, outcomes } = snapshot.summary;
    if (!hasEveryEstimate(sqlite, snapshot.id, current.channels.map(({ id }) => id))) return true;
    const now = readBasis(sqlite, current);
    if (isChosen || keptFor === hashBasis(now, current)) return false;
    return basis === null || outcomes === 0 || basis.touches !== now.touches || basis.segment !== now.segment;
  };

  return {
    latest(): Result<ResponseSummary | null> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const current = rules.get();
      return current.ok ? succeed(describe(session.value.database.sqlite, current.value)) : current;
    },

    fit(): Result<{ jobId: string }> {
      const session = requireSession(context);
      return session.ok ? succeed({ jobId: session.value.jobs.start('response_fit', null, (job) => runFit(session.value, job)) }) : session;
    },

    /** Fits a candidate beside the snapshot in use; nothing changes until it is taken. */
    refit(): Result<{ jobId: string }> {
      const session = requireSession(context);
      return session.ok ? succeed({ jobId: session.value.jobs.start('response_fit', { isCandidate: true }, (job) => runRefit(session.value, job)) }) : session;
    },

    candidate(): Result<ResponseCandidate | null> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const current = rules.get();
      if (!current.ok) return current;
      const candidate = findCandidate(session.value);
      if (candidate === null) return succeed(null);
      const { before, fit, madeAt } = candidate;
      return succeed({
        madeAt,
        asOfDate: fit.summary.asOfDate,
        linkedBy: fit.summary.linkedBy,
        outcomes: fit.summary.outcomes,
        isCurrent: fit.inputHash === hashNow(session.value.database.sqlite, current.value),
        before: { snapshotId: before.id, madeAt: before.madeAt, linkedBy: before.summary.linkedBy, outcomes: before.summary.outcomes, backtest: fit.earlier },
        backtest: fit.summary.backtest,
        channels: fit.summary.channels.map(({ channel, touches, responded, mean, low, high }) => {
          const old = before.summary.channels.find((one) => one.channel === channel);
          return { channel, touches, responded, mean, low, high, before: old === undefined ? null : { mean: old.mean, low: old.low, high: old.high } };
        }),
      });
    },

    /** Puts the candidate in use. */
    take(decision: ModelDecision): Promise<Result<{ snapshotId: number }>> {
      return decide((session, current) => {
        const { sqlite } = session.database;
        const candidate = findCandidate(session);
        if (candidate === null) return fail('NOT_FOUND', 'No candidate waits.', { hint: 'Refit first.' });
        if (candidate.fit.inputHash !== hashNow(sqlite, current)) return fail('CONFLICT', 'The history changed since the candidate was fitted.', { hint: 'Refit again.' });
        const snapshotId = store(sqlite, candidate.fit);
        const { before, fit } = candidate;
        note(sqlite, 'take_model', snapshotId, decision, { before: before.id, linkedBy: fit.summary.linkedBy, outcomes: fit.summary.outcomes, outcomesBefore: before.summary.outcomes, logLoss: fit.summary.backtest?.logLoss ?? null, logLossBefore: fit.earlier?.logLoss ?? null });
        waiting = null;
        return succeed({ snapshotId });
      });
    },

    /** Stays with the snapshot in use for the history as it is now. A refit takes it back. */
    keep(decision: ModelDecision): Promise<Result<void>> {
      return decide((session, current) => {
        const { sqlite } = session.database;
        const snapshot = readLatestSnapshot(sqlite);
        if (snapshot === null) return fail('NOT_FOUND', 'No fit is in use.', { hint: 'Fit the model first.' });
        keepSnapshot(sqlite, snapshot, hashNow(sqlite, current));
        note(sqlite, 'keep_model', snapshot.id, decision, { newOutcomes: Math.max(0, countAnswers(sqlite) - snapshot.summary.outcomes) });
        waiting = null;
        return succeed(undefined);
      });
    },

    /** Puts the snapshot before the one in use back in use, as a copy with a number of its own. */
    goBack(decision: ModelDecision): Promise<Result<{ snapshotId: number }>> {
      return decide((session) => {
        const { sqlite } = session.database;
        const previous = readPreviousSnapshotId(sqlite);
        if (previous === null) return fail('NOT_FOUND', 'No earlier fit is kept.');
        const snapshotId = copySnapshot(sqlite, previous);
        note(sqlite, 'restore_model', snapshotId, decision, { from: previous });
        waiting = null;
        return succeed({ snapshotId });
      });
    },

    /**
     * Fits inside running work where the snapshot in use does not cover the workspace. Newer outcomes and attribution alone
     * do not change what plans are made from: they are offered as a refit.
     */
    async ensureFresh(session: Session, job: EngineRun): Promise<Result<void>> {
      const current = rules.get();
      if (!current.ok) return current;
      const { sqlite } = session.database;
      const snapshot = readLatestSnapshot(sqlite);
      if (snapshot !== null && (snapshot.inputHash === hashNow(sqlite, current.value) || !mustRefit(sqlite, current.value, snapshot))) return succeed(undefined);
      const fitted = await runFit(session, job);
      return fitted.ok ? succeed(undefined) : fitted;
    },
  };
}
export type ResponseService = ReturnType<typeof createResponseService>;
