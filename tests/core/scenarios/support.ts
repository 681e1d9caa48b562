import type { BatchRow, ScenarioDraft, ScenarioRow } from '../../../src/contract/scenario.ts';
import type { BatchSpec, Variant } from '../../../src/engine/model/batch.ts';
import type { Job } from '../../../src/engine/model/job.ts';
import { openHistory } from '../support/history.ts';
import { unwrap, type TestCore } from '../support/test-core.ts';

/** A mix of both channels of the test history. */
export const mixDraft = (change: Partial<ScenarioDraft> = {}): ScenarioDraft => ({
  name: 'Base',
  notes: '',
  audienceId: null,
  horizon: { start: '2027-01-04', days: 28 },
  withoutRules: [],
  policy: { kind: 'mix', actionsPerContact: 3, shares: { email: 0.5, visit: 0.5 } },
  assumptions: {},
  replications: 24,
  seed: 5,
  ...change,
});

/** Sobol points of the mix, raced. */
export const mixSpec = (change: Partial<BatchSpec> = {}): BatchSpec => ({
  name: 'Search',
  space: { parameters: [{ name: 'policy.shares.email', from: 0, to: 1 }, { name: 'policy.actionsPerContact', from: 0, to: 6 }], constraints: [] },
  goal: { metric: 'net', direction: 'max' },
  search: { strategy: 'sobol', count: 12 },
  racing: { eta: 2, firstReplications: 6 },
  seed: 3,
  ...change,
});

/** A workspace with history and one scenario. */
export async function openScenarioWorkspace(test: TestCore, change: Partial<ScenarioDraft> = {}): Promise<ScenarioRow> {
  await openHistory(test);
  return unwrap(await test.core.scenarios.create(mixDraft(change)));
}

export async function waitJob({ core }: TestCore, jobId: string): Promise<Job> {
  const job = await core.context.session?.jobs.wait(jobId);
  if (job === undefined) throw new Error('No workspace is open.');
  return job;
}

/** Runs a scenario and answers the number of the run. */
export async function runScenario(test: TestCore, scenarioId: number): Promise<{ runId: number; cached: boolean; drawn: number }> {
  const job = await waitJob(test, unwrap(test.core.scenarios.run(scenarioId)).jobId);
  if (job.status !== 'succeeded') throw new Error(`The run ended as ${job.status}: ${job.fault?.message}`);
  return job.result as { runId: number; cached: boolean; drawn: number };
}

/** Makes a batch and plays it to its end. */
export async function playBatch(test: TestCore, scenarioId: number, spec: BatchSpec, concurrency = 1): Promise<BatchRow> {
  const { id } = unwrap(await test.core.batches.create({ scenarioId, spec }));
  const job = await waitJob(test, unwrap(await test.core.batches.run({ batchId: id, concurrency })).jobId);
  if (job.status !== 'succeeded') throw new Error(`The batch ended as ${job.status}: ${job.fault?.message}`);
  return unwrap(test.core.batches.get(id)).row;
}

export const rankingOf = (test: TestCore, batchId: number): Variant[] => unwrap(test.core.batches.variants({ batchId, offset: 0, limit: 1000 })).rows;
