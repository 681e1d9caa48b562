import type { BatchDetail, BatchRow, ScenarioRow, VariantColumns, VariantQuery } from '../../../contract/scenario.ts';
import { createCancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { MOST_VARIANTS, type BatchSpec, type Variant } from '../../../engine/model/batch.ts';
import type { Measure } from '../../../engine/model/simulation.ts';
import { withScenarioThread } from '../../workers/scenario-client.ts';
import type { DesignedVariants } from '../../workers/scenario-api.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readJob } from '../db/repositories/job.ts';
import { insertProblem } from '../db/repositories/plan.ts';
import { countVariants, deleteBatch, insertBatch, insertVariants, readBatch, readBatches, readVariant, setBatchState, type BaseValues, type NewVariant, type StoredBatch } from '../db/repositories/scenario-batch.ts';
import { listRanked, readBestByMeasure, readBestVariant, readLeader, readVariantCells, readVariantPage } from '../db/repositories/scenario-ranking.ts';
import { dropUnusedInputs, keepInput, readInput } from '../db/repositories/scenario-run.ts';
import { readScenario, type ScenarioBody, type StoredScenario } from '../db/repositories/scenario.ts';
import { writeFileSafely } from '../export/write-file.ts';
import type { JobContext } from '../jobs/job-runner.ts';
import { writeBatchResult } from '../scenarios/batch-result.ts';
import { findFront } from '../scenarios/find-front.ts';
import { countRounds } from '../scenarios/run-batch.ts';
import { unpackInput } from '../scenarios/packed-scenario.ts';
import type { Session } from '../session.ts';
import { createBatchPlayer, usualConcurrency, type StopIntent } from './batch-player.ts';
import { specOptimal, usualDirection } from './find-optimal.ts';
import { hashJson } from './hash-json.ts';
import { createCampaignChangeReader } from './plan-campaigns.ts';
import type { RuleService } from './rule.ts';
import type { ScenarioService } from './scenario.ts';
import { createStalenessReader, type PackedInput } from './scenario-input.ts';
import { applyToBody, assumeProblem, offerParameters } from './scenario-parameters.ts';
import type { ScenarioRunner } from './scenario-run.ts';

const RESULT_FILTER = [{ name: 'Batch result', extensions: ['json'] }];
const DEFAULT_COUNT = 200;

/** The variants of a batch that are known beforehand, and what its constraints leave out. */
interface Designed {
  readonly variants: readonly NewVariant[];
  readonly skipped: Readonly<Record<string, number>>;
  readonly total: number;
}

const requireBatch = (sqlite: Sqlite, id: number): Result<StoredBatch> => {
  const batch = readBatch(sqlite, id);
  return batch === null ? fail('NOT_FOUND', `Batch ${id} does not exist.`) : succeed(batch);
};

/** Names that a batch varies, in order. */
const variedBy = ({ space, search }: BatchSpec): string[] =>
  search.strategy === 'listed' ? [...new Set(search.variants.flatMap(({ parameters }) => Object.keys(parameters)))] : (space?.parameters.map(({ name }) => name) ?? []);

/** Searches over variants of a scenario. */
export function createBatchService(context: CoreContext, rules: RuleService, runner: ScenarioRunner, scenarios: ScenarioService) {
  const player = createBatchPlayer(context);
  const readCampaignChanges = createCampaignChangeReader();
  const intents = new Map<number, StopIntent>();

  const withSession = <T>(work: (session: Session, sqlite: Sqlite) => Result<T>): Result<T> => {
    const session = requireSession(context);
    return session.ok ? work(session.value, session.value.database.sqlite) : session;
  };
  const withBatch = <T>(batchId: number, work: (batch: StoredBatch, session: Session, sqlite: Sqlite) => Result<T>): Result<T> =>
    withSession((session, sqlite) => {
      const batch = requireBatch(sqlite, batchId);
      return batch.ok ? work(batch.value, session, sqlite) : batch;
    });

  /** True while a job plays it, here or in another program. */
  const isRunning = (session: Session, { status, jobId }: StoredBatch): boolean => {
    if (jobId === null) return false;
    const job = session.jobs.running().find(({ id }) => id === jobId) ?? (status === 'running' ? readJob(session.database.sqlite, jobId) : null);
    return job !== null && job.finishedAt === null;
  };

  const createRowReader = (session: Session): ((batch: StoredBatch) => BatchRow) => {
    const { sqlite } = session.database;
    const current = rules.get();
    const readStale = current.ok ? createStalenessReader(sqlite, current.value, readCampaignChanges) : () => [];
    return (batch) => {
      const { id, scenarioId, spec, status, total, round, rounds, createdAt, startedAt, finishedAt, jobId, fault } = batch;
      const active = isRunning(session, batch);
      return {
        id,
        scenarioId,
        scenario: readScenario(sqlite, scenarioId)?.name ?? `Scenario ${scenarioId}`,
        name: spec.name,
        status: active ? 'running' : status === 'running' ? 'paused' : status,
        goal: spec.goal,
        strategy: spec.search.strategy,
        racing: spec.racing !== undefined,
        parameters: variedBy(spec),
        total,
        counts: countVariants(sqlite, id),
        round,
        rounds,
        best: readLeader(sqlite, id, spec.goal.direction),
        createdAt,
        startedAt,
        finishedAt,
        jobId,
        fault,
        stale: readStale(batch.body, batch.inputs),
      };
    };
  };
  const rowOf = (batchId: number): Result<BatchRow> => withBatch(batchId, (batch, session) => succeed(createRowReader(session)(batch)));

  const rankBy = ({ spec }: StoredBatch) => spec.goal;

  /** Names a scenario does not have, as a fault. */
  const checkNames = (spec: BatchSpec, base: BaseValues): Result<void> => {
    const unknown = variedBy(spec).find((name) => !Object.hasOwn(base, name));
    return unknown === undefined ? succeed(undefined) : fail('UNKNOWN_REFERENCE', `${unknown} is no parameter of this scenario.`, { path: 'spec.space.parameters', hint: `Parameters: ${Object.keys(base).join(', ')}.` });
  };

  const design = async ({ space, search, seed }: BatchSpec): Promise<Result<Designed>> => {
    if (search.strategy === 'listed') return succeed({ variants: search.variants.map(({ name, parameters }, at) => ({ number: at + 1, name: name ?? null, parameters })), skipped: {}, total: search.variants.length });
    if (search.strategy === 'bayesian') return succeed({ variants: [], skipped: {}, total: search.count });
    if (space === undefined) return fail('BAD_INPUT', 'Expected a search space.', { path: 'spec.space' });
    const designed: Result<DesignedVariants> = await withScenarioThread(null, (thread) => thread.design(space, search, seed));
    if (!designed.ok) return designed;
    const { values, skipped } = designed.value;
    return succeed({ variants: values.slice(0, MOST_VARIANTS).map((parameters, at) => ({ number: at + 1, name: null, parameters })), skipped, total: values.length });
  };

  const valuesOf = (scenario: StoredScenario): Result<BaseValues> => {
    const current = rules.get();
    return current.ok ? succeed(Object.fromEntries(offerParameters(current.value, scenario.body).map(({ name, value }) => [name, value]))) : current;
  };

  const findScenario = (scenarioId: number): Result<{ session: Session; scenario: StoredScenario }> =>
    withSession((session, sqlite) => {
      const scenario = readScenario(sqlite, scenarioId);
      return scenario === null ? fail('NOT_FOUND', `Scenario ${scenarioId} does not exist.`) : succeed({ session, scenario });
    });

  /** Designs a batch and checks it against its scenario. */
  const plan = async (scenarioId: number, spec: BatchSpec): Promise<Result<{ session: Session; scenario: StoredScenario; base: BaseValues; designed: Designed }>> => {
    const found = findScenario(scenarioId);
    if (!found.ok) return found;
    const base = valuesOf(found.value.scenario);
    if (!base.ok) return base;
    const named = checkNames(spec, base.value);
    if (!named.ok) return named;
    const designed = await design(spec);
    return designed.ok ? succeed({ ...found.value, base: base.value, designed: designed.value }) : designed;
  };

  const store = (session: Session, scenario: StoredScenario, spec: BatchSpec, { base, designed, packed }: { base: BaseValues; designed: Designed; packed: PackedInput }): Promise<number> =>
    session.gate.run(() => {
      const { sqlite } = session.database;
      const nowMs = context.clock.nowMs();
      return sqlite
        .transaction(() => {
          keepInput(sqlite, { hash: packed.hash, document: packed.document, nowMs });
          const batchId = insertBatch(sqlite, {
            scenarioId: scenario.id,
            spec,
            body: scenario.body,
            base: Object.fromEntries(variedBy(spec).map((name) => [name, base[name] ?? null])),
            inputHash: packed.hash,
            inputs: packed.inputs,
            skipped: designed.skipped,
            total: designed.total,
            rounds: countRounds(spec, designed.total, scenario.body.replications),
            engineVersion: context.appVersion,
            createdAt: nowMs,
          });
          insertVariants(sqlite, batchId, designed.variants);
          return batchId;
        })
        .immediate();
    });

  const create = async (scenarioId: number, spec: BatchSpec): Promise<Result<number>> => {
    const planned = await plan(scenarioId, spec);
    if (!planned.ok) return planned;
    const { session, scenario, base, designed } = planned.value;
    const packed = await runner.prepare(session, scenario, { cancel: createCancelFlag(), report: () => undefined });
    if (!packed.ok) return packed;
    const batchId = await store(session, scenario, spec, { base, designed, packed: packed.value });
    context.changes.publish(['batches', 'scenarios']);
    return succeed(batchId);
  };

  const start = async (batchId: number, concurrency: number = usualConcurrency()): Promise<Result<{ jobId: string }>> => {
    const ready = withBatch(batchId, (batch, session) => {
      if (isRunning(session, batch)) return fail('CONFLICT', `Batch "${batch.spec.name}" runs already.`);
      if (batch.status === 'done') return fail('CONFLICT', `Batch "${batch.spec.name}" is done.`);
      if (batch.engineVersion !== context.appVersion) return fail('CONFLICT', `Batch "${batch.spec.name}" was made by version ${batch.engineVersion}; this is ${context.appVersion}.`, { hint: 'Make it again.' });
      return succeed({ session });
    });
    if (!ready.ok) return ready;
    const { session } = ready.value;
    intents.delete(batchId);
    const jobId = session.jobs.start('batch', { batchId, concurrency }, (job: JobContext) => player.run(session, batchId, concurrency, job, () => intents.get(batchId) ?? 'paused'));
    await session.gate.run(() => setBatchState(session.database.sqlite, batchId, { jobId }));
    context.changes.publish(['batches']);
    return succeed({ jobId });
  };

  /** Tells a running batch to stop and answers it once it has. */
  const stop = async (batchId: number, intent: StopIntent): Promise<Result<BatchRow>> => {
    const found = withBatch(batchId, (batch, session) => succeed({ batch, session }));
    if (!found.ok) return found;
    const { batch, session } = found.value;
    const { jobId } = batch;
    if (jobId !== null && isRunning(session, batch)) {
      intents.set(batchId, intent);
      const told = session.jobs.cancel(jobId);
      if (!told.ok) return told;
      await session.jobs.wait(jobId);
      // A job that was still queued has not touched the batch.
      if (readBatch(session.database.sqlite, batchId)?.status === 'pending' && intent === 'paused') return rowOf(batchId);
    }
    if (intent === 'paused' && !isPausedAt(session.database.sqlite, batchId)) return fail('CONFLICT', `Batch "${batch.spec.name}" does not run.`);
    if (intent === 'cancelled' && readBatch(session.database.sqlite, batchId)?.status !== 'done') {
      await session.gate.run(() => setBatchState(session.database.sqlite, batchId, { status: 'cancelled', finishedAt: context.clock.nowMs() }));
      context.changes.publish(['batches']);
    }
    return rowOf(batchId);
  };
  const isPausedAt = (sqlite: Sqlite, batchId: number): boolean => ['paused', 'done'].includes(readBatch(sqlite, batchId)?.status ?? '');

  /** The draft of a variant: its scenario as the batch has it, with its numbers. */
  const draftOf = (batch: StoredBatch, scenario: string, variant: NewVariant): Result<ScenarioBody & { name: string; notes: string }> => {
    const current = rules.get();
    if (!current.ok) return current;
    const applied = applyToBody(current.value, batch.body, variant.parameters);
    return applied.ok ? succeed({ ...applied.value, name: `${scenario} · variant ${variant.number}`.slice(0, 200), notes: `Variant ${variant.number} of batch "${batch.spec.name}".` }) : applied;
  };

  return {
    list: (scenarioId?: number): Result<BatchRow[]> => withSession((session, sqlite) => succeed(readBatches(sqlite, scenarioId).map(createRowReader(session)))),

    get: (batchId: number): Result<BatchDetail> =>
      withBatch(batchId, (batch, session, sqlite) => succeed({ row: createRowReader(session)(batch), spec: batch.spec, skipped: batch.skipped, best: readBestVariant(sqlite, batchId, rankBy(batch), batch.base) })),

    async preview({ scenarioId, spec }: { scenarioId: number; spec: BatchSpec }): Promise<Result<{ variants: number; skipped: Record<string, number>; replications: number }>> {
      const planned = await plan(scenarioId, spec);
      if (!planned.ok) return planned;
      const { designed, scenario } = planned.value;
      return succeed({ variants: designed.total, skipped: { ...designed.skipped }, replications: designed.total * scenario.body.replications });
    },

    async create({ scenarioId, spec }: { scenarioId: number; spec: BatchSpec }): Promise<Result<BatchRow>> {
      const made = await create(scenarioId, spec);
      return made.ok ? rowOf(made.value) : made;
    },

    async findOptimal({ scenarioId, metric = 'net', count = DEFAULT_COUNT }: { scenarioId: number; metric?: Measure | undefined; count?: number | undefined }): Promise<Result<{ batchId: number; jobId: string }>> {
      const found = findScenario(scenarioId);
      if (!found.ok) return found;
      const { scenario } = found.value;
      const current = rules.get();
      if (!current.ok) return current;
      const spec = specOptimal(scenario.name, offerParameters(current.value, scenario.body), { metric, count, seed: scenario.body.seed });
      if (!spec.ok) return spec;
      const batchId = await create(scenarioId, spec.value);
      if (!batchId.ok) return batchId;
      const started = await start(batchId.value);
      return started.ok ? succeed({ batchId: batchId.value, jobId: started.value.jobId }) : started;
    },

    run: ({ batchId, concurrency }: { batchId: number; concurrency?: number | undefined }): Promise<Result<{ jobId: string }>> => start(batchId, concurrency),
    pause: (batchId: number): Promise<Result<BatchRow>> => stop(batchId, 'paused'),
    cancel: (batchId: number): Promise<Result<BatchRow>> => stop(batchId, 'cancelled'),

    async remove(batchId: number): Promise<Result<void>> {
      const ready = withBatch(batchId, (batch, session) => (isRunning(session, batch) ? fail('CONFLICT', `Batch "${batch.spec.name}" runs.`, { hint: 'Cancel it first.' }) : succeed(session)));
      if (!ready.ok) return ready;
      await ready.value.gate.run(() => {
        const { sqlite } = ready.value.database;
        sqlite
          .transaction(() => {
            deleteBatch(sqlite, batchId);
            dropUnusedInputs(sqlite);
          })
          .immediate();
      });
      context.changes.publish(['batches', 'scenarios']);
      return succeed(undefined);
    },

    variants: (query: VariantQuery): Result<{ total: number; rows: Variant[] }> => withBatch(query.batchId, (batch, _session, sqlite) => succeed(readVariantPage(sqlite, query, rankBy(batch), batch.base))),

    columns: ({ batchId, columns, front = [] }: { batchId: number; columns: readonly string[]; front?: readonly { measure: Measure; direction: 'max' | 'min' }[] | undefined }): Result<VariantColumns> =>
      withBatch(batchId, (batch, _session, sqlite) => {
        const cells = readVariantCells(sqlite, batchId, rankBy(batch), [...columns, ...front.map(({ measure }) => measure)]);
        const objectives = front.map(({ direction }, at) => ({ direction, values: cells.columns[columns.length + at]! }));
        return succeed({
          number: cells.number,
          status: cells.status,
          rank: cells.rank,
          columns: columns.map((column, at) => ({ column, values: cells.columns[at]! })),
          front: findFront(objectives, cells.rank.map((rank) => rank !== null)),
        });
      }),

    best: ({ batchId, measure }: { batchId: number; measure?: Measure | undefined }): Result<Variant | null> =>
      withBatch(batchId, (batch, _session, sqlite) =>
        succeed(
          measure === undefined || measure === batch.spec.goal.metric
            ? readBestVariant(sqlite, batchId, rankBy(batch), batch.base)
            : readBestByMeasure(sqlite, batchId, rankBy(batch), measure, usualDirection(measure), batch.base),
        ),
      ),

    async promote({ batchId, number, name }: { batchId: number; number: number; name?: string | undefined }): Promise<Result<{ scenarioId: number; problemId: number }>> {
      const ready = withBatch(batchId, (batch, session, sqlite) => {
        const variant = readVariant(sqlite, batchId, number);
        if (variant === null) return fail('NOT_FOUND', `Batch ${batchId} has no variant ${number}.`, { path: 'number' });
        const parent = readScenario(sqlite, batch.scenarioId);
        const draft = draftOf(batch, parent?.name ?? batch.spec.name, variant);
        return draft.ok ? succeed({ batch, session, parent, draft: { ...draft.value, ...(name === undefined ? {} : { name }) } }) : draft;
      });
      if (!ready.ok) return ready;
      const { batch, session, parent, draft } = ready.value;
      const branch: Result<ScenarioRow> = await scenarios.createBranch(draft, parent?.id ?? null);
      if (!branch.ok) return branch;
      const { sqlite } = session.database;
      const problem = assumeProblem(unpackInput(readInput(sqlite, batch.inputHash)).problem, draft.assumptions, draft.name);
      const problemId = await session.gate.run(() => insertProblem(sqlite, problem, { hash: hashJson(problem), inputs: batch.inputs, nowMs: context.clock.nowMs() }));
      context.changes.publish(['plans']);
      return succeed({ scenarioId: branch.value.id, problemId });
    },

    /** Writes the ranking to `path`, or asks where. */
    async exportFile(batchId: number, path?: string): Promise<Result<{ path: string; variants: number } | null>> {
      const found = withBatch(batchId, (batch, _session, sqlite) => succeed({ batch, sqlite }));
      if (!found.ok) return found;
      const chosen = path === undefined ? await context.shell.chooseSavePath({ title: 'Export variants', suggestedName: `batch-${batchId}.json`, filters: RESULT_FILTER }) : succeed(path);
      if (!chosen.ok) return chosen;
      if (chosen.value === null) return succeed(null);
      const { batch, sqlite } = found.value;
      const counts = countVariants(sqlite, batchId);
      const head = {
        batch: batch.spec.name,
        scenario: readScenario(sqlite, batch.scenarioId)?.name ?? `Scenario ${batch.scenarioId}`,
        status: batch.status === 'done' ? ('done' as const) : ('cancelled' as const),
        goal: batch.spec.goal,
        spec: batch.spec,
        counts,
        skipped: batch.skipped,
        best: readLeader(sqlite, batchId, batch.spec.goal.direction)?.number ?? null,
        replications: sqlite.prepare('SELECT ifnull(sum(replications), 0) FROM scenario_variants WHERE batch_id = ?').pluck().get(batchId) as number,
      };
      const written = writeFileSafely(chosen.value, writeBatchResult(head, listRanked(sqlite, batchId, rankBy(batch), batch.base)));
      return written.ok ? succeed({ path: chosen.value, variants: Object.values(counts).reduce((sum, count) => sum + count, 0) }) : written;
    },
  };
}
export type BatchService = ReturnType<typeof createBatchService>;
