import type { BatchDetail, BatchRow, VariantColumns, VariantQuery } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { BatchSpec, Variant } from '../../../engine/model/batch.ts';
import type { Measure } from '../../../engine/model/simulation.ts';
import { withWorkspaceThread } from '../../workers/workspace-client.ts';
import type { CoreContext } from '../context.ts';
import { readBatches } from '../db/repositories/scenario-batch.ts';
import { readBestByMeasure, readBestVariant, readVariantPage } from '../db/repositories/scenario-ranking.ts';
import { readColumns, type ColumnsQuery } from './batch-columns.ts';
import { createBatchControl } from './batch-control.ts';
import { createBatchMaker } from './batch-maker.ts';
import { createBatchPromotion } from './batch-promotion.ts';
import { createBatchReader, isBatchRunning } from './batch-reader.ts';
import type { EditService } from './edit.ts';
import { specOptimal, usualDirection } from './find-optimal.ts';
import type { RuleService } from './rule.ts';
import type { ScenarioService } from './scenario.ts';
import { removeSubject } from './scenario-removal.ts';
import type { ScenarioRunner } from './scenario-run.ts';

const RESULT_FILTER = [{ name: 'Batch result', extensions: ['json'] }];
const DEFAULT_COUNT = 200;

/** Searches over variants of a scenario. */
export function createBatchService(context: CoreContext, edits: EditService, rules: RuleService, runner: ScenarioRunner, scenarios: ScenarioService) {
  const reader = createBatchReader(context, rules);
  const maker = createBatchMaker(context, rules, runner, reader);
  const control = createBatchControl(context, reader);
  const { withSession, withBatch, createRowReader, rowOf } = reader;

  return {
    list: (scenarioId?: number): Result<BatchRow[]> => withSession((session, sqlite) => succeed(readBatches(sqlite, scenarioId).map(createRowReader(session)))),

    get: (batchId: number): Result<BatchDetail> =>
      withBatch(batchId, (batch, session, sqlite) => succeed({ row: createRowReader(session)(batch), spec: batch.spec, skipped: batch.skipped, best: readBestVariant(sqlite, batchId, batch.spec.goal, batch.base) })),

    async preview({ scenarioId, spec }: { scenarioId: number; spec: BatchSpec }): Promise<Result<{ variants: number; skipped: Record<string, number>; replications: number }>> {
      const planned = await maker.preview(scenarioId, spec);
      if (!planned.ok) return planned;
      const { designed, scenario } = planned.value;
      return succeed({ variants: designed.total, skipped: { ...designed.skipped }, replications: designed.total * scenario.body.replications });
    },

    async create({ scenarioId, spec }: { scenarioId: number; spec: BatchSpec }): Promise<Result<BatchRow>> {
      const made = await maker.create(scenarioId, spec);
      return made.ok ? rowOf(made.value) : made;
    },

    async findOptimal({ scenarioId, metric = 'net', count = DEFAULT_COUNT }: { scenarioId: number; metric?: Measure | undefined; count?: number | undefined }): Promise<Result<{ batchId: number; jobId: string }>> {
      const found = maker.findScenario(scenarioId);
      if (!found.ok) return found;
      const { scenario, offers } = found.value;
      const spec = specOptimal(scenario.name, offers, { metric, count, seed: scenario.body.seed });
      if (!spec.ok) return spec;
      const batchId = await maker.create(scenarioId, spec.value);
      if (!batchId.ok) return batchId;
      const started = await control.start(batchId.value);
      return started.ok ? succeed({ batchId: batchId.value, jobId: started.value.jobId }) : started;
    },

    run: ({ batchId, concurrency }: { batchId: number; concurrency?: number | undefined }): Promise<Result<{ jobId: string }>> => control.start(batchId, concurrency),
    pause: (batchId: number): Promise<Result<BatchRow>> => control.stop(batchId, 'paused'),
    cancel: (batchId: number): Promise<Result<BatchRow>> => control.stop(batchId, 'cancelled'),

    async remove(batchId: number): Promise<Result<void>> {
      const ready = withBatch(batchId, (batch, session) =>
        isBatchRunning(session, batch) ? fail('CONFLICT', `Batch "${batch.spec.name}" runs.`, { hint: 'Cancel it first.' }) : succeed({ session, name: batch.spec.name }),
      );
      if (!ready.ok) return ready;
      return removeSubject(context, edits, ready.value.session, { subject: 'batch', id: batchId, name: `search ${ready.value.name}` });
    },

    variants: (query: VariantQuery): Result<{ total: number; rows: Variant[] }> => withBatch(query.batchId, (batch, _session, sqlite) => succeed(readVariantPage(sqlite, query, batch.spec.goal, batch.base))),

    async columns({ batchId, ...query }: ColumnsQuery & { batchId: number }): Promise<Result<VariantColumns>> {
      const found = withBatch(batchId, (batch, _session, sqlite) => succeed({ batch, sqlite }));
      if (!found.ok) return found;
      const columns = await readColumns(found.value.sqlite, batchId, found.value.batch.spec.goal, query);
      return columns === null ? fail('CANCELLED', 'The workspace was closed.') : succeed(columns);
    },

    best: ({ batchId, measure }: { batchId: number; measure?: Measure | undefined }): Result<Variant | null> =>
      withBatch(batchId, ({ spec, base }, _session, sqlite) =>
        succeed(measure === undefined || measure === spec.goal.metric ? readBestVariant(sqlite, batchId, spec.goal, base) : readBestByMeasure(sqlite, batchId, spec.goal, measure, usualDirection(measure), base)),
      ),

    promote: createBatchPromotion(context, rules, scenarios, reader),

    /** Writes the ranking to `path`, or asks where. */
    async exportFile(batchId: number, path?: string): Promise<Result<{ path: string; variants: number } | null>> {
      const found = withBatch(batchId, (_batch, session) => succeed(session.database.path));
      if (!found.ok) return found;
      const chosen = path === undefined ? await context.shell.chooseSavePath({ title: 'Export variants', suggestedName: `batch-${batchId}.json`, filters: RESULT_FILTER }) : succeed(path);
      if (!chosen.ok) return chosen;
      const target = chosen.value;
      if (target === null) return succeed(null);
      const written = await withWorkspaceThread((thread) => thread.writeRanking(found.value, batchId, target));
      return written.ok ? succeed({ path: target, variants: written.value.variants }) : written;
    },
  };
}
export type BatchService = ReturnType<typeof createBatchService>;
