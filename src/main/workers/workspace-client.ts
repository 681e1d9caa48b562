import { fail, type Result } from '../../engine/base/fault.ts';
import type { BatchSpec } from '../../engine/model/batch.ts';
import type { PlanningRules } from '../../engine/model/rules.ts';
import type { ScenarioBody } from '../core/db/repositories/scenario.ts';
import type { DesignedBatch } from '../core/scenarios/design-variants.ts';
import type { BatchToStore } from '../core/services/batch-storage.ts';
import type { PackedInput } from '../core/services/scenario-input.ts';
import { startThread, WorkerDied } from './run-in-worker.ts';
import type { WorkspaceApi } from './workspace-worker.ts';

/**
 * Long reads and writes of a workspace file on a thread of their own, over a connection of its own, so that the core answers
 * meanwhile. Whoever writes holds the gate.
 */
export interface WorkspaceThread {
  packScenario(path: string, rules: PlanningRules, body: ScenarioBody): Promise<Result<PackedInput>>;
  writeScenario(path: string, rules: PlanningRules, scenario: { name: string; body: ScenarioBody }, target: string): Promise<Result<{ bytes: number }>>;
  /** Designs a batch and keeps its variants on the thread for `storeBatch`. */
  design(search: Pick<BatchSpec, 'space' | 'search' | 'seed'>): Promise<Result<Omit<DesignedBatch, 'variants'>>>;
  storeBatch(path: string, batch: BatchToStore): Promise<Result<number>>;
  dropRemoved(path: string, keep: number): Promise<Result<void>>;
  writeRanking(path: string, batchId: number, target: string): Promise<Result<{ variants: number }>>;
}

/** Starts a thread, hands it to `work` and ends it afterwards. */
export async function withWorkspaceThread<T>(work: (thread: WorkspaceThread) => Promise<T>): Promise<T> {
  const { api, death, end } = startThread<WorkspaceApi>('workspace-worker');
  const ask = async <R>(call: () => Promise<Result<R>>): Promise<Result<R>> => {
    try {
      return await Promise.race([call(), death]);
    } catch (error) {
      if (error instanceof WorkerDied) return fail('WORKER_DIED', error.message, { hint: 'Do it again. Nothing was half-written.' });
      throw error;
    }
  };
  try {
    return await work({
      packScenario: (path, rules, body) => ask(async () => await api.packScenario(path, rules, body)),
      writeScenario: (path, rules, scenario, target) => ask(async () => await api.writeScenario(path, rules, scenario, target)),
      design: (search) => ask(async () => await api.design(search)),
      storeBatch: (path, batch) => ask(async () => await api.storeBatch(path, batch)),
      dropRemoved: (path, keep) => ask(async () => await api.dropRemoved(path, keep)),
      writeRanking: (path, batchId, target) => ask(async () => await api.writeRanking(path, batchId, target)),
    });
  } finally {
    await end();
  }
}
