import { fail, succeed, type Result } from '../../engine/base/fault.ts';
import type { RunControl } from '../../engine/base/progress.ts';
import type { MeasureSummary } from '../../engine/model/batch.ts';
import { readScenario } from '../../engine/model/check-scenario.ts';
import type { Scenario } from '../../engine/model/scenario.ts';
import { Measure } from '../../engine/model/simulation.ts';
import { compareScenarios } from '../../engine/simulation/compare-simulations.ts';
import { extendSimulation, keepSimulation, type KeptSimulation } from '../../engine/simulation/extend-simulation.ts';
import { openScenario } from '../../engine/simulation/simulate-scenario.ts';
import type { SimulationState } from '../../engine/simulation/simulation-state.ts';
import { distributionOf, measureReplications, summarise } from '../../engine/simulation/summarise.ts';
import type { Played, PlayedScenario, PlayTask, ScenarioDifference } from './scenario-api.ts';

/** A scenario that was compiled once, and its variants. */
export interface ScenarioPlayer {
  simulate(control: RunControl): Result<PlayedScenario>;
  play(task: PlayTask, control: RunControl): Result<Played>;
  /** What drove the difference from this scenario to another. */
  drive(other: Scenario, control: RunControl): Result<ScenarioDifference>;
}

/** Every measure by replication, those of a measure side by side. */
function flatten(state: SimulationState): Float64Array {
  const values = measureReplications(state);
  const samples = new Float64Array(Measure.options.length * state.replications);
  for (const [at, measure] of Measure.options.entries()) samples.set(values[measure], at * state.replications);
  return samples;
}

const describeState = (state: SimulationState, drawn: number): PlayedScenario => ({ simulation: summarise(state), samples: flatten(state), drawn });

/** Plays scenarios one after the other, each from what the one before left. */
export function createSuccession(): (document: Scenario, control: RunControl) => Result<PlayedScenario> {
  let kept: KeptSimulation | null = null;
  return (document, control) => {
    const scenario = readScenario(document);
    if (!scenario.ok) return scenario;
    const { replications } = scenario.value;
    const next = kept?.state.replications === replications ? extendSimulation(kept, scenario.value, control) : keepSimulation(scenario.value, {}, control);
    // A cancelled run is not complete: nothing builds on it.
    kept = next.ok && next.value.state.replications === replications ? next.value : null;
    return next.ok ? succeed(describeState(next.value.state, next.value.drawn)) : next;
  };
}

/** Samples of the first replications with those of the next behind them. */
function joinSamples(earlier: Float64Array, next: Float64Array): Float64Array {
  const measures = Measure.options.length;
  const [before, added] = [earlier.length / measures, next.length / measures];
  const joined = new Float64Array(earlier.length + next.length);
  for (let at = 0; at < measures; at += 1) {
    joined.set(earlier.subarray(at * before, (at + 1) * before), at * (before + added));
    joined.set(next.subarray(at * added, (at + 1) * added), at * (before + added) + before);
  }
  return joined;
}

function summariseSamples(samples: Float64Array, replications: number): Record<Measure, MeasureSummary> {
  const entries = Measure.options.map((measure, at): [Measure, MeasureSummary] => {
    const { mean, sd, standardError, p5, p95 } = distributionOf(samples.subarray(at * replications, (at + 1) * replications));
    return [measure, { mean, sd, standardError, p5, p95 }];
  });
  return Object.fromEntries(entries) as Record<Measure, MeasureSummary>;
}

/** Checks and compiles a scenario. */
export function openPlayer(document: Scenario): Result<ScenarioPlayer> {
  const scenario = readScenario(document);
  if (!scenario.ok) return scenario;
  const open = openScenario(scenario.value);
  return succeed({
    simulate(control) {
      const state = open.simulate({}, {}, control);
      return state.ok ? succeed(describeState(state.value, scenario.value.problem.contacts.ids.length)) : state;
    },
    drive(other, control) {
      const second = readScenario(other);
      return second.ok ? compareScenarios(scenario.value, second.value, {}, control) : second;
    },
    play({ parameters, first, count, earlier }, control) {
      const state = open.simulate(parameters, { firstReplication: first, replications: count }, control);
      if (!state.ok) return state;
      if (state.value.replications < count) return fail('CANCELLED', 'Cancelled before all replications were played.');
      const own = flatten(state.value);
      const samples = earlier === null ? own : joinSamples(earlier, own);
      return succeed({ samples, replications: first + count, measures: summariseSamples(samples, first + count) });
    },
  });
}
