import { createChangeHub, type ChangeHub } from './change-hub.ts';
import type { Clock } from './clock.ts';
import type { CoreContext } from './context.ts';
import { createFileRegistry, type FileRegistry } from './file-registry.ts';
import { createActionCheckService, type ActionCheckService } from './services/action-check.ts';
import { createAllocationService, type AllocationService } from './services/allocation.ts';
import { createPlanRangeService, type PlanRangeService } from './services/plan-range.ts';
import { createBoardReader } from './services/campaign-board.ts';
import { createCampaignService, type CampaignService } from './services/campaign.ts';
import { createConflictService, type ConflictService } from './services/conflict.ts';
import { createContactService, type ContactService } from './services/contact.ts';
import { createDataService, type DataService } from './services/data.ts';
import { createDecisionService, type DecisionService } from './services/decision.ts';
import { createEditService, type EditService } from './services/edit.ts';
import { createExplanationService, type ExplanationService } from './services/explanation.ts';
import { createExportService, type ExportService } from './services/export.ts';
import { createFeedbackService, type FeedbackService } from './services/feedback.ts';
import { createExecutionRunService, watchExecutions, type ExecutionRunService } from './services/execution-run.ts';
import { createExecutionService, type ExecutionService } from './services/execution.ts';
import { createRebalanceService, type RebalanceService } from './services/rebalance.ts';
import { createImportService, type ImportService } from './services/import.ts';
import { createLedgerService, type LedgerService } from './services/ledger.ts';
import { createOutcomeService, type OutcomeService } from './services/outcome.ts';
import { createReservationService, type ReservationService } from './services/reservation.ts';
import { createResolutionPriceService, type ResolutionPriceService } from './services/resolution-price.ts';
import { createAttributionService, type AttributionService } from './services/attribution.ts';
import { createResponseService, type ResponseService } from './services/response.ts';
import { createRuleService, type RuleService } from './services/rule.ts';
import { createSampleService, type SampleService } from './services/sample.ts';
import { createBatchService, type BatchService } from './services/scenario-batch.ts';
import { createComparisonService, type ComparisonService } from './services/scenario-compare.ts';
import { createScenarioRunner } from './services/scenario-run.ts';
import { createSensitivityService, type SensitivityService } from './services/scenario-sensitivity.ts';
import { createScenarioService, type ScenarioService } from './services/scenario.ts';
import { createSyncService, type SyncService } from './services/sync.ts';
import { createTerritoryService, type TerritoryService } from './services/territory.ts';
import { createTouchExecutionService, type TouchExecutionService } from './services/touch-execution.ts';
import { createPredictionReader } from './services/predictions.ts';
import { createFunnelService, type FunnelService } from './services/plan-funnel.ts';
import { createPlanReading, type PlanReading } from './services/plan-reading.ts';
import { createProblemService, type ProblemService } from './services/problem.ts';
import { createQueueService, type QueueService } from './services/queue.ts';
import { createUncertaintyService, type UncertaintyService } from './services/uncertainty.ts';
import { createWhatIfService, type WhatIfService } from './services/what-if.ts';
import { createWorkspaceService, type WorkspaceService } from './services/workspace.ts';
import type { Shell } from './shell.ts';
import { createEngineClient } from '../workers/engine-client.ts';

/** Every use case, once: behind the window's contract, the command line and the tests. */
export interface Core {
  readonly context: CoreContext;
  readonly changes: ChangeHub;
  readonly files: FileRegistry;
  readonly workspaces: WorkspaceService;
  readonly edits: EditService;
  readonly contacts: ContactService;
  readonly imports: ImportService;
  readonly rules: RuleService;
  readonly actionChecks: ActionCheckService;
  readonly response: ResponseService;
  readonly uncertainty: UncertaintyService;
  readonly queue: QueueService;
  readonly allocation: AllocationService;
  readonly planRange: PlanRangeService;
  readonly explanations: ExplanationService;
  readonly funnels: FunnelService;
  readonly plans: PlanReading;
  readonly problems: ProblemService;
  readonly exports: ExportService;
  readonly feedback: FeedbackService;
  readonly ledger: LedgerService;
  readonly territories: TerritoryService;
  readonly campaigns: CampaignService;
  readonly reservations: ReservationService;
  readonly conflicts: ConflictService;
  readonly prices: ResolutionPriceService;
  readonly outcomes: OutcomeService;
  readonly whatIf: WhatIfService;
  readonly sync: SyncService;
  readonly attribution: AttributionService;
  readonly scenarios: ScenarioService;
  readonly batches: BatchService;
  readonly comparisons: ComparisonService;
  readonly sensitivities: SensitivityService;
  readonly executions: TouchExecutionService;
  readonly planExecutions: ExecutionService;
  readonly rebalances: RebalanceService;
  readonly executionRuns: ExecutionRunService;
  readonly decisions: DecisionService;
  readonly data: DataService;
  readonly sample: SampleService;
  close(): Promise<void>;
}

export interface CoreOptions {
  readonly clock: Clock;
  readonly createId: () => string;
  readonly shell: Shell;
  readonly userFolder: string;
  readonly appVersion: string;
  readonly isInteractive: boolean;
}

export function createCore(options: CoreOptions): Core {
  const changes = createChangeHub();
  const files = createFileRegistry(options.createId);
  const context: CoreContext = { ...options, changes, files, engine: createEngineClient(), session: null };
  const edits = createEditService(context);
  const workspaces = createWorkspaceService(context, edits);
  const rules = createRuleService(context, edits);
  const response = createResponseService(context, rules);
  const predictions = createPredictionReader(context);
  const imports = createImportService(context);
  const readBoard = createBoardReader();
  const runner = createScenarioRunner(context, rules, response);
  const allocation = createAllocationService(context, rules, response);
  const explanations = createExplanationService(context);
  const scenarios = createScenarioService(context, edits, rules, runner);
  const plans = createPlanReading(context);
  const planExecutions = createExecutionService(context, edits, plans);
  const rebalances = createRebalanceService(context, edits, rules, response, planExecutions);
  const executionRuns = createExecutionRunService(context, allocation, planExecutions, rebalances);
  const stopWatching = options.isInteractive ? watchExecutions(context, executionRuns) : () => undefined;
  return {
    context,
    changes,
    files,
    workspaces,
    edits,
    contacts: createContactService(context, edits),
    imports,
    rules,
    actionChecks: createActionCheckService(context, rules),
    response,
    uncertainty: createUncertaintyService(context, rules, predictions),
    queue: createQueueService(context, edits, rules, predictions),
    allocation,
    planRange: createPlanRangeService(context, allocation),
    whatIf: createWhatIfService(context, allocation, rules),
    explanations,
    funnels: createFunnelService(context, allocation),
    plans,
    problems: createProblemService(context, edits, rules, allocation),
    exports: createExportService(context, edits, plans),
    feedback: createFeedbackService(context, edits),
    ledger: createLedgerService(context, rules),
    territories: createTerritoryService(context, edits, rules),
    campaigns: createCampaignService(context, edits, readBoard),
    reservations: createReservationService(context, edits, readBoard),
    conflicts: createConflictService(context, edits, readBoard),
    prices: createResolutionPriceService(context, rules, response, readBoard),
    outcomes: createOutcomeService(context),
    sync: createSyncService(context, edits),
    attribution: createAttributionService(context, edits),
    scenarios,
    batches: createBatchService(context, edits, rules, runner, scenarios),
    comparisons: createComparisonService(context, rules, runner),
    sensitivities: createSensitivityService(context, edits, rules, runner),
    executions: createTouchExecutionService(context, edits),
    planExecutions,
    rebalances,
    executionRuns,
    decisions: createDecisionService(context),
    data: createDataService(context, workspaces),
    sample: createSampleService(context.clock, workspaces, imports, rules, edits),
    async close() {
      stopWatching();
      imports.close();
      await runner.close();
      await explanations.close();
      await plans.close();
      await workspaces.close();
    },
  };
}
