import type { BatchRow } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { BatchSpec } from '../../../engine/model/batch.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readJob } from '../db/repositories/job.ts';
import { countVariants, readBatch, type StoredBatch } from '../db/repositories/scenario-batch.ts';
import { readLeader } from '../db/repositories/scenario-ranking.ts';
import { readScenario } from '../db/repositories/scenario.ts';
import type { Session } from '../session.ts';
import { createCampaignChangeReader } from './plan-campaigns.ts';
import type { RuleService } from './rule.ts';
import { createStalenessReader } from './scenario-input.ts';

/** Names that a batch varies, in order. */
export const variedBy = ({ space, search }: BatchSpec): string[] =>
  search.strategy === 'listed' ? [...new Set(search.variants.flatMap(({ parameters }) => Object.keys(parameters)))] : (space?.parameters.map(({ name }) => name) ?? []);

/** True while a job plays a batch, here or in another program. */
export function isBatchRunning({ jobs, database }: Session, { status, jobId }: StoredBatch): boolean {
  if (jobId === null) return false;
  const job = jobs.running().find(({ id }) => id === jobId) ?? (status === 'running' ? readJob(database.sqlite, jobId) : null);
  return job !== null && job.finishedAt === null;
}

/** Finds batches of the open workspace and says how far they are. */
export interface BatchReader {
  withSession<T>(work: (session: Session, sqlite: Sqlite) => Result<T>): Result<T>;
  /** Works on a batch; NOT_FOUND where there is none, or it was removed. */
  withBatch<T>(batchId: number, work: (batch: StoredBatch, session: Session, sqlite: Sqlite) => Result<T>): Result<T>;
  /** Describes batches as they stand. */
  createRowReader(session: Session): (batch: StoredBatch) => BatchRow;
  rowOf(batchId: number): Result<BatchRow>;
}

export function createBatchReader(context: CoreContext, rules: RuleService): BatchReader {
  const readCampaignChanges = createCampaignChangeReader();

  const withSession: BatchReader['withSession'] = (work) => {
    const session = requireSession(context);
    return session.ok ? work(session.value, session.value.database.sqlite) : session;
  };
  const withBatch: BatchReader['withBatch'] = (batchId, work) =>
    withSession((session, sqlite) => {
      const batch = readBatch(sqlite, batchId);
      return batch === null ? fail('NOT_FOUND', `Batch ${batchId} does not exist.`) : work(batch, session, sqlite);
    });

  const createRowReader: BatchReader['createRowReader'] = (session) => {
    const { sqlite } = session.database;
    const current = rules.get();
    const readStale = current.ok ? createStalenessReader(sqlite, current.value, readCampaignChanges) : () => [];
    return (batch) => {
      const { id, scenarioId, spec, status, total, round, rounds, createdAt, startedAt, finishedAt, jobId, fault } = batch;
      const isActive = isBatchRunning(session, batch);
      return {
        id,
        scenarioId,
        scenario: readScenario(sqlite, scenarioId)?.name ?? `Scenario ${scenarioId}`,
        name: spec.name,
        status: isActive ? 'running' : status === 'running' ? 'paused' : status,
        goal: spec.goal,
        strategy: spec.search.strategy,
        racing: spec.racing !== undefined,
        parameters: variedBy(spec),
        total,
        counts: countVariants(sqlite, id),
        round,
        rounds,
        best: readLeader(sqlite, id, spec.goal.direction),
        createdAt,
        startedAt,
        finishedAt,
        jobId,
        fault,
        stale: readStale(batch.body, batch.inputs),
      };
    };
  };

  return {
    withSession,
    withBatch,
    createRowReader,
    rowOf: (batchId) => withBatch(batchId, (batch, session) => succeed(createRowReader(session)(batch))),
  };
}
