import { fail, succeed, type Result } from '../base/fault.ts';
import type { Scenario } from '../model/scenario.ts';
import { Measure } from '../model/simulation.ts';
import { normalHalfWidth } from '../response/normal.ts';
import { compileGround, type ScenarioGround } from './compile-scenario.ts';
import { mixScenarios, type ScenarioPart } from './scenario-parts.ts';
import { shapleyValues } from './shapley-groups.ts';
import { rangeOf, simulateCompiled, type SimulationControl } from './simulate-scenario.ts';
import type { ReplicationRange, SimulationState } from './simulation-state.ts';
import { distributionOf, measureReplications } from './summarise.ts';

/** One measure of a second simulation less that of a first, replication by replication. */
export interface MeasureDelta {
  readonly first: number;
  readonly second: number;
  readonly mean: number;
  readonly standardError: number;
  /** 95 % interval of the mean, by the normal. */
  readonly low: number;
  readonly high: number;
  /** Per cent of the first; null where that is 0. */
  readonly percent: number | null;
  /** Standard deviation of the differences over that of independent ones: below 1 where common draws help; null where nothing varies. */
  readonly sdRatio: number | null;
}

export type MeasureDeltas = Readonly<Record<Measure, MeasureDelta>>;

/** A difference and what drove it. */
export interface Comparison {
  readonly replications: number;
  readonly deltas: MeasureDeltas;
  /** What each part in which the scenarios differ adds to each measure's mean, on average over all orders of changing them; adds up to the difference. */
  readonly drivers: readonly { readonly part: ScenarioPart; readonly adds: Readonly<Record<Measure, number>> }[];
}

const LEVEL = 0.95;

function deltaOf(first: Float64Array, second: Float64Array): MeasureDelta {
  const [one, other] = [distributionOf(first), distributionOf(second)];
  const { mean, sd, standardError } = distributionOf(first.map((value, at) => second[at]! - value));
  const half = normalHalfWidth(LEVEL) * standardError;
  const independent = Math.sqrt(one.sd ** 2 + other.sd ** 2);
  return { first: one.mean, second: other.mean, mean, standardError, low: mean - half, high: mean + half, percent: one.mean === 0 ? null : (100 * mean) / Math.abs(one.mean), sdRatio: independent === 0 ? null : sd / independent };
}

const byMeasure = <T>(make: (measure: Measure) => T): Record<Measure, T> => Object.fromEntries(Measure.options.map((measure) => [measure, make(measure)])) as Record<Measure, T>;

/**
 * Compares two simulations under common random numbers: the same seed and replications, so that a contact that both treat alike
 * answers alike, and only what they do differently makes the difference. `BAD_INPUT` where seed or replications differ. O(measures · replications · log replications).
 */
export function compareSimulations(first: SimulationState, second: SimulationState): Result<MeasureDeltas> {
  for (const name of ['seed', 'firstReplication', 'replications'] as const) {
    if (first[name] !== second[name]) return fail('BAD_INPUT', `${name}: ${first[name]} and ${second[name]}. Expected the same, for a comparison draw by draw.`, { path: name });
  }
  const [one, other] = [measureReplications(first), measureReplications(second)];
  return succeed(byMeasure((measure) => deltaOf(one[measure], other[measure])));
}

/**
 * Plays two checked scenarios from the seed and over the replications of the first, and every mixture of the parts in which they differ,
 * and divides the difference of each measure among the parts by their Shapley values. Faults as in `simulateScenario`; a cancel answers
 * `CANCELLED`. O(2^parts simulations), parts ≤ 6.
 */
export function compareScenarios(first: Scenario, second: Scenario, range: Partial<ReplicationRange> = {}, control: SimulationControl = {}): Result<Comparison> {
  const { parts, scenarios } = mixScenarios(first, second);
  const grounds = new Map<Scenario['problem'], ScenarioGround>();
  const whole = rangeOf(first, range);
  const states: SimulationState[] = [];
  for (const [at, scenario] of scenarios.entries()) {
    const ground = grounds.get(scenario.problem) ?? compileGround(scenario.problem, first.seed);
    grounds.set(scenario.problem, ground);
    const state = simulateCompiled(scenario, ground, whole, control.cancel === undefined ? {} : { cancel: control.cancel });
    if (!state.ok) return state;
    if (state.value.replications < whole.replications) return fail('CANCELLED', 'The comparison was cancelled.');
    states.push(state.value);
    control.onProgress?.({ phase: 'mixtures', done: at + 1, total: scenarios.length });
  }
  const deltas = compareSimulations(states[0]!, states.at(-1)!);
  if (!deltas.ok) return deltas;
  const means = states.map((state) => {
    const values = measureReplications(state);
    return byMeasure((measure) => distributionOf(values[measure]).mean);
  });
  const values = byMeasure((measure) => shapleyValues(means.map((mean) => mean[measure]), parts.length));
  return succeed({ replications: whole.replications, deltas: deltas.value, drivers: parts.map((part, at) => ({ part, adds: byMeasure((measure) => values[measure][at]!) })) });
}
