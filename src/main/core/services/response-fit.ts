import { dayOfInstant, formatDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { AttributionSettings } from '../../../engine/model/attribution.ts';
import { saysNo } from '../../../engine/model/outcome.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { responseInterval } from '../../../engine/response/interval.ts';
import type { Backtest as EngineBacktest, ResponseFit } from '../../../engine/response/response-model.ts';
import type { Backtest } from '../../../contract/response.ts';
import type { EarlierRequest } from '../../workers/engine-api.ts';
import type { EngineRun } from '../../workers/engine-client.ts';
import type { CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readPrimaryTouches, type StoredRun } from '../db/repositories/attribution.ts';
import { columnExpression } from '../db/repositories/contact-query.ts';
import { readHistory, type HistoryColumns } from '../db/repositories/history.ts';
import { readProfiles, type ContactProfiles } from '../db/repositories/profile.ts';
import type { EstimateColumns, FitBasis, ResponseSnapshot, StoredSummary } from '../db/repositories/response.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { countOutcomeKinds } from '../db/repositories/touch-history.ts';
import { readLastHistoryDay } from '../db/repositories/workspace.ts';
import { readFreshRun } from './attribution.ts';
import { hashJson } from './hash-json.ts';

const LEVEL = 0.9;
const NO_SEGMENT = '(no segment)';

/** Days an outcome may follow a touch: short for messages, long for personal contact. */
export const responseWindowDays = (channel: string): number => (/mail|sms|push/i.test(channel) ? 14 : 30);

/** The longest window that attribution gives a channel, whatever the type of outcome, in whole days. */
function attributionWindowDays(settings: AttributionSettings, channel: string): number {
  const windows = [settings, ...Object.values(settings.outcomes)].map((rules) => rules.channels?.[channel]?.windowDays ?? rules.default?.windowDays ?? settings.default.windowDays);
  return Math.ceil(Math.max(...windows));
}

/** What a fit made now would stand on. */
export function readBasis(sqlite: Sqlite, rules: PlanningRules): FitBasis {
  const { contacts, touches, outcomes } = readRevisions(sqlite);
  return { contacts, touches, outcomes, attribution: readFreshRun(sqlite)?.inputHash ?? null, segment: JSON.stringify(rules.contacts?.segment ?? null) };
}

/** Hash of everything a fit depends on; a snapshot with another hash is stale. */
export function hashBasis({ contacts, touches, outcomes, attribution }: FitBasis, rules: PlanningRules): string {
  return hashJson({ contacts, touches, outcomes, channels: rules.channels.map(({ id, saturation }) => [id, saturation]), segment: rules.contacts?.segment ?? null, ...(attribution === null ? {} : { attribution }) });
}

/** Outcomes that say yes: what a response model can learn from. O(outcomes). */
export const countAnswers = (sqlite: Sqlite): number => countOutcomeKinds(sqlite).reduce((sum, { name, rows }) => sum + (saysNo(name) ? 0 : rows), 0);

const interval = (mean: number, sd: number): { low: number; high: number } => responseInterval(mean, sd, LEVEL);

/** A backtest in the words of the contract. */
const describeBacktest = (backtest: EngineBacktest): Backtest => ({
  fromDate: formatDay(backtest.fromDay),
  toDate: formatDay(backtest.toDay),
  touches: backtest.touches,
  logLoss: backtest.model.logLoss,
  baseRateLogLoss: backtest.baseRate.logLoss,
  brier: backtest.model.brier,
  baseRateBrier: backtest.baseRate.brier,
  calibration: backtest.calibration.map(({ low, high, touches, predicted, observed, observedLow, observedHigh }) => ({ low, high, touches, predicted, observed, observedLow, observedHigh })),
});

type Summarised = Omit<StoredSummary, 'linkedBy' | 'outcomes' | 'basis' | 'keptFor' | 'isChosen'>;

function summarise(fit: ResponseFit & { responded: number }, history: HistoryColumns): Summarised {
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
        waiting: channel.immature,
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
    backtest: fit.backtest === null ? null : describeBacktest(fit.backtest),
  };
}

/** A fit that has not been stored. */
export interface FreshFit {
  readonly inputHash: string;
  readonly asOfDay: number;
  readonly summary: StoredSummary;
  readonly estimates: EstimateColumns;
  /** What was known of the contacts, to tell later what has drifted. */
  readonly profiles: ContactProfiles;
  /** The snapshot it was compared with, judged on the same touches; null without one, or where nothing is held back. */
  readonly earlier: Backtest | null;
}

/** 1 for every touch that a run made the first reason of an outcome known by `knownUntil`. */
function answeredBy(sqlite: Sqlite, run: StoredRun, history: HistoryColumns, knownUntil?: number): Uint8Array {
  const primary = readPrimaryTouches(sqlite, run.id, knownUntil);
  return Uint8Array.from(history.touchIds, (id) => (primary.has(id) ? 1 : 0));
}

/**
 * Fits the response model on the whole history. A touch counts as answered where a fresh attribution run made it the first
 * reason of an outcome; without such a run, where it is the last touch before one. With `earlier` that snapshot is judged
 * beside it: on what it knew then, by what is known now.
 */
export async function fitWorkspace(context: CoreContext, sqlite: Sqlite, rules: PlanningRules, job: EngineRun, earlier: ResponseSnapshot | null = null): Promise<Result<FreshFit>> {
  if (rules.channels.length === 0) return fail('BAD_INPUT', 'No channels defined.', { hint: 'Add a channel in Constraint Diagnostic, or import touches.' });
  job.report({ phase: 'Consuming signals', done: 0, total: null });
  const channels = rules.channels.map((channel) => channel.id);
  const basis = readBasis(sqlite, rules);
  const outcomes = countAnswers(sqlite);
  const run = readFreshRun(sqlite);
  const history = readHistory(sqlite, channels, columnExpression(rules.contacts?.segment?.column ?? 'segment'));
  if (history.contactIds.length === 0) return fail('BAD_INPUT', 'No contacts to fit.', { hint: 'Import contacts first.' });
  const profiles = readProfiles(sqlite);
  const linkWindows = channels.map(responseWindowDays);
  const windows = run === null ? linkWindows : channels.map((channel) => attributionWindowDays(run.settings.settings, channel));
  const asOfDay = readLastHistoryDay(sqlite) ?? dayOfInstant(context.clock.nowMs());
  const link = { windowDaysByChannel: linkWindows, positiveKinds: new Set(history.outcomeKinds.flatMap((kind, at) => (saysNo(kind) ? [] : [at]))) };
  const knowledge = (snapshot: ResponseSnapshot): EarlierRequest => ({
    kinds: history.outcomes.kind.map((kind, at) => (history.receivedAt[at]! <= snapshot.madeAt ? kind : -1)),
    link,
    ...(run === null || snapshot.summary.linkedBy !== 'attribution' ? {} : { answered: answeredBy(sqlite, run, history, snapshot.madeAt) }),
    asOfDay: snapshot.asOfDay,
    halfLifeDays: snapshot.summary.halfLifeDays,
  });
  const fit = await context.engine.fitResponse(
    {
      history: { contactCount: history.contactIds.length, channelCount: channels.length, segmentOf: history.segmentOf, segmentNames: history.segmentNames, touches: history.touches, asOfDay },
      outcomes: history.outcomes,
      link,
      ...(run === null ? {} : { answered: answeredBy(sqlite, run, history) }),
      options: { saturationSetting: rules.channels.map((channel) => channel.saturation), matureAfterDays: windows },
      ...(earlier === null ? {} : { earlier: knowledge(earlier) }),
    },
    job,
  );
  if (!fit.ok) return fit;
  return succeed({
    inputHash: hashBasis(basis, rules),
    asOfDay,
    summary: { ...summarise(fit.value, history), linkedBy: run === null ? 'last_touch' : 'attribution', outcomes, basis, keptFor: null, isChosen: false },
    estimates: { contactIds: history.contactIds, channels, mean: fit.value.mean, sd: fit.value.sd, touches: Int32Array.from(fit.value.n) },
    profiles,
    earlier: fit.value.earlier === null ? null : describeBacktest(fit.value.earlier),
  });
}
