import { eq } from 'drizzle-orm';
import { Simulation } from '../../../../engine/model/simulation.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { scenarioAnswers, scenarioInputs, scenarioRuns } from '../schema/scenario.ts';
import { ProblemInputs } from './plan.ts';

/** Keeps what scenarios are played on; a document that is there already is not written again. Call inside a transaction. */
export function keepInput(sqlite: Sqlite, input: { hash: string; document: Uint8Array; nowMs: number }): void {
  ormOf(sqlite).insert(scenarioInputs).values({ hash: input.hash, madeAt: input.nowMs, document: Buffer.from(input.document) }).onConflictDoNothing().run();
}

export const hasInput = (sqlite: Sqlite, hash: string): boolean => ormOf(sqlite).select({ hash: scenarioInputs.hash }).from(scenarioInputs).where(eq(scenarioInputs.hash, hash)).get() !== undefined;

/** The compressed document of a hash that is stored; throws where it is not: rows refer to it. */
export function readInput(sqlite: Sqlite, hash: string): Uint8Array {
  const row = ormOf(sqlite).select({ document: scenarioInputs.document }).from(scenarioInputs).where(eq(scenarioInputs.hash, hash)).get();
  if (row === undefined) throw new Error(`Scenario input ${hash} is missing.`);
  return row.document;
}

/** Removes documents that nothing refers to any more. Call inside a transaction. */
export function dropUnusedInputs(sqlite: Sqlite): void {
  sqlite
    .prepare(
      `DELETE FROM scenario_inputs WHERE hash NOT IN (SELECT input_hash FROM scenario_runs UNION SELECT input_hash FROM scenario_batches UNION SELECT input_hash FROM scenario_sensitivities)`,
    )
    .run();
}

export interface StoredRun {
  readonly id: number;
  readonly scenarioId: number;
  readonly madeAt: number;
  readonly hash: string;
  readonly inputHash: string;
  /** The scenario's body as it was. */
  readonly body: string;
  readonly inputs: ProblemInputs;
  readonly elapsedMs: number;
  readonly simulation: Simulation;
}

const RUN_COLUMNS = 'id, scenario_id AS scenarioId, made_at AS madeAt, hash, input_hash AS inputHash, body, inputs, elapsed_ms AS elapsedMs, result';

function parseRun(row: unknown): StoredRun {
  const { result, inputs, ...run } = row as Omit<StoredRun, 'simulation' | 'inputs'> & { result: string; inputs: string };
  return { ...run, inputs: ProblemInputs.parse(JSON.parse(inputs)), simulation: Simulation.parse(JSON.parse(result)) };
}

export function readRun(sqlite: Sqlite, id: number): StoredRun | null {
  const row = sqlite.prepare(`SELECT ${RUN_COLUMNS} FROM scenario_runs WHERE id = ?`).get(id);
  return row === undefined ? null : parseRun(row);
}

/** Runs of a scenario, newest first. */
export const readRuns = (sqlite: Sqlite, scenarioId: number): StoredRun[] => sqlite.prepare(`SELECT ${RUN_COLUMNS} FROM scenario_runs WHERE scenario_id = ? ORDER BY id DESC`).all(scenarioId).map(parseRun);

/** The newest run of every scenario that has one. */
export const readLatestRuns = (sqlite: Sqlite): Map<number, StoredRun> =>
  new Map(sqlite.prepare(`SELECT ${RUN_COLUMNS} FROM scenario_runs WHERE id IN (SELECT max(id) FROM scenario_runs GROUP BY scenario_id)`).all().map(parseRun).map((run) => [run.scenarioId, run]));

/** A run with this hash, of whichever scenario; that of `scenarioId` where it has one. */
export function findRun(sqlite: Sqlite, hash: string, scenarioId: number): StoredRun | null {
  const row = sqlite.prepare(`SELECT ${RUN_COLUMNS} FROM scenario_runs WHERE hash = ? ORDER BY scenario_id = ? DESC, id DESC LIMIT 1`).get(hash, scenarioId);
  return row === undefined ? null : parseRun(row);
}

/** Every measure by replication: measure m of replication r at m · replications + r, measures in the order of their list. */
export function readRunSamples(sqlite: Sqlite, runId: number): Float64Array {
  const row = ormOf(sqlite).select({ samples: scenarioRuns.samples }).from(scenarioRuns).where(eq(scenarioRuns.id, runId)).get();
  if (row === undefined) throw new Error(`Scenario run ${runId} is missing.`);
  return readSamples(row.samples);
}

/** Numbers as bytes, little-endian like every machine the planner runs on, and back. */
export const writeSamples = (samples: Float64Array): Buffer => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
export const readSamples = (bytes: Uint8Array): Float64Array => new Float64Array(new Uint8Array(bytes).buffer);

export interface NewRun extends Omit<StoredRun, 'id'> {
  readonly engineVersion: string;
  readonly samples: Float64Array;
}

/** Stores a run; its input has to stand. Call inside a transaction. */
export function insertRun(sqlite: Sqlite, { simulation, inputs, samples, ...run }: NewRun): number {
  return ormOf(sqlite)
    .insert(scenarioRuns)
    .values({ ...run, inputs: JSON.stringify(inputs), result: JSON.stringify(simulation), samples: writeSamples(samples) })
    .returning({ id: scenarioRuns.id })
    .get().id;
}

export function readAnswer(sqlite: Sqlite, hash: string): unknown {
  const row = ormOf(sqlite).select({ answer: scenarioAnswers.answer }).from(scenarioAnswers).where(eq(scenarioAnswers.hash, hash)).get();
  return row === undefined ? null : JSON.parse(row.answer);
}

/** Most answers that are kept; the oldest go first. */
const MOST_ANSWERS = 2000;

/** Keeps an answer under the hash of everything it rests on. Call inside a transaction. */
export function keepAnswer(sqlite: Sqlite, hash: string, answer: unknown, nowMs: number): void {
  ormOf(sqlite).insert(scenarioAnswers).values({ hash, madeAt: nowMs, answer: JSON.stringify(answer) }).onConflictDoNothing().run();
  sqlite.prepare('DELETE FROM scenario_answers WHERE hash IN (SELECT hash FROM scenario_answers ORDER BY made_at DESC, hash LIMIT -1 OFFSET ?)').run(MOST_ANSWERS);
}
