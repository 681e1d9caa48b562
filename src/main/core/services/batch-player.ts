import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { isCancelled } from '../../../engine/base/cancel.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { Measure } from '../../../engine/model/simulation.ts';
import type { CoreContext } from '../context.ts';
import {
  dropVariantSamples,
  insertVariants,
  putVariantSamples,
  readBatch,
  readVariants,
  readVariantSamples,
  releaseRunning,
  setBatchState,
  stopVariants,
  updateVariants,
  type BatchState,
  type StoredBatch,
  type VariantState,
} from '../db/repositories/scenario-batch.ts';
import { readInput } from '../db/repositories/scenario-run.ts';
import type { Sqlite } from '../db/connection.ts';
import type { JobContext } from '../jobs/job-runner.ts';
import type { BatchSink } from '../scenarios/batch-writer.ts';
import { findBest, type LiveVariant } from '../scenarios/live-variant.ts';
import { runBatch } from '../scenarios/run-batch.ts';
import { createPlayerPool } from '../scenarios/thread-pool.ts';
import type { Session } from '../session.ts';
import { settingsOf } from './scenario-input.ts';
import { ANY_NAME } from './scenario-run.ts';

/** Variants read or written between two turns of the core. */
const VARIANTS_PER_TURN = 200;
/** Windows hear of a batch that often at most, ms. */
const TELL_EVERY_MS = 1000;

const toState = ({ number, status, replications, score, standardError, stoppedInRound, reason, measures }: LiveVariant): VariantState & { means: string | null } => ({
  number,
  status,
  replications,
  score,
  standardError,
  stoppedInRound,
  reason,
  measures: measures === null ? null : JSON.stringify(measures),
  means: measures === null ? null : JSON.stringify(Measure.options.map((measure) => measures[measure].mean)),
});

/** The variants of a batch as they stand, a part at a time. */
async function loadVariants(sqlite: Sqlite, batchId: number): Promise<LiveVariant[]> {
  const samples = readVariantSamples(sqlite, batchId);
  const variants: LiveVariant[] = [];
  for (let from = 1; ; from += VARIANTS_PER_TURN) {
    const part = readVariants(sqlite, batchId, from, VARIANTS_PER_TURN);
    for (const stored of part) {
      const { measures, ...variant } = stored;
      variants.push({ ...variant, measures: measures === null ? null : (JSON.parse(measures) as LiveVariant['measures']), samples: samples.get(stored.number) ?? null });
    }
    if (part.length < VARIANTS_PER_TURN) return variants;
    await setImmediate();
  }
}

/** Threads that a batch takes where nobody says: all but one core. */
export const usualConcurrency = (): number => Math.max(1, availableParallelism() - 1);

/** How a batch that was told to stop is left. */
export type StopIntent = 'paused' | 'cancelled';

/** Plays stored batches. */
export function createBatchPlayer(context: CoreContext) {
  const openSink = (session: Session, batchId: number): BatchSink => {
    let toldMs = Number.NEGATIVE_INFINITY;
    const tell = (): void => {
      const nowMs = performance.now();
      if (nowMs - toldMs < TELL_EVERY_MS) return;
      toldMs = nowMs;
      context.changes.publish(['batches']);
    };
    const write = async (work: (sqlite: Sqlite) => void): Promise<void> => {
      await session.gate.run(() => {
        const { sqlite } = session.database;
        sqlite.transaction(() => work(sqlite)).immediate();
        tell();
      });
      await setImmediate();
    };
    return {
      add: (variants) => write((sqlite) => insertVariants(sqlite, batchId, variants)),
      async write(variants) {
        for (let from = 0; from < variants.length; from += VARIANTS_PER_TURN) {
          const part = variants.slice(from, from + VARIANTS_PER_TURN);
          await write((sqlite) => {
            updateVariants(sqlite, batchId, part.map(toState));
            putVariantSamples(sqlite, batchId, part);
          });
        }
      },
      beginRound: (round) => write((sqlite) => setBatchState(sqlite, batchId, { round })),
      async closeRound(round, stopped) {
        for (let from = 0; from < stopped.length; from += VARIANTS_PER_TURN) await write((sqlite) => stopVariants(sqlite, batchId, round, stopped.slice(from, from + VARIANTS_PER_TURN)));
        await write((sqlite) => setBatchState(sqlite, batchId, { round: round + 1 }));
      },
    };
  };

  const dropSamples = async (session: Session, batchId: number): Promise<void> => {
    const { sqlite } = session.database;
    const dropPart = (): number => sqlite.transaction(() => dropVariantSamples(sqlite, batchId, VARIANTS_PER_TURN)).immediate();
    while ((await session.gate.run(dropPart)) === VARIANTS_PER_TURN) await setImmediate();
  };

  const setState = (session: Session, batchId: number, state: BatchState): Promise<void> =>
    session.gate.run(() => {
      setBatchState(session.database.sqlite, batchId, state);
      context.changes.publish(['batches']);
    });

  const play = async (session: Session, batch: StoredBatch, concurrency: number, job: JobContext): Promise<Result<LiveVariant[]>> => {
    const { sqlite } = session.database;
    const variants = await loadVariants(sqlite, batch.id);
    const pool = createPlayerPool({ document: readInput(sqlite, batch.inputHash), settings: settingsOf(ANY_NAME, batch.body) }, concurrency, job.cancel, { isBackground: true });
    try {
      const ended = await runBatch({ spec: batch.spec, replications: batch.body.replications, variants, round: batch.round }, pool, openSink(session, batch.id), job);
      return ended.ok ? succeed(variants) : ended;
    } finally {
      await pool.end();
    }
  };

  return {
    /** Plays a batch, or goes on with it, and leaves it done, failed, or as `intent` says once it was told to stop; the result says how. */
    async run(session: Session, batchId: number, concurrency: number, job: JobContext, intent: () => StopIntent): Promise<Result<{ batchId: number; best: number | null; left: StopIntent | 'done' }>> {
      const { sqlite } = session.database;
      const nowMs = context.clock.nowMs();
      await session.gate.run(() =>
        sqlite
          .transaction(() => {
            releaseRunning(sqlite, batchId);
            setBatchState(sqlite, batchId, { status: 'running', jobId: job.jobId, fault: null, finishedAt: null, startedAt: readBatch(sqlite, batchId)?.startedAt ?? nowMs });
          })
          .immediate(),
      );
      const batch = readBatch(sqlite, batchId);
      if (batch === null) throw new Error(`Batch ${batchId} is missing.`);
      context.changes.publish(['batches']);
      try {
        const played = await play(session, batch, concurrency, job);
        if (!played.ok) {
          await setState(session, batchId, { status: 'failed', fault: played.fault.message, finishedAt: context.clock.nowMs() });
          return played;
        }
        const left = isCancelled(job.cancel) ? intent() : 'done';
        if (left === 'done') await dropSamples(session, batchId);
        await setState(session, batchId, { status: left, finishedAt: left === 'paused' ? null : context.clock.nowMs() });
        return succeed({ batchId, best: findBest(played.value, batch.spec.goal.direction)?.number ?? null, left });
      } catch (error) {
        await setState(session, batchId, { status: 'failed', fault: error instanceof Error ? error.message : String(error), finishedAt: context.clock.nowMs() }).catch(() => undefined);
        throw error;
      }
    },
  };
}
export type BatchPlayer = ReturnType<typeof createBatchPlayer>;
