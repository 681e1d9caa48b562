import type { SensitivityResult } from '../../contract/scenario.ts';
import type { Result } from '../../engine/base/fault.ts';
import type { BatchSpec, MeasureSummary } from '../../engine/model/batch.ts';
import type { SearchSpace, SearchValues } from '../../engine/model/search-space.ts';
import type { Measure, Simulation } from '../../engine/model/simulation.ts';
import type { DesignedBatch } from '../core/scenarios/design-variants.ts';
import type { PlaySettings } from '../core/scenarios/packed-scenario.ts';
import type { Comparison as ScenarioDifference } from '../../engine/simulation/compare-simulations.ts';
import type { SensitivityTask } from '../core/scenarios/sensitivity.ts';
import type { Listener, ThreadControl } from './engine-api.ts';

/** Replications `first` … `first + count − 1` of a variant. */
export interface PlayTask {
  readonly parameters: SearchValues;
  readonly first: number;
  readonly count: number;
  /** What it gave in the replications before, joined with what it gives now. */
  readonly earlier: Float64Array | null;
}

/** A variant played: every measure by replication (measure m of replication r at m · replications + r), and what they come to. */
export interface Played {
  readonly samples: Float64Array;
  readonly replications: number;
  readonly measures: Readonly<Record<Measure, MeasureSummary>>;
}

/** A whole run with its measures by replication. */
export interface PlayedScenario {
  readonly simulation: Simulation;
  readonly samples: Float64Array;
  /** Contacts that were drawn for it; the others are taken from the run before. */
  readonly drawn: number;
}

export type { ScenarioDifference };

/** A Bayesian search as far as it has come. */
export interface SuggestTask {
  readonly space: SearchSpace;
  readonly goal: 'min' | 'max';
  readonly seed: number;
  readonly initial: number | undefined;
  readonly batch: number;
  readonly evaluations: readonly { readonly parameters: SearchValues; readonly score: number | null; readonly standardError: number | null }[];
}

/** What a thread does for scenarios. It keeps the scenario it opened, compiled, with its contacts. */
export interface ScenarioApi {
  /** Opens a compressed input; everything else needs it first, but for designs. `isBackground` = the thread gives way to the window and the core from then on. */
  open(document: Uint8Array, settings: PlaySettings, isBackground: boolean): Result<void>;
  simulate(control: ThreadControl, onProgress: Listener): Result<PlayedScenario>;
  /**
   * Plays a scenario and keeps it: where the next one differs in its contacts alone, only those that changed are drawn. The
   * same bytes as `simulate`.
   */
  simulateNext(document: Uint8Array, settings: PlaySettings, control: ThreadControl, onProgress: Listener): Result<PlayedScenario>;
  play(task: PlayTask, control: ThreadControl): Result<Played>;
  /** What drove the difference from the scenario that is open to another one. */
  drive(document: Uint8Array, settings: PlaySettings, control: ThreadControl): Result<ScenarioDifference>;
  design(search: Pick<BatchSpec, 'space' | 'search' | 'seed'>): Result<DesignedBatch>;
  /** Next points of a Bayesian search. */
  suggest(task: SuggestTask): Result<readonly SearchValues[]>;
  /** Variants of an analysis, and what their scores say. */
  designSensitivity(task: SensitivityTask): Result<readonly SearchValues[]>;
  estimateSensitivity(task: SensitivityTask, scores: readonly (number | null)[]): Result<SensitivityResult>;
}
