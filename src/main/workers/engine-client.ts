import * as Comlink from 'comlink';
import type { FrontierRequest } from '../../engine/allocation/frontier/trace-frontier.ts';
import type { PriceRequest } from '../../engine/allocation/what-if/price-ledger.ts';
import type { TriedChanges } from '../../engine/allocation/what-if/try-changes.ts';
import type { AttributedOutcomes } from '../../engine/attribution/attribute-outcomes.ts';
import type { AttributionRequest } from '../../engine/attribution/compare-models.ts';
import { fail, succeed, type Result } from '../../engine/base/fault.ts';
import type { CancelFlag } from '../../engine/base/cancel.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { ExactModelText } from '../../engine/export/write-exact-model.ts';
import type { ModelTextAnswer, ModelTextRequest } from '../../engine/linear/solve-file.ts';
import type { DecisionFunnel } from '../../engine/allocation/funnel/decision-funnel.ts';
import type { AllocationProblem } from '../../engine/model/allocation.ts';
import type { AttributionReport } from '../../engine/model/attribution.ts';
import type { Plan } from '../../engine/model/plan.ts';
import type { Diagnosis, Frontier, PriceLedger, ProblemChange } from '../../engine/model/what-if.ts';
import type { Scenario } from '../../engine/model/scenario.ts';
import type { Simulation } from '../../engine/model/simulation.ts';
import type { Rebalanced } from '../../engine/allocation/rebalance/rebalance-plan.ts';
import type { RankedActions, RankRequest } from '../../engine/exploration/rank-actions.ts';
import type { Assessment, AssessmentRequest } from '../../engine/uncertainty/assess-contacts.ts';
import type { PlayedPlan } from '../../engine/simulation/play-plan.ts';
import type { DiagnosisRequest, EngineApi, FitRequest, Fitted, OutcomeAttributionRequest, PlanQuestion, PlayRequest, RebalanceRequest, SolveOptions } from './engine-api.ts';
import { runInWorker, WorkerDied } from './run-in-worker.ts';

/** Where a computation reports to and how it is stopped. */
export interface EngineRun {
  readonly cancel: CancelFlag;
  report(progress: Progress): void;
}

/** The engine on its own threads: one thread per call, gone afterwards with all its memory. */
export interface EngineClient {
  solve(problem: AllocationProblem, options: SolveOptions, run: EngineRun): Promise<Result<Plan>>;
  /** Solves a problem under changes, from its plan. */
  tryChanges(request: PlanQuestion & { readonly changes: readonly ProblemChange[] }, run: EngineRun): Promise<Result<Omit<TriedChanges, 'problem'>>>;
  /** A cancel answers what is known by then. */
  priceRules(request: PlanQuestion & PriceRequest, run: EngineRun): Promise<Result<PriceLedger>>;
  /** A cancel answers the points known by then. */
  traceFrontier(request: PlanQuestion & FrontierRequest, run: EngineRun): Promise<Result<Frontier>>;
  diagnose(request: DiagnosisRequest, run: EngineRun): Promise<Result<Diagnosis>>;
  /** Rebalances a plan; a cancel answers the best found by then. */
  rebalance(request: RebalanceRequest, run: EngineRun): Promise<Result<Rebalanced>>;
  fitResponse(request: FitRequest, run: EngineRun): Promise<Result<Fitted>>;
  attributeOutcomes(request: OutcomeAttributionRequest, run: EngineRun): Promise<Result<AttributedOutcomes>>;
  assess(request: AssessmentRequest, run: EngineRun): Promise<Result<Assessment>>;
  rank(request: RankRequest, run: EngineRun): Promise<Result<RankedActions>>;
  solveModel(request: ModelTextRequest, run: EngineRun): Promise<Result<ModelTextAnswer>>;
  attribute(request: AttributionRequest, run: EngineRun): Promise<Result<AttributionReport>>;
  /** The exact model of a problem as MPS. */
  writeModel(problem: AllocationProblem): Promise<Result<ExactModelText>>;
  /** Plays a checked scenario; a cancel answers the replications finished by then. */
  simulate(scenario: Scenario, run: EngineRun): Promise<Result<Simulation>>;
  /** Plays a plan; a cancel answers the replications finished by then. */
  playPlan(request: PlayRequest, run: EngineRun): Promise<Result<PlayedPlan>>;
  /** Where every contact of a problem went on the way into a plan; `actions` is a JSON text of [contact, channel, day number]. */
  traceFunnel(problem: AllocationProblem, actions: string, run: EngineRun): Promise<Result<DecisionFunnel>>;
}

async function answer<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeed(await work());
  } catch (error) {
    if (error instanceof WorkerDied) return fail('WORKER_DIED', error.message, { hint: 'Run it again. The workspace is unchanged.' });
    throw error;
  }
}

export function createEngineClient(): EngineClient {
  const call = <T>(work: (api: Comlink.Remote<EngineApi>) => Promise<T>): Promise<T> => runInWorker<EngineApi, T>('engine-worker', work);
  const listener = (run: EngineRun) => Comlink.proxy((progress: Progress) => run.report(progress));
  return {
    solve(problem, options, run) {
      const { method, seconds, gap, seed, warmStart, alternatives } = options;
      const start = warmStart === undefined ? {} : { warmStart: { actions: warmStart.actions, usage: warmStart.usage } };
      return answer(() => call((api) => api.solve(problem, { method, seconds, gap, seed, alternatives, ...start }, { cancel: run.cancel, seconds }, listener(run))));
    },
    async tryChanges(request, run) {
      const found = await answer(() => call(async (api): Promise<Result<Omit<TriedChanges, 'problem'>>> => await api.tryChanges(request, { cancel: run.cancel }, listener(run))));
      return found.ok ? found.value : found;
    },
    async priceRules(request, run) {
      const found = await answer(() => call(async (api): Promise<Result<PriceLedger>> => await api.priceRules(request, { cancel: run.cancel }, listener(run))));
      return found.ok ? found.value : found;
    },
    async traceFrontier(request, run) {
      const found = await answer(() => call(async (api): Promise<Result<Frontier>> => await api.traceFrontier(request, { cancel: run.cancel }, listener(run))));
      return found.ok ? found.value : found;
    },
    async diagnose(request, run) {
      const found = await answer(() => call(async (api): Promise<Result<Diagnosis>> => await api.diagnose(request, { cancel: run.cancel }, listener(run))));
      return found.ok ? found.value : found;
    },
    async rebalance(request, run) {
      const rebalanced = await answer(() => call(async (api): Promise<Result<Rebalanced>> => await api.rebalance(request, { cancel: run.cancel }, listener(run))));
      return rebalanced.ok ? rebalanced.value : rebalanced;
    },
    async fitResponse(request, run) {
      const fitted = await answer(() => call(async (api): Promise<Result<Fitted>> => await api.fit(request, { cancel: run.cancel }, listener(run))));
      return fitted.ok ? fitted.value : fitted;
    },
    async attributeOutcomes(request, run) {
      const attributed = await answer(() => call(async (api): Promise<Result<AttributedOutcomes>> => await api.attributeOutcomes(request, { cancel: run.cancel }, listener(run))));
      return attributed.ok ? attributed.value : attributed;
    },
    async assess(request, run) {
      const assessed = await answer(() => call(async (api): Promise<Result<Assessment>> => await api.assess(request, { cancel: run.cancel }, listener(run))));
      return assessed.ok ? assessed.value : assessed;
    },
    async rank(request, run) {
      const ranked = await answer(() => call(async (api): Promise<Result<RankedActions>> => await api.rank(request, { cancel: run.cancel }, listener(run))));
      return ranked.ok ? ranked.value : ranked;
    },
    async solveModel(request, run) {
      const solved = await answer(() => call(async (api): Promise<Result<ModelTextAnswer>> => await api.solveModel(request, { cancel: run.cancel }, listener(run))));
      return solved.ok ? solved.value : solved;
    },
    async attribute(request, run) {
      const report = await answer(() => call(async (api): Promise<Result<AttributionReport>> => await api.attribute(request, { cancel: run.cancel }, listener(run))));
      return report.ok ? report.value : report;
    },
    async playPlan(request, run) {
      const played = await answer(() => call(async (api): Promise<Result<PlayedPlan>> => await api.playPlan(request, { cancel: run.cancel }, listener(run))));
      return played.ok ? played.value : played;
    },
    async writeModel(problem) {
      const written = await answer(() => call(async (api): Promise<Result<ExactModelText>> => await api.writeModel(problem)));
      return written.ok ? written.value : written;
    },
    async simulate(scenario, run) {
      const simulated = await answer(() => call(async (api): Promise<Result<Simulation>> => await api.simulate(scenario, { cancel: run.cancel }, listener(run))));
      return simulated.ok ? simulated.value : simulated;
    },
    async traceFunnel(problem, actions, run) {
      const traced = await answer(() => call((api) => api.traceFunnel(problem, actions, { cancel: run.cancel }, listener(run))));
      if (!traced.ok) return traced;
      return traced.value === null ? fail('CANCELLED', 'Counting was cancelled.') : succeed(traced.value);
    },
  };
}
