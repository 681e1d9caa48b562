import { KeptExportSettings } from '../../../engine/model/export.ts';
import { FeedbackSettings } from '../../../engine/model/feedback.ts';
import { z } from 'zod';
import { SensitivityResult, SensitivitySpec } from '../../../contract/scenario.ts';
import { AnalysisBody } from '../../../contract/what-if.ts';
import { Horizon } from '../../../engine/model/allocation.ts';
import { Fault } from '../../../engine/base/fault.ts';
import { AttributionReport } from '../../../engine/model/attribution.ts';
import { BatchSpec } from '../../../engine/model/batch.ts';
import { Constraint } from '../../../engine/model/constraint.ts';
import { Campaign } from '../../../engine/model/campaign.ts';
import { ExecutionSettings } from '../../../engine/model/execution.ts';
import { RebalanceSummary, RebalanceTrigger, SuggestionOptions } from '../../../engine/model/rebalance.ts';
import { ContactFilter } from '../../../engine/model/filter.ts';
import { ImportReport, ImportSettings } from '../../../engine/model/import.ts';
import { JobProgress } from '../../../engine/model/job.ts';
import { Objective } from '../../../engine/model/objective.ts';
import { PlanRange } from '../../../engine/model/plan-range.ts';
import { PlanGoal, RuleUsage } from '../../../engine/model/plan.ts';
import { QueueSettings } from '../../../engine/model/queue.ts';
import { ContactMapping } from '../../../engine/model/rules.ts';
import { SearchValues } from '../../../engine/model/search-space.ts';
import { Simulation } from '../../../engine/model/simulation.ts';
import { SyncConfig, SyncCounts, SyncCursor } from '../../../engine/model/sync.ts';
import { Identifier, Weekday } from '../../../engine/model/text.ts';
import type { Sqlite } from '../db/connection.ts';
import { StoredAttributionSettings } from '../db/repositories/attribution.ts';
import { RowChange } from '../db/repositories/edit.ts';
import { ProblemInputs, readProblem } from '../db/repositories/plan.ts';
import { readKeptProfiles } from '../db/repositories/profile.ts';
import { StoredSummary } from '../db/repositories/response.ts';
import { BaseValues, SkippedCounts } from '../db/repositories/scenario-batch.ts';
import { MeasureMeans } from '../db/repositories/scenario-ranking.ts';
import { ScenarioBody } from '../db/repositories/scenario.ts';

/** A column that holds JSON: which rows, how a row is named to a person, what the text must fit. */
interface StoredDocument {
  readonly table: string;
  readonly column: string;
  readonly key: string;
  readonly schema: z.ZodType;
  readonly where?: string;
}

const documents: readonly StoredDocument[] = [
  { table: 'contacts', column: 'attributes', key: 'key', schema: z.record(z.string(), z.string()) },
  { table: 'kept_contacts', column: 'attributes', key: 'id', schema: z.record(z.string(), z.string()) },
  { table: 'audiences', column: 'filter', key: 'name', schema: ContactFilter },
  { table: 'channels', column: 'weekdays', key: 'id', schema: z.array(Weekday) },
  { table: 'constraints', column: 'body', key: 'id', schema: Constraint },
  { table: 'rule_settings', column: 'body', key: 'name', schema: Horizon, where: "name = 'horizon'" },
  { table: 'rule_settings', column: 'body', key: 'name', schema: Objective, where: "name = 'objective'" },
  { table: 'rule_settings', column: 'body', key: 'name', schema: ContactMapping, where: "name = 'contacts'" },
  { table: 'campaigns', column: 'channel_mix', key: 'id', schema: Campaign.shape.channelMix },
  { table: 'reservations', column: 'preempted', key: 'id', schema: z.array(Identifier) },
  { table: 'reservations', column: 'shared_with', key: 'id', schema: z.array(Identifier) },
  { table: 'conflict_log', column: 'campaigns', key: 'id', schema: z.array(z.string()) },
  { table: 'conflict_log', column: 'reservations', key: 'id', schema: z.array(Identifier) },
  { table: 'sync_sources', column: 'config', key: 'name', schema: SyncConfig },
  { table: 'sync_states', column: 'counts', key: 'source_id', schema: SyncCounts },
  { table: 'sync_states', column: 'cursor', key: 'source_id', schema: SyncCursor },
  { table: 'sync_states', column: 'fault', key: 'source_id', schema: Fault },
  { table: 'attribution_settings', column: 'body', key: 'id', schema: StoredAttributionSettings },
  { table: 'attribution_runs', column: 'settings', key: 'id', schema: StoredAttributionSettings },
  { table: 'attribution_runs', column: 'report', key: 'id', schema: AttributionReport, where: "state = 'done'" },
  { table: 'plan_analyses', column: 'body', key: 'id', schema: AnalysisBody },
  { table: 'queue_settings', column: 'body', key: 'id', schema: QueueSettings },
  { table: 'export_settings', column: 'body', key: 'profile', schema: KeptExportSettings },
  { table: 'feedback_settings', column: 'body', key: 'id', schema: FeedbackSettings },
  { table: 'execution_settings', column: 'body', key: 'id', schema: ExecutionSettings },
  { table: 'rebalance_suggestions', column: 'triggers', key: 'id', schema: z.array(RebalanceTrigger) },
  { table: 'rebalance_suggestions', column: 'options', key: 'id', schema: SuggestionOptions },
  { table: 'rebalance_suggestions', column: 'summary', key: 'id', schema: RebalanceSummary },
  { table: 'scenarios', column: 'body', key: 'id', schema: ScenarioBody },
  { table: 'scenario_runs', column: 'body', key: 'id', schema: ScenarioBody },
  { table: 'scenario_runs', column: 'inputs', key: 'id', schema: ProblemInputs },
  { table: 'scenario_runs', column: 'result', key: 'id', schema: Simulation },
  { table: 'scenario_batches', column: 'spec', key: 'id', schema: BatchSpec },
  { table: 'scenario_batches', column: 'body', key: 'id', schema: ScenarioBody },
  { table: 'scenario_batches', column: 'base', key: 'id', schema: BaseValues },
  { table: 'scenario_batches', column: 'inputs', key: 'id', schema: ProblemInputs },
  { table: 'scenario_batches', column: 'skipped', key: 'id', schema: SkippedCounts },
  { table: 'scenario_variants', column: 'parameters', key: 'number', schema: SearchValues },
  { table: 'scenario_variants', column: 'measures', key: 'number', schema: MeasureMeans },
  { table: 'scenario_sensitivities', column: 'spec', key: 'id', schema: SensitivitySpec },
  { table: 'scenario_sensitivities', column: 'result', key: 'id', schema: SensitivityResult },
  { table: 'edits', column: 'changes', key: 'id', schema: z.array(RowChange) },
  { table: 'imports', column: 'settings', key: 'id', schema: ImportSettings },
  { table: 'imports', column: 'report', key: 'id', schema: ImportReport },
  { table: 'import_mappings', column: 'settings', key: 'signature', schema: ImportSettings },
  { table: 'response_snapshots', column: 'summary', key: 'id', schema: StoredSummary },
  { table: 'problems', column: 'inputs', key: 'id', schema: ProblemInputs },
  { table: 'plans', column: 'usage', key: 'id', schema: z.array(RuleUsage) },
  { table: 'plans', column: 'conflicts', key: 'id', schema: z.array(z.string()) },
  { table: 'plans', column: 'goal', key: 'id', schema: PlanGoal },
  { table: 'plan_ranges', column: 'body', key: 'plan_id', schema: PlanRange },
  { table: 'jobs', column: 'input', key: 'id', schema: z.unknown() },
  { table: 'jobs', column: 'progress', key: 'id', schema: JobProgress },
  { table: 'jobs', column: 'result', key: 'id', schema: z.unknown() },
  { table: 'jobs', column: 'fault', key: 'id', schema: Fault },
  { table: 'decisions', column: 'detail', key: 'seq', schema: z.record(z.string(), z.unknown()) },
  { table: 'ui_state', column: 'value', key: 'key', schema: z.unknown() },
];

function fits(schema: z.ZodType, text: string): boolean {
  try {
    return schema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** Stored documents that do not fit their format, each as a sentence. O(size of the documents). */
export function* findMisfits(sqlite: Sqlite): Generator<string> {
  for (const { table, column, key, schema, where } of documents) {
    const rows = sqlite.prepare(`SELECT ${key} AS "key", ${column} AS "text" FROM ${table} WHERE ${column} IS NOT NULL${where === undefined ? '' : ` AND ${where}`}`);
    for (const row of rows.iterate() as Iterable<{ key: string | number; text: string }>) {
      if (!fits(schema, row.text)) yield `${table} ${row.key}: ${column} does not fit its format.`;
    }
  }
  for (const id of sqlite.prepare('SELECT id FROM problems').pluck().all() as number[]) {
    try {
      readProblem(sqlite, id);
    } catch {
      yield `problems ${id}: document does not fit its format.`;
    }
  }
  for (const id of sqlite.prepare('SELECT snapshot_id FROM response_profiles').pluck().all() as number[]) {
    try {
      readKeptProfiles(sqlite, id);
    } catch {
      yield `response_profiles ${id}: document does not fit its format.`;
    }
  }
}
