import type { AttributedOutcomes } from '../../engine/attribution/attribute-outcomes.ts';
import type { TouchHistory } from '../../engine/attribution/touch-history.ts';
import type { AttributionRequest } from '../../engine/attribution/compare-models.ts';
import type { Result } from '../../engine/base/fault.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { ModelTextAnswer, ModelTextRequest } from '../../engine/linear/solve-file.ts';
import type { AllocationProblem } from '../../engine/model/allocation.ts';
import type { AttributionModel, AttributionReport, AttributionSettings, HeuristicModel } from '../../engine/model/attribution.ts';
import type { Plan, SolveMethod } from '../../engine/model/plan.ts';
import type { Scenario } from '../../engine/model/scenario.ts';
import type { Simulation } from '../../engine/model/simulation.ts';
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

/** What the engine does on a thread of its own. */
export interface EngineApi {
  solve(problem: AllocationProblem, options: SolveOptions, control: ThreadControl, onProgress: Listener): Promise<Plan>;
  rebalance(request: RebalanceRequest, control: ThreadControl, onProgress: Listener): Result<Rebalanced>;
  fit(request: FitRequest, control: ThreadControl, onProgress: Listener): Result<Fitted>;
  attributeOutcomes(request: OutcomeAttributionRequest, control: ThreadControl, onProgress: Listener): Result<AttributedOutcomes>;
  assess(request: AssessmentRequest, control: ThreadControl, onProgress: Listener): Result<Assessment>;
  rank(request: RankRequest, control: ThreadControl, onProgress: Listener): Result<RankedActions>;
  solveModel(request: ModelTextRequest, control: ThreadControl, onProgress: Listener): Promise<Result<ModelTextAnswer>>;
  attribute(request: AttributionRequest, control: ThreadControl, onProgress: Listener): Result<AttributionReport>;
  simulate(scenario: Scenario, control: ThreadControl, onProgress: Listener): Result<Simulation>;
}
