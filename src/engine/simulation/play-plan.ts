import { succeed, type Result } from '../base/fault.ts';
import type { AllocationProblem, ActionKey } from '../model/allocation.ts';
import type { Histogram, PlanRange, RangeSettings, Spread } from '../model/plan-range.ts';
import { compileScenario } from './compile-scenario.ts';
import { drawState, playPolicy, type SimulationControl } from './simulate-scenario.ts';
import { distributionOf, measureReplications, quantileOf } from './summarise.ts';

/** What every replication of a plan came to. */
export interface PlanSamples {
  readonly lift: Float64Array;
  readonly responses: Float64Array;
}

export interface PlayedPlan {
  readonly range: PlanRange;
  readonly samples: PlanSamples;
}

const BINS = 30;

function spreadOf(values: Float64Array): Spread {
  const { mean, sd, p50 } = distributionOf(values);
  const sorted = values.toSorted();
  return { mean, sd, p10: quantileOf(sorted, 0.1), p50, p90: quantileOf(sorted, 0.9) };
}

function countBins(values: Float64Array): Histogram {
  let [from, to] = [Infinity, -Infinity];
  for (const value of values) [from, to] = [Math.min(from, value), Math.max(to, value)];
  const width = to > from ? (to - from) / BINS : 1;
  const counts = Array.from({ length: to > from ? BINS : 1 }, () => 0);
  for (const value of values) counts[Math.min(counts.length - 1, Math.floor((value - from) / width))]! += 1;
  return { from, width, counts };
}

/**
 * Plays a plan of a problem as it stands: its actions are carried out, responses are drawn from the estimates and answers from the
 * responses. Nobody opts out, so cost and reach are the same each time. `CANCELLED` where no replication was finished. O(actions ·
 * replications).
 */
export function playPlan(problem: AllocationProblem, actions: readonly ActionKey[], settings: RangeSettings, control: SimulationControl = {}): Result<PlayedPlan> {
  const { replications, shared, seed } = settings;
  const policy = { kind: 'plan' as const, actions: actions.map(({ contact, channel, date }) => ({ contact, channel, date })) };
  const played = playPolicy(compileScenario({ format: 'omnivor.scenario/1', name: 'plan', problem, policy, assumptions: { sharedUncertainty: shared }, replications, seed }));
  const state = drawState(played, { firstReplication: 0, replications }, control);
  if (!state.ok) return state;
  const { lift, net, roi, responses, cost, reach, refused } = measureReplications(state.value);
  const range: PlanRange = {
    ...settings,
    replications: state.value.replications,
    lift: spreadOf(lift),
    net: spreadOf(net),
    roi: spreadOf(roi),
    responses: spreadOf(responses),
    cost: cost[0]!,
    reach: reach[0]!,
    actions: state.value.planned,
    refused: refused[0]!,
    histogram: countBins(lift),
  };
  return succeed({ range, samples: { lift, responses } });
}
