import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { BatchSpec, type BatchCounts, type VariantStatus } from '../../../../engine/model/batch.ts';
import { SearchValues } from '../../../../engine/model/search-space.ts';
import type { DesignedVariant } from '../../scenarios/design-variants.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { scenarioBatches } from '../schema/scenario.ts';
import { ProblemInputs } from './plan.ts';
import { isKept, nextSubjectId } from './scenario-removal.ts';
import { ScenarioBody } from './scenario.ts';
import { readSamples, writeSamples } from './scenario-run.ts';

/** Values of parameters in the base scenario, null where it leaves one out. */
export const BaseValues = z.record(z.string(), z.union([z.number(), z.string()]).nullable());
export type BaseValues = z.infer<typeof BaseValues>;

/** Points left out by a constraint, by its name. */
export const SkippedCounts = z.record(z.string(), z.int());

type BatchRow = typeof scenarioBatches.$inferSelect;

export interface StoredBatch extends Omit<BatchRow, 'spec' | 'body' | 'base' | 'inputs' | 'skipped'> {
  readonly spec: BatchSpec;
  readonly body: ScenarioBody;
  readonly base: BaseValues;
  readonly inputs: ProblemInputs;
  readonly skipped: Record<string, number>;
}

const parseBatch = (row: BatchRow): StoredBatch => ({
  ...row,
  spec: BatchSpec.parse(JSON.parse(row.spec)),
  body: ScenarioBody.parse(JSON.parse(row.body)),
  base: BaseValues.parse(JSON.parse(row.base)),
  inputs: ProblemInputs.parse(JSON.parse(row.inputs)),
  skipped: SkippedCounts.parse(JSON.parse(row.skipped)),
});

/** Null where there is none, or it was removed. */
export function readBatch(sqlite: Sqlite, id: number): StoredBatch | null {
  const row = ormOf(sqlite).select().from(scenarioBatches).where(and(eq(scenarioBatches.id, id), isKept('batch'))).get();
  return row === undefined ? null : parseBatch(row);
}

/** Newest first; those of one scenario where one is named. */
export function readBatches(sqlite: Sqlite, scenarioId?: number): StoredBatch[] {
  const all = ormOf(sqlite).select().from(scenarioBatches);
  return all.where(and(scenarioId === undefined ? undefined : eq(scenarioBatches.scenarioId, scenarioId), isKept('batch'))).orderBy(sql`id DESC`).all().map(parseBatch);
}

/** Batches of every scenario that has some. */
export const countBatches = (sqlite: Sqlite): Map<number, number> => new Map(sqlite.prepare("SELECT scenario_id, count(*) FROM scenario_batches WHERE id NOT IN (SELECT id FROM scenario_removals WHERE subject = 'batch') GROUP BY scenario_id").raw().all() as [number, number][]);

export type NewBatch = Pick<StoredBatch, 'scenarioId' | 'spec' | 'body' | 'base' | 'inputHash' | 'inputs' | 'skipped' | 'total' | 'rounds' | 'engineVersion' | 'createdAt'>;

/** Stores a batch that has not begun; its input has to stand. Call inside a transaction. */
export function insertBatch(sqlite: Sqlite, batch: NewBatch): number {
  const { spec, body, base, inputs, skipped, ...columns } = batch;
  return ormOf(sqlite)
    .insert(scenarioBatches)
    .values({ ...columns, id: nextSubjectId(sqlite, 'batch'), status: 'pending', spec: JSON.stringify(spec), body: JSON.stringify(body), base: JSON.stringify(base), inputs: JSON.stringify(inputs), skipped: JSON.stringify(skipped) })
    .returning({ id: scenarioBatches.id })
    .get().id;
}

export type BatchState = Partial<Pick<StoredBatch, 'status' | 'round' | 'jobId' | 'fault' | 'startedAt' | 'finishedAt'>>;

export function setBatchState(sqlite: Sqlite, id: number, state: BatchState): void {
  ormOf(sqlite).update(scenarioBatches).set(state).where(eq(scenarioBatches.id, id)).run();
}

/** Removes a batch with its variants. Call inside a transaction. */
export const deleteBatch = (sqlite: Sqlite, id: number): void => void ormOf(sqlite).delete(scenarioBatches).where(eq(scenarioBatches.id, id)).run();

/** Call inside a transaction. */
export function insertVariants(sqlite: Sqlite, batchId: number, variants: Iterable<DesignedVariant>): void {
  const insert = sqlite.prepare("INSERT INTO scenario_variants (batch_id, number, name, status, parameters) VALUES (?, ?, ?, 'waiting', ?)");
  for (const { number, name, parameters } of variants) insert.run(batchId, number, name, JSON.stringify(parameters));
}

/** What a variant has come to. */
export interface VariantState {
  readonly number: number;
  readonly status: VariantStatus;
  readonly replications: number;
  readonly score: number | null;
  readonly standardError: number | null;
  readonly stoppedInRound: number | null;
  readonly reason: string | null;
  /** JSON, null while it was not played. */
  readonly measures: string | null;
}

/** Writes what variants have come to; call inside a transaction. */
export function updateVariants(sqlite: Sqlite, batchId: number, states: Iterable<VariantState & { readonly means: string | null }>): void {
  const update = sqlite.prepare('UPDATE scenario_variants SET status = ?, replications = ?, score = ?, standard_error = ?, stopped_in_round = ?, reason = ?, measures = ?, means = ? WHERE batch_id = ? AND number = ?');
  for (const { number, status, replications, score, standardError, stoppedInRound, reason, measures, means } of states) update.run(status, replications, score, standardError, stoppedInRound, reason, measures, means, batchId, number);
}

/** Variants that a program left while playing them are to be played again. */
export const releaseRunning = (sqlite: Sqlite, batchId: number): void => void sqlite.prepare("UPDATE scenario_variants SET status = 'waiting' WHERE batch_id = ? AND status = 'running'").run(batchId);

/** A variant with its parameters and what it has come to. */
export type StoredVariant = DesignedVariant & VariantState;

const VARIANT_COLUMNS = 'number, name, parameters, status, replications, score, standard_error AS standardError, stopped_in_round AS stoppedInRound, reason, measures';

const parseVariant = (row: unknown): StoredVariant => {
  const stored = row as Omit<StoredVariant, 'parameters'> & { parameters: string };
  return { ...stored, parameters: SearchValues.parse(JSON.parse(stored.parameters)) };
};

/** Variants by number, `limit` from number `from` on. */
export const readVariants = (sqlite: Sqlite, batchId: number, from: number, limit: number): StoredVariant[] =>
  sqlite.prepare(`SELECT ${VARIANT_COLUMNS} FROM scenario_variants WHERE batch_id = ? AND number >= ? ORDER BY number LIMIT ?`).all(batchId, from, limit).map(parseVariant);

export function readVariant(sqlite: Sqlite, batchId: number, number: number): StoredVariant | null {
  return readVariants(sqlite, batchId, number, 1).find((variant) => variant.number === number) ?? null;
}

export function countVariants(sqlite: Sqlite, batchId: number): BatchCounts {
  const rows = new Map(sqlite.prepare('SELECT status, count(*) FROM scenario_variants WHERE batch_id = ? GROUP BY status').raw().all(batchId) as [VariantStatus, number][]);
  const count = (status: VariantStatus): number => rows.get(status) ?? 0;
  return { waiting: count('waiting'), running: count('running'), stopped: count('stopped'), infeasible: count('infeasible'), done: count('done') };
}

/** Replications that all variants of a batch have played. */
export const sumReplications = (sqlite: Sqlite, batchId: number): number => sqlite.prepare('SELECT ifnull(sum(replications), 0) FROM scenario_variants WHERE batch_id = ?').pluck().get(batchId) as number;

/** Keeps every measure by replication of variants that may play on. Call inside a transaction. */
export function putVariantSamples(sqlite: Sqlite, batchId: number, variants: Iterable<{ readonly number: number; readonly samples: Float64Array | null }>): void {
  const put = sqlite.prepare('INSERT INTO scenario_variant_samples (batch_id, number, samples) VALUES (?, ?, ?) ON CONFLICT (batch_id, number) DO UPDATE SET samples = excluded.samples');
  for (const { number, samples } of variants) if (samples !== null) put.run(batchId, number, writeSamples(samples));
}

export function readVariantSamples(sqlite: Sqlite, batchId: number): Map<number, Float64Array> {
  const rows = sqlite.prepare('SELECT number, samples FROM scenario_variant_samples WHERE batch_id = ?').raw().iterate(batchId) as Iterable<[number, Buffer]>;
  const samples = new Map<number, Float64Array>();
  for (const [number, bytes] of rows) samples.set(number, readSamples(bytes));
  return samples;
}

/** Forgets replications of a batch that is over, of so many variants at most; what they come to stays. Answers of how many it did. */
export const dropVariantSamples = (sqlite: Sqlite, batchId: number, limit: number): number =>
  sqlite.prepare('DELETE FROM scenario_variant_samples WHERE batch_id = ? AND number IN (SELECT number FROM scenario_variant_samples WHERE batch_id = ? LIMIT ?)').run(batchId, batchId, limit).changes;

/** Writes which variants a round stopped and why; they count as stopped once the next round has begun. Call inside a transaction. */
export function stopVariants(sqlite: Sqlite, batchId: number, round: number, stopped: Iterable<{ readonly number: number; readonly reason: string | null }>): void {
  const update = sqlite.prepare("UPDATE scenario_variants SET status = 'stopped', stopped_in_round = ?, reason = ? WHERE batch_id = ? AND number = ?");
  for (const { number, reason } of stopped) update.run(round, reason, batchId, number);
}
