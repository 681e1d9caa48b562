import type { ResponseSummary } from '../../../contract/response.ts';
import { dayOfInstant, formatDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { saysNo } from '../../../engine/model/outcome.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { ResponseFit } from '../../../engine/response/response-model.ts';
import { responseInterval } from '../../../engine/response/interval.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { columnExpression } from '../db/repositories/contact-query.ts';
import { readHistory, type HistoryColumns } from '../db/repositories/history.ts';
import { insertProfiles, readProfiles } from '../db/repositories/profile.ts';
import { insertSnapshot, readLatestSnapshot, type StoredSummary } from '../db/repositories/response.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { readLastHistoryDay } from '../db/repositories/workspace.ts';
import type { EngineRun } from '../../workers/engine-client.ts';
import type { Session } from '../session.ts';
import { hashJson } from './hash-json.ts';
import type { RuleService } from './rule.ts';

const LEVEL = 0.9;
const NO_SEGMENT = '(no segment)';

/** Days an outcome may follow a touch: short for messages, long for personal contact. */
export const responseWindowDays = (channel: string): number => (/mail|sms|push/i.test(channel) ? 14 : 30);

/** What a fit depends on; a snapshot with another hash is stale. */
function hashInputs(sqlite: Sqlite, rules: PlanningRules): string {
  const { contacts, touches, outcomes } = readRevisions(sqlite);
  return hashJson({ contacts, touches, outcomes, channels: rules.channels.map(({ id, saturation }) => [id, saturation]), segment: rules.contacts?.segment ?? null });
}

const interval = (mean: number, sd: number): { low: number; high: number } => responseInterval(mean, sd, LEVEL);

function summarise(fit: ResponseFit & { responded: number }, history: HistoryColumns): StoredSummary {
  const nameOf = (channel: number): string => history.channels[channel] ?? '';
  return {
    asOfDate: formatDay(fit.asOfDay),
    halfLifeDays: fit.halfLifeDays,
    contacts: fit.contactCount,
    touches: history.touches.contact.length,
    responded: fit.responded,
    channels: fit.channels.map((channel) => {
      const saturation = fit.saturation.find((estimate) => estimate.channel === channel.channel);
      return {
        channel: nameOf(channel.channel),
        touches: channel.touches,
        responded: channel.responded,
        mean: channel.mean,
        ...interval(channel.mean, channel.sd),
        saturation: saturation?.value ?? 1,
        saturationSource: saturation?.source ?? 'setting',
      };
    }),
    segments: fit.segments.map((segment) => ({
      segment: segment.segment < 0 ? NO_SEGMENT : (history.segmentNames[segment.segment] ?? NO_SEGMENT),
      channel: nameOf(segment.channel),
      touches: segment.touches,
      responded: segment.responded,
      mean: segment.mean,
      ...interval(segment.mean, segment.sd),
    })),
    backtest:
      fit.backtest === null
        ? null
        : {
            fromDate: formatDay(fit.backtest.fromDay),
            toDate: formatDay(fit.backtest.toDay),
            touches: fit.backtest.touches,
            logLoss: fit.backtest.model.logLoss,
            baseRateLogLoss: fit.backtest.baseRate.logLoss,
            brier: fit.backtest.model.brier,
            baseRateBrier: fit.backtest.baseRate.brier,
            calibration: fit.backtest.calibration.map((bin) => ({
              low: bin.low,
              high: bin.high,
              touches: bin.touches,
              predicted: bin.predicted,
              observed: bin.observed,
              observedLow: bin.observedLow,
              observedHigh: bin.observedHigh,
            })),
          },
  };
}

/** Fits the response model on the workspace's history and keeps versioned snapshots. */
export function createResponseService(context: CoreContext, rules: RuleService) {
  const describe = (sqlite: Sqlite, current: PlanningRules): ResponseSummary | null => {
    const snapshot = readLatestSnapshot(sqlite);
    if (snapshot === null) return null;
    return { ...snapshot.summary, snapshotId: snapshot.id, madeAt: snapshot.madeAt, stale: snapshot.inputHash !== hashInputs(sqlite, current) };
  };

  const runFit = async (session: Session, job: EngineRun): Promise<Result<{ snapshotId: number }>> => {
    const current = rules.get();
    if (!current.ok) return current;
    if (current.value.channels.length === 0) return fail('BAD_INPUT', 'No channels defined.', { hint: 'Add a channel in Constraint Diagnostic, or import touches.' });
    const { sqlite } = session.database;
    job.report({ phase: 'Consuming signals', done: 0, total: null });
    const channels = current.value.channels.map((channel) => channel.id);
    const inputHash = hashInputs(sqlite, current.value);
    const history = readHistory(sqlite, channels, columnExpression(current.value.contacts?.segment?.column ?? 'segment'));
    if (history.contactIds.length === 0) return fail('BAD_INPUT', 'No contacts to fit.', { hint: 'Import contacts first.' });
    const profiles = readProfiles(sqlite);
    const windows = channels.map(responseWindowDays);
    const asOfDay = readLastHistoryDay(sqlite) ?? dayOfInstant(context.clock.nowMs());
    const fit = await context.engine.fitResponse(
      {
        history: { contactCount: history.contactIds.length, channelCount: channels.length, segmentOf: history.segmentOf, segmentNames: history.segmentNames, touches: history.touches, asOfDay },
        outcomes: history.outcomes,
        link: { windowDaysByChannel: windows, positiveKinds: new Set(history.outcomeKinds.flatMap((kind, at) => (saysNo(kind) ? [] : [at]))) },
        options: { saturationSetting: current.value.channels.map((channel) => channel.saturation), matureAfterDays: windows },
      },
      job,
    );
    if (!fit.ok) return fit;
    const estimates = { contactIds: history.contactIds, channels, mean: fit.value.mean, sd: fit.value.sd, touches: Int32Array.from(fit.value.n) };
    const summary = summarise(fit.value, history);
    const snapshotId = await session.gate.run(() =>
      sqlite
        .transaction(() => {
          const id = insertSnapshot(sqlite, { madeAt: context.clock.nowMs(), asOfDay, inputHash, summary, estimates });
          insertProfiles(sqlite, id, profiles);
          return id;
        })
        .immediate(),
    );
    context.changes.publish(['response', 'plans']);
    return succeed({ snapshotId });
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
    /** Fits inside running work unless the newest snapshot still fits the data. */
    async ensureFresh(session: Session, job: EngineRun): Promise<Result<void>> {
      const current = rules.get();
      if (!current.ok) return current;
      const summary = describe(session.database.sqlite, current.value);
      if (summary !== null && !summary.stale) return succeed(undefined);
      const fitted = await runFit(session, job);
      return fitted.ok ? succeed(undefined) : fitted;
    },
  };
}
export type ResponseService = ReturnType<typeof createResponseService>;
