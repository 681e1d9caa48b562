import type { AttributionRun, AttributionSetup, OutcomeAttribution } from '../../../contract/attribution.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { defaultAttributionSettings, usualModels } from '../../../engine/model/attribution.ts';
import { saysNo } from '../../../engine/model/outcome.ts';
import type { AttributedOutcomes } from '../../../engine/attribution/attribute-outcomes.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import {
  finishRun,
  insertCredits,
  insertRun,
  listOldRuns,
  putAttributionSettings,
  readAttributionSettings,
  readLatestRun,
  readOutcomeAttribution,
  removeRunPart,
  type CreditedOutcome,
  type StoredAttributionSettings,
  type StoredRun,
} from '../db/repositories/attribution.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { countOutcomeKinds, countTouchChannels, readTouchHistory, type StoredHistory } from '../db/repositories/touch-history.ts';
import { writeFileSafely } from '../export/write-file.ts';
import type { JobContext } from '../jobs/job-runner.ts';
import type { Session } from '../session.ts';
import type { EditService } from './edit.ts';
import { hashJson } from './hash-json.ts';

/** Outcomes written in one transaction: the file is free for edits in between. */
const OUTCOMES_PER_WRITE = 5000;

/** As it comes: credit by age, and outcomes that say no take no part. */
const readChoice = (sqlite: Sqlite): StoredAttributionSettings => {
  const stored = readAttributionSettings(sqlite);
  if (stored !== null) return stored;
  const excludedKinds = countOutcomeKinds(sqlite).flatMap(({ name }) => (saysNo(name) ? [name] : []));
  return { choice: { model: 'time_decay', excludedKinds }, settings: defaultAttributionSettings };
};

function hashInputs(sqlite: Sqlite, settings: StoredAttributionSettings): { data: string; settings: string } {
  const { touches, outcomes } = readRevisions(sqlite);
  return { data: hashJson({ touches, outcomes }), settings: hashJson(settings) };
}

/** What changed since a run was made: touches, outcomes, settings; empty = up to date. */
function describeStale(sqlite: Sqlite, inputHash: string): string[] {
  const now = hashInputs(sqlite, readChoice(sqlite));
  const made = JSON.parse(inputHash) as { data: string; settings: string };
  return [...(made.data === now.data ? [] : ['touches or outcomes changed']), ...(made.settings === now.settings ? [] : ['settings changed'])];
}

/** The newest run where it is up to date, else null. */
export function readFreshRun(sqlite: Sqlite): StoredRun | null {
  const newest = readLatestRun(sqlite);
  return newest !== null && describeStale(sqlite, newest.inputHash).length === 0 ? newest : null;
}

/** Credited outcomes by the ids of their rows. */
function* listCredited({ touchIds, outcomeIds }: StoredHistory, { lookbacks, credits }: AttributedOutcomes, from: number, to: number): Generator<CreditedOutcome> {
  for (let place = from; place < to; place += 1) {
    const pairs = Array.from({ length: lookbacks.start[place + 1]! - lookbacks.start[place]! }, (_, at) => lookbacks.start[place]! + at);
    const primary = credits.primaryTouch[place]!;
    yield {
      outcomeId: outcomeIds[lookbacks.outcome[place]!]!,
      primaryTouchId: primary < 0 ? null : touchIds[primary]!,
      confidence: credits.confidence[place]!,
      credits: pairs.flatMap((pair) => (credits.share[pair] === 0 ? [] : [{ touchId: touchIds[lookbacks.touch[pair]!]!, share: credits.share[pair]!, value: credits.value[pair]! }])),
    };
  }
}

/** Credits outcomes to touches, compares attribution models, keeps the newest run. */
export function createAttributionService(context: CoreContext, edits: EditService) {
  const read = <T>(work: (sqlite: Sqlite) => T): Result<T> => {
    const session = requireSession(context);
    return session.ok ? succeed(work(session.value.database.sqlite)) : session;
  };
  const write = <T>({ database, gate }: Session, work: (sqlite: Sqlite) => T): Promise<T> => gate.run(() => database.sqlite.transaction(() => work(database.sqlite)).immediate());

  const removeRuns = async (session: Session, keptId: number | null): Promise<void> => {
    for (const id of listOldRuns(session.database.sqlite, keptId)) while (!(await write(session, (sqlite) => removeRunPart(sqlite, id, OUTCOMES_PER_WRITE))));
  };

  const store = async (session: Session, job: JobContext, stored: StoredHistory, attributed: AttributedOutcomes, made: { settings: StoredAttributionSettings; inputHash: string }): Promise<Result<number>> => {
    const nowMs = context.clock.nowMs();
    const total = attributed.lookbacks.outcome.length;
    const runId = await write(session, (sqlite) => insertRun(sqlite, { madeAt: nowMs, report: attributed.report, ...made }));
    for (let from = 0; from < total; from += OUTCOMES_PER_WRITE) {
      if (Atomics.load(job.cancel, 0) !== 0) {
        await removeRuns(session, readLatestRun(session.database.sqlite)?.id ?? null);
        return fail('CANCELLED', 'Attribution was cancelled.', { hint: 'The last run stays in use.' });
      }
      job.report({ phase: 'Writing credits', done: from, total });
      await write(session, (sqlite) => insertCredits(sqlite, runId, listCredited(stored, attributed, from, Math.min(total, from + OUTCOMES_PER_WRITE))));
    }
    await write(session, (sqlite) => finishRun(sqlite, runId, made.settings.choice.excludedKinds, nowMs));
    await removeRuns(session, runId);
    return succeed(runId);
  };

  const run = async (session: Session, job: JobContext): Promise<Result<{ runId: number; attributed: number; unattributed: number }>> => {
    const { sqlite } = session.database;
    await removeRuns(session, readLatestRun(sqlite)?.id ?? null);
    job.report({ phase: 'Consuming signals', done: 0, total: null });
    const settings = readChoice(sqlite);
    const inputHash = JSON.stringify(hashInputs(sqlite, settings));
    const stored = readTouchHistory(sqlite, settings.choice.excludedKinds);
    if (stored.outcomeIds.length === 0) return fail('BAD_INPUT', 'No outcomes to attribute.', { hint: 'Import outcomes, or sync a source.' });
    if (stored.touchIds.length === 0) return fail('BAD_INPUT', 'No touches to credit.', { hint: 'Import touches first.' });
    const attributed = await context.engine.attributeOutcomes({ history: stored.history, models: usualModels, model: settings.choice.model, settings: settings.settings }, job);
    if (!attributed.ok) return attributed;
    const runId = await store(session, job, stored, attributed.value, { settings, inputHash });
    if (!runId.ok) return runId;
    context.changes.publish(['attribution', 'outcomes', 'response']);
    const { totals } = attributed.value.report;
    return succeed({ runId: runId.value, attributed: totals.attributed, unattributed: totals.unattributed });
  };

  return {
    setup: (): Result<AttributionSetup> =>
      read((sqlite) => {
        const { choice, settings } = readChoice(sqlite);
        return {
          choice,
          settings,
          kinds: countOutcomeKinds(sqlite).map(({ name, rows }) => ({ kind: name, outcomes: rows, counts: !choice.excludedKinds.includes(name) })),
          channels: countTouchChannels(sqlite).map(({ name, rows }) => ({ channel: name, touches: rows })),
        };
      }),

    configure: (settings: StoredAttributionSettings): Promise<Result<void>> =>
      edits.run('Set attribution', (recorder) => {
        putAttributionSettings(recorder, settings);
        return succeed(undefined);
      }),

    run(): Result<{ jobId: string }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      if (session.value.jobs.running().some(({ kind }) => kind === 'attribution')) return fail('CONFLICT', 'Attribution is running already.');
      return succeed({ jobId: session.value.jobs.start('attribution', null, (job) => run(session.value, job)) });
    },

    latest: (): Result<AttributionRun | null> =>
      read((sqlite) => {
        const newest = readLatestRun(sqlite);
        return newest === null ? null : { runId: newest.id, madeAt: newest.madeAt, stale: describeStale(sqlite, newest.inputHash), choice: newest.settings.choice, report: newest.report };
      }),

    outcome: (id: string): Result<OutcomeAttribution | null> =>
      read((sqlite) => {
        const newest = readLatestRun(sqlite);
        const credited = newest === null ? null : readOutcomeAttribution(sqlite, newest.id, Number(id.slice(1)));
        return newest === null || credited === null ? null : { model: newest.settings.choice.model, ...credited };
      }),

    async exportReport(): Promise<Result<{ path: string } | null>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const newest = readLatestRun(session.value.database.sqlite);
      if (newest === null) return fail('NOT_FOUND', 'Nothing was attributed yet.', { hint: 'Run attribution first.' });
      const chosen = await context.shell.chooseSavePath({ title: 'Export attribution', suggestedName: 'attribution.json', filters: [{ name: 'JSON', extensions: ['json'] }] });
      if (!chosen.ok) return chosen;
      if (chosen.value === null) return succeed(null);
      const path = chosen.value;
      const written = writeFileSafely(path, `${JSON.stringify(newest.report, null, 2)}\n`);
      return written.ok ? succeed({ path }) : written;
    },
  };
}
export type AttributionService = ReturnType<typeof createAttributionService>;
