import type { FrontierRequest } from '../../engine/allocation/frontier/trace-frontier.ts';
import type { DiagnoseOptions } from '../../engine/allocation/infeasible/diagnose.ts';
import type { PriceRequest } from '../../engine/allocation/what-if/price-ledger.ts';
import type { TriedChanges } from '../../engine/allocation/what-if/try-changes.ts';
import type { WarmOptions } from '../../engine/allocation/what-if/warm-solve.ts';
import type { AttributedOutcomes } from '../../engine/attribution/attribute-outcomes.ts';
import type { TouchHistory } from '../../engine/attribution/touch-history.ts';
import type { AttributionRequest } from '../../engine/attribution/compare-models.ts';
import type { DecisionFunnel } from '../../engine/allocation/funnel/decision-funnel.ts';
import type { Result } from '../../engine/base/fault.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { ExactModelText } from '../../engine/export/write-exact-model.ts';
import type { ModelTextAnswer, ModelTextRequest } from '../../engine/linear/solve-file.ts';
import type { ActionKey, AllocationProblem } from '../../engine/model/allocation.ts';
import type { AttributionModel, AttributionReport, AttributionSettings, HeuristicModel } from '../../engine/model/attribution.ts';
import type { RangeSettings } from '../../engine/model/plan-range.ts';
import type { Plan, SolveMethod } from '../../engine/model/plan.ts';
import type { Diagnosis, Frontier, PriceLedger, ProblemChange } from '../../engine/model/what-if.ts';
import type { Scenario } from '../../engine/model/scenario.ts';
import type { Simulation } from '../../engine/model/simulation.ts';
import type { PlayedPlan } from '../../engine/simulation/play-plan.ts';
import type { Rebalanced } from '../../engine/allocation/rebalance/rebalance-plan.ts';
import type { PlannedBefore, RebalanceOptions } from '../../engine/allocation/rebalance/rebalance-options.ts';
import type { LinkOptions, OutcomeColumns } from '../../engine/response/link-outcomes.ts';
import type { RankedActions, RankRequest } from '../../engine/exploration/rank-actions.ts';
import type { Assessment, AssessmentRequest } from '../../engine/uncertainty/assess-contacts.ts';
import type { Backtest, ResponseFit, ResponseInput, ResponseOptions } from '../../engine/response/response-model.ts';

/** What crosses to the thread besides the input: the shared cancel flag and a time limit. */
export interface ThreadControl {
  readonly cancel: Int32Array;
  readonly seconds?: number;
}

/** Hears of progress on the caller's side. */
export type Listener = (progress: Progress) => void;

export interface SolveOptions {
  readonly method: SolveMethod;
  readonly seconds: number;
  readonly gap: number;
  readonly seed: number;
  /** An earlier plan to start from. */
  readonly warmStart?: Pick<Plan, 'actions' | 'usage'> | undefined;
  /** Whether each action says what else was considered. */
  readonly alternatives?: boolean | undefined;
}

/** A question about a plan of a problem. */
export interface PlanQuestion extends WarmOptions {
  readonly problem: AllocationProblem;
  readonly plan: Plan;
}

export interface DiagnosisRequest extends DiagnoseOptions {
  readonly problem: AllocationProblem;
  /** Time for the diagnosis as a whole. */
  readonly totalSeconds: number;
}

/** A plan, the problem of now, and what may change. */
export interface RebalanceRequest {
  readonly problem: AllocationProblem;
  readonly before: readonly PlannedBefore[];
  readonly options: RebalanceOptions;
}

export interface FitRequest {
  readonly history: Omit<ResponseInput, 'responded'>;
  readonly outcomes: OutcomeColumns;
  readonly link: LinkOptions;
  /** By touch: 1 where it was answered. Given, it stands instead of the link. */
  readonly answered?: Uint8Array;
  readonly options: ResponseOptions;
  /** What an earlier fit knew, to be judged on the same touches. */
  readonly earlier?: EarlierRequest;
}

/** Knowledge of an earlier fit: outcomes it did not know have the kind −1; `answered` as in the request. */
export interface EarlierRequest {
  readonly kinds: Int32Array;
  readonly link: LinkOptions;
  readonly answered?: Uint8Array;
  readonly asOfDay: number;
  readonly halfLifeDays: number;
}

/** A fit, the number of touches' answers it counted, and how the earlier one did on the touches held back. */
export type Fitted = ResponseFit & { readonly responded: number; readonly earlier: Backtest | null };

export interface OutcomeAttributionRequest {
  readonly history: TouchHistory;
  readonly models: readonly AttributionModel[];
  /** The one whose credits are kept. */
  readonly model: HeuristicModel;
  readonly settings: AttributionSettings;
}

/** A plan to play, and how. */
export interface PlayRequest {
  readonly problem: AllocationProblem;
  readonly actions: readonly ActionKey[];
  readonly settings: RangeSettings;
}

/** What the engine does on a thread of its own. */
export interface EngineApi {
  solve(problem: AllocationProblem, options: SolveOptions, control: ThreadControl, onProgress: Listener): Promise<Plan>;
  /** The changed problem stays where it is: it follows from the changes. */
  tryChanges(request: PlanQuestion & { readonly changes: readonly ProblemChange[] }, control: ThreadControl, onProgress: Listener): Promise<Result<Omit<TriedChanges, 'problem'>>>;
  priceRules(request: PlanQuestion & PriceRequest, control: ThreadControl, onProgress: Listener): Promise<Result<PriceLedger>>;
  traceFrontier(request: PlanQuestion & FrontierRequest, control: ThreadControl, onProgress: Listener): Promise<Result<Frontier>>;
  diagnose(request: DiagnosisRequest, control: ThreadControl, onProgress: Listener): Promise<Result<Diagnosis>>;
  rebalance(request: RebalanceRequest, control: ThreadControl, onProgress: Listener): Result<Rebalanced>;
  fit(request: FitRequest, control: ThreadControl, onProgress: Listener): Result<Fitted>;
  attributeOutcomes(request: OutcomeAttributionRequest, control: ThreadControl, onProgress: Listener): Result<AttributedOutcomes>;
  assess(request: AssessmentRequest, control: ThreadControl, onProgress: Listener): Result<Assessment>;
  rank(request: RankRequest, control: ThreadControl, onProgress: Listener): Result<RankedActions>;
  solveModel(request: ModelTextRequest, control: ThreadControl, onProgress: Listener): Promise<Result<ModelTextAnswer>>;
  attribute(request: AttributionRequest, control: ThreadControl, onProgress: Listener): Result<AttributionReport>;
  writeModel(problem: AllocationProblem): Result<ExactModelText>;
  simulate(scenario: Scenario, control: ThreadControl, onProgress: Listener): Result<Simulation>;
  playPlan(request: PlayRequest, control: ThreadControl, onProgress: Listener): Result<PlayedPlan>;
  /** `actions` is a JSON text of [contact, channel, day number]. */
  traceFunnel(problem: AllocationProblem, actions: string, control: ThreadControl, onProgress: Listener): DecisionFunnel | null;
}
