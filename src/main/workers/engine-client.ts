import * as Comlink from 'comlink';
import type { AttributedOutcomes } from '../../engine/attribution/attribute-outcomes.ts';
import type { AttributionRequest } from '../../engine/attribution/compare-models.ts';
import { fail, succeed, type Result } from '../../engine/base/fault.ts';
import type { CancelFlag } from '../../engine/base/cancel.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { ModelTextAnswer, ModelTextRequest } from '../../engine/linear/solve-file.ts';
import type { AllocationProblem } from '../../engine/model/allocation.ts';
import type { AttributionReport } from '../../engine/model/attribution.ts';
import type { Plan } from '../../engine/model/plan.ts';
import type { Scenario } from '../../engine/model/scenario.ts';
import type { Simulation } from '../../engine/model/simulation.ts';
import type { Rebalanced } from '../../engine/allocation/rebalance/rebalance-plan.ts';
import type { RankedActions, RankRequest } from '../../engine/exploration/rank-actions.ts';
import type { Assessment, AssessmentRequest } from '../../engine/uncertainty/assess-contacts.ts';
import type { EngineApi, FitRequest, Fitted, OutcomeAttributionRequest, RebalanceRequest, SolveOptions } from './engine-api.ts';
import { runInWorker, WorkerDied } from './run-in-worker.ts';

/** Where a computation reports to and how it is stopped. */
export interface EngineRun {
  readonly cancel: CancelFlag;
  report(progress: Progress): void;
}

/** The engine on its own threads: one thread per call, gone afterwards with all its memory. */
export interface EngineClient {
  solve(problem: AllocationProblem, options: SolveOptions, run: EngineRun): Promise<Result<Plan>>;
  /** Rebalances a plan; a cancel answers the best found by then. */
  rebalance(request: RebalanceRequest, run: EngineRun): Promise<Result<Rebalanced>>;
  fitResponse(request: FitRequest, run: EngineRun): Promise<Result<Fitted>>;
  attributeOutcomes(request: OutcomeAttributionRequest, run: EngineRun): Promise<Result<AttributedOutcomes>>;
  assess(request: AssessmentRequest, run: EngineRun): Promise<Result<Assessment>>;
  rank(request: RankRequest, run: EngineRun): Promise<Result<RankedActions>>;
  solveModel(request: ModelTextRequest, run: EngineRun): Promise<Result<ModelTextAnswer>>;
  attribute(request: AttributionRequest, run: EngineRun): Promise<Result<AttributionReport>>;
  /** Plays a checked scenario; a cancel answers the replications finished by then. */
  simulate(scenario: Scenario, run: EngineRun): Promise<Result<Simulation>>;
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
      const { method, seconds, gap, seed } = options;
      return answer(() => call((api) => api.solve(problem, { method, seconds, gap, seed }, { cancel: run.cancel, seconds }, listener(run))));
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
    async simulate(scenario, run) {
      const simulated = await answer(() => call(async (api): Promise<Result<Simulation>> => await api.simulate(scenario, { cancel: run.cancel }, listener(run))));
      return simulated.ok ? simulated.value : simulated;
    },
  };
}
