import type { BatchRow } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { CoreContext } from '../context.ts';
import { readBatch, setBatchState } from '../db/repositories/scenario-batch.ts';
import type { JobContext } from '../jobs/job-runner.ts';
import type { Session } from '../session.ts';
import { createBatchPlayer, usualConcurrency, type StopIntent } from './batch-player.ts';
import { isBatchRunning, type BatchReader } from './batch-reader.ts';

/**
 * Starts and stops batches. Pausing one and closing the workspace leave it paused; whoever else stops its job, by its number or
 * on the page, leaves it cancelled.
 */
export function createBatchControl(context: CoreContext, { withBatch, rowOf }: BatchReader) {
  const player = createBatchPlayer(context);
  const pausing = new Set<number>();

  const cancelled = (session: Session, batchId: number): Promise<void> =>
    session.gate.run(() => {
      setBatchState(session.database.sqlite, batchId, { status: 'cancelled', finishedAt: context.clock.nowMs() });
      context.changes.publish(['batches']);
    });

  return {
    /** Plays a batch, or goes on with it, on so many threads. */
    async start(batchId: number, concurrency: number = usualConcurrency()): Promise<Result<{ jobId: string }>> {
      const ready = withBatch(batchId, (batch, session) => {
        if (isBatchRunning(session, batch)) return fail('CONFLICT', `Batch "${batch.spec.name}" runs already.`);
        if (batch.status === 'done') return fail('CONFLICT', `Batch "${batch.spec.name}" is done.`);
        if (batch.engineVersion !== context.appVersion) return fail('CONFLICT', `Batch "${batch.spec.name}" was made by version ${batch.engineVersion}; this is ${context.appVersion}.`, { hint: 'Make it again.' });
        return succeed({ session });
      });
      if (!ready.ok) return ready;
      const { session } = ready.value;
      pausing.delete(batchId);
      const intentOf = (job: JobContext): StopIntent => (pausing.has(batchId) || job.isClosing() ? 'paused' : 'cancelled');
      const jobId = session.jobs.start(
        'batch',
        { batchId, concurrency },
        (job) => player.run(session, batchId, concurrency, job, () => intentOf(job)),
        // One that never began is as it was when it is only paused.
        () => (pausing.has(batchId) ? Promise.resolve() : cancelled(session, batchId)),
      );
      await session.gate.run(() => setBatchState(session.database.sqlite, batchId, { jobId }));
      context.changes.publish(['batches']);
      return succeed({ jobId });
    },

    /** Tells a running batch to stop and answers it once it has. */
    async stop(batchId: number, intent: StopIntent): Promise<Result<BatchRow>> {
      const found = withBatch(batchId, (batch, session) => succeed({ batch, session }));
      if (!found.ok) return found;
      const { batch, session } = found.value;
      const { jobId } = batch;
      const isRunning = jobId !== null && isBatchRunning(session, batch);
      if (isRunning) {
        if (intent === 'paused') pausing.add(batchId);
        const told = session.jobs.cancel(jobId);
        if (!told.ok) return told;
        await session.jobs.wait(jobId);
      } else if (intent === 'paused' && batch.status !== 'paused' && batch.status !== 'done') return fail('CONFLICT', `Batch "${batch.spec.name}" does not run.`);
      if (intent === 'cancelled' && readBatch(session.database.sqlite, batchId)?.status !== 'done' && !isRunning) await cancelled(session, batchId);
      return rowOf(batchId);
    },
  };
}
export type BatchControl = ReturnType<typeof createBatchControl>;
