import { gzipSync } from 'node:zlib';
import { isCancelled } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { Batch, type BatchSpec, type Variant } from '../../../engine/model/batch.ts';
import { readScenario } from '../../../engine/model/check-scenario.ts';
import { readDocument } from '../../../engine/model/read-document.ts';
import { listParameters } from '../../../engine/simulation/list-parameters.ts';
import { withScenarioThread } from '../../workers/scenario-client.ts';
import type { ResultHead } from './batch-result.ts';
import { countStatuses, createLiveVariant, findBest, rankLive, type LiveVariant } from './live-variant.ts';
import type { PlaySettings, ScenarioInput } from './packed-scenario.ts';
import { runBatch, type BatchRun } from './run-batch.ts';
import { createPlayerPool } from './thread-pool.ts';

/** Names that a search varies, each with its place in the document. */
function listVaried({ space, search }: Pick<BatchSpec, 'space' | 'search'>): { name: string; path: string }[] {
  if (search.strategy === 'listed') return search.variants.flatMap(({ parameters }, at) => Object.keys(parameters).map((name) => ({ name, path: `$.search.variants[${at}].parameters.${name}` })));
  return space?.parameters.map(({ name }, at) => ({ name, path: `$.space.parameters[${at}].name` })) ?? [];
}

/** Reads an `omnivor.batch/1` document; every fault names its place. */
export function readBatchDocument(document: unknown): Result<Batch> {
  const batch = readDocument(Batch, document);
  if (!batch.ok) return batch;
  const scenario = readScenario(batch.value.scenario);
  if (!scenario.ok) return { ok: false, fault: { ...scenario.fault, path: (scenario.fault.path ?? '$').replace(/^\$/u, '$.scenario'), message: scenario.fault.message.replace(/^\$/u, '$.scenario') } };
  const known = new Set(listParameters(scenario.value).map(({ path }) => path));
  const unknown = listVaried(batch.value).find(({ name }) => !known.has(name));
  return unknown === undefined ? batch : fail('UNKNOWN_REFERENCE', `${unknown.path}: ${unknown.name} is no parameter of the scenario.`, { path: unknown.path, hint: `Parameters: ${[...known].join(', ')}.` });
}

async function designLive({ space, search, seed }: Batch): Promise<Result<{ variants: LiveVariant[]; skipped: Readonly<Record<string, number>> }>> {
  const designed = await withScenarioThread(null, (thread) => thread.design({ space, search, seed }));
  if (!designed.ok) return designed;
  const { variants, skipped } = designed.value;
  return succeed({ variants: variants.map(({ number, parameters, name }) => createLiveVariant(number, parameters, name)), skipped });
}

/** Nothing is written down in between. */
const noSink = { add: () => Promise.resolve(), write: () => Promise.resolve(), beginRound: () => Promise.resolve(), closeRound: () => Promise.resolve() };

/** Plays a whole batch without a workspace; once cancelled it answers the best so far. */
export async function playBatchFile(batch: Batch, threads: number, run: BatchRun): Promise<Result<{ head: ResultHead; variants: Variant[] }>> {
  const { scenario, goal } = batch;
  const designed = await designLive(batch);
  if (!designed.ok) return designed;
  const { variants, skipped } = designed.value;
  const { name, problem, policy, assumptions, replications, seed } = scenario;
  const input: ScenarioInput = { problem, actions: null };
  const settings: PlaySettings = { name, policy, assumptions, replications, seed };
  const pool = createPlayerPool({ document: gzipSync(JSON.stringify(input), { level: 1 }), settings }, threads, run.cancel);
  try {
    const ended = await runBatch({ spec: batch, replications, variants, round: 0 }, pool, noSink, run);
    if (!ended.ok) return ended;
  } finally {
    await pool.end();
  }
  const base = new Map(listParameters(scenario).map(({ path, value }) => [path, value]));
  const varied = Object.fromEntries(listVaried(batch).map((one) => [one.name, base.get(one.name) ?? null]));
  return succeed({
    head: {
      batch: batch.name,
      scenario: name,
      status: isCancelled(run.cancel) ? 'cancelled' : 'done',
      goal,
      spec: batch,
      counts: countStatuses(variants),
      skipped,
      best: findBest(variants, goal.direction)?.number ?? null,
      replications: variants.reduce((sum, variant) => sum + variant.replications, 0),
    },
    variants: rankLive(variants, goal.direction, varied),
  });
}
