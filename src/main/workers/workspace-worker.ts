import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { fail, succeed, type Result } from '../../engine/base/fault.ts';
import type { BatchSpec } from '../../engine/model/batch.ts';
import type { PlanningRules } from '../../engine/model/rules.ts';
import { openConnection, openSqlite, type Sqlite } from '../core/db/connection.ts';
import type { ScenarioBody } from '../core/db/repositories/scenario.ts';
import { faultOfStorageError } from '../core/db/sqlite-fault.ts';
import { writeFileSafely } from '../core/export/write-file.ts';
import { designBatch, type DesignedBatch } from '../core/scenarios/design-variants.ts';
import { assembleScenario } from '../core/scenarios/packed-scenario.ts';
import { writeRanking } from '../core/services/batch-file.ts';
import { dropRemoved, storeBatch, type BatchToStore } from '../core/services/batch-storage.ts';
import { packInput, readScenarioInput, settingsOf, type PackedInput } from '../core/services/scenario-input.ts';

/** Works on the file over a connection of its own; what the disk refuses is a fault. */
async function withFile<T>(path: string, open: (path: string) => Sqlite, work: (sqlite: Sqlite) => Result<T> | Promise<Result<T>>): Promise<Result<T>> {
  try {
    const sqlite = open(path);
    try {
      return await work(sqlite);
    } finally {
      sqlite.close();
    }
  } catch (error) {
    const fault = faultOfStorageError(error, path);
    if (fault === null) throw error;
    return { ok: false, fault };
  }
}

/** Everything that `work` reads is of one moment. */
const readFrom = <T>(path: string, work: (sqlite: Sqlite) => Result<T>): Promise<Result<T>> =>
  withFile(path, (file) => openSqlite(file, { readonly: true, mustExist: true }), (sqlite) => sqlite.transaction(() => work(sqlite))());

/** All of `work` is written or nothing. */
const writeTo = <T>(path: string, work: (sqlite: Sqlite) => T): Promise<Result<T>> =>
  withFile(path, (file) => openConnection(file, { mustExist: true }).sqlite, (sqlite) => succeed(sqlite.transaction(() => work(sqlite)).immediate()));

let designed: DesignedBatch | null = null;

const workspaceApi = {
  /** What a scenario is played on as the file stands. */
  async packScenario(path: string, rules: PlanningRules, body: ScenarioBody): Promise<Result<PackedInput>> {
    const read = await readFrom(path, (sqlite) => readScenarioInput(sqlite, rules, body));
    if (!read.ok) return read;
    return succeed(await packInput(read.value.input, read.value.inputs));
  },
  /** Writes a scenario in the public format. */
  async writeScenario(path: string, rules: PlanningRules, { name, body }: { name: string; body: ScenarioBody }, target: string): Promise<Result<{ bytes: number }>> {
    const read = await readFrom(path, (sqlite) => readScenarioInput(sqlite, rules, body));
    return read.ok ? writeFileSafely(target, `${JSON.stringify(assembleScenario(read.value.input, settingsOf(name, body)))}\n`) : read;
  },
  /** Designs a batch and keeps its variants for `storeBatch`. */
  design(search: Pick<BatchSpec, 'space' | 'search' | 'seed'>): Result<Omit<DesignedBatch, 'variants'>> {
    const made = designBatch(search);
    if (!made.ok) return made;
    designed = made.value;
    const { skipped, total } = made.value;
    return succeed({ skipped, total });
  },
  /** Stores the batch that was designed last, and answers its number. */
  async storeBatch(path: string, batch: BatchToStore): Promise<Result<number>> {
    const made = designed;
    return made === null ? fail('BAD_INPUT', 'No batch was designed on this thread.') : writeTo(path, (sqlite) => storeBatch(sqlite, batch, made));
  },
  /** Lets go of what was removed, but for the newest so many removals. */
  dropRemoved: (path: string, keep: number): Promise<Result<void>> => writeTo(path, (sqlite) => dropRemoved(sqlite, keep)),
  writeRanking: (path: string, batchId: number, target: string): Promise<Result<{ variants: number }>> => readFrom(path, (sqlite) => writeRanking(sqlite, batchId, target)),
};
export type WorkspaceApi = typeof workspaceApi;

if (parentPort === null) throw new Error('Long reads and writes of a workspace run on a worker thread.');
Comlink.expose(workspaceApi, nodeEndpoint(parentPort));
