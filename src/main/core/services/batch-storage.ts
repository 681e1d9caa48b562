import type { BatchSpec } from '../../../engine/model/batch.ts';
import type { Sqlite } from '../db/connection.ts';
import { deleteBatch, insertBatch, insertVariants, type BaseValues } from '../db/repositories/scenario-batch.ts';
import { listOldRemovals } from '../db/repositories/scenario-removal.ts';
import { dropUnusedInputs, keepInput } from '../db/repositories/scenario-run.ts';
import { deleteSensitivity } from '../db/repositories/scenario-sensitivity.ts';
import type { ScenarioBody } from '../db/repositories/scenario.ts';
import type { DesignedBatch } from '../scenarios/design-variants.ts';
import { countRounds } from '../scenarios/run-batch.ts';
import type { PackedInput } from './scenario-input.ts';

/** A batch to be written down, without its variants. */
export interface BatchToStore {
  readonly scenarioId: number;
  readonly spec: BatchSpec;
  readonly body: ScenarioBody;
  /** Values of what it varies in its scenario. */
  readonly base: BaseValues;
  readonly packed: PackedInput;
  readonly engineVersion: string;
  readonly nowMs: number;
}

/** Writes a batch, its variants and what they are played on; answers its number. Call inside a transaction. O(variants). */
export function storeBatch(sqlite: Sqlite, { packed: { hash, document, inputs }, nowMs, ...batch }: BatchToStore, { variants, skipped, total }: DesignedBatch): number {
  keepInput(sqlite, { hash, document, nowMs });
  const rounds = countRounds(batch.spec, total, batch.body.replications);
  const batchId = insertBatch(sqlite, { ...batch, inputHash: hash, inputs, skipped, total, rounds, createdAt: nowMs });
  insertVariants(sqlite, batchId, variants);
  return batchId;
}

/** Lets go of removed batches and analyses but for the newest so many removals, and of what nothing else was played on. Call inside a transaction. O(variants). */
export function dropRemoved(sqlite: Sqlite, keep: number): void {
  for (const { subject, id } of listOldRemovals(sqlite, keep)) (subject === 'batch' ? deleteBatch : deleteSensitivity)(sqlite, id);
  dropUnusedInputs(sqlite);
}
