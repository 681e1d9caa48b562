import { fail, succeed, type Result } from '../../engine/base/fault.ts';
import type { RunControl } from '../../engine/base/progress.ts';
import type { MeasureSummary } from '../../engine/model/batch.ts';
import { readScenario } from '../../engine/model/check-scenario.ts';
import type { Scenario } from '../../engine/model/scenario.ts';
import { Measure } from '../../engine/model/simulation.ts';
import { compareScenarios } from '../../engine/simulation/compare-simulations.ts';
import { openScenario } from '../../engine/simulation/simulate-scenario.ts';
import type { SimulationState } from '../../engine/simulation/simulation-state.ts';
import { distributionOf, measureReplications } from '../../engine/simulation/summarise.ts';
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
      return state.ok ? succeed({ simulation: open.summarise(state.value), samples: flatten(state.value) }) : state;
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
