import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Sqlite } from '../db/connection.ts';
import { countVariants, readBatch, sumReplications } from '../db/repositories/scenario-batch.ts';
import { listRanked, readLeader } from '../db/repositories/scenario-ranking.ts';
import { readScenario } from '../db/repositories/scenario.ts';
import { writeFileSafely } from '../export/write-file.ts';
import { writeBatchResult } from '../scenarios/batch-result.ts';

/** Writes the ranking of a batch as `omnivor.batch_result/1`. O(variants). */
export function writeRanking(sqlite: Sqlite, batchId: number, path: string): Result<{ variants: number }> {
  const batch = readBatch(sqlite, batchId);
  if (batch === null) return fail('NOT_FOUND', `Batch ${batchId} does not exist.`);
  const { spec, base, skipped, scenarioId } = batch;
  const counts = countVariants(sqlite, batchId);
  const head = {
    batch: spec.name,
    scenario: readScenario(sqlite, scenarioId)?.name ?? `Scenario ${scenarioId}`,
    status: batch.status === 'done' ? ('done' as const) : ('cancelled' as const),
    goal: spec.goal,
    spec,
    counts,
    skipped,
    best: readLeader(sqlite, batchId, spec.goal.direction)?.number ?? null,
    replications: sumReplications(sqlite, batchId),
  };
  const written = writeFileSafely(path, writeBatchResult(head, listRanked(sqlite, batchId, spec.goal, base)));
  return written.ok ? succeed({ variants: Object.values(counts).reduce((sum, count) => sum + count, 0) }) : written;
}
