import { Measure, type Distribution, type Simulation, type SimulationSlice } from '../model/simulation.ts';
import { fromParts } from './exact-scale.ts';
import { USED_PARTS, type SimulationState } from './simulation-state.ts';

/** Quantile of sorted values by linear interpolation of the order statistics (Hyndman and Fan 1996, type 7). */
export function quantileOf(sorted: Float64Array, chance: number): number {
  const place = (sorted.length - 1) * chance;
  const below = Math.floor(place);
  const low = sorted[below]!;
  return below + 1 < sorted.length ? low + (place - below) * (sorted[below + 1]! - low) : low;
}

/** Mean, spread and quantiles of values over the replications. O(n log n). */
export function distributionOf(values: Float64Array): Distribution {
  const count = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const sd = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  const sorted = values.toSorted();
  return { mean, sd, standardError: sd / Math.sqrt(count), p5: quantileOf(sorted, 0.05), p25: quantileOf(sorted, 0.25), p50: quantileOf(sorted, 0.5), p75: quantileOf(sorted, 0.75), p95: quantileOf(sorted, 0.95) };
}

/** What a simulation measures, by replication. */
export type MeasureValues = Readonly<Record<Measure, Float64Array>>;

/** Every measure by replication; exact sums first, then their ratios. O(channels · replications). */
export function measureReplications(state: SimulationState): MeasureValues {
  const { replications, contacts, valueScale, costScale } = state;
  const channelRow = state.days.length * replications;
  const total = (sums: Float64Array): Float64Array => {
    const totals = new Float64Array(replications);
    for (let channel = 0; channel < state.channels.length; channel += 1) for (let at = 0; at < replications; at += 1) totals[at]! += sums[channelRow + channel * replications + at]!;
    return totals;
  };
  const lift = total(state.lift).map((sum) => fromParts(sum, valueScale));
  const cost = total(state.cost).map((sum) => fromParts(sum, costScale));
  const net = lift.map((value, at) => value - cost[at]!);
  const responses = total(state.responses);
  const actions = total(state.actions);
  const over = (sums: Float64Array, of: (at: number) => number): Float64Array => sums.map((sum, at) => (of(at) === 0 ? 0 : sum / of(at)));
  return {
    lift,
    cost,
    net,
    roi: over(net, (at) => cost[at]!),
    responses,
    response_rate: over(responses, (at) => actions[at]!),
    engagement_rate: over(state.engaged, () => contacts),
    reach: state.reached,
    actions,
    refused: state.refused,
    opt_outs: state.optedOut,
  };
}

/** Distributions of chosen measures, all where none are named. */
export function summariseMeasures(state: SimulationState): Simulation['measures'] {
  const values = measureReplications(state);
  return Object.fromEntries(Measure.options.map((measure) => [measure, distributionOf(values[measure])])) as Simulation['measures'];
}

function summariseSlices(state: SimulationState, keys: readonly string[], first: number): SimulationSlice[] {
  const { replications, valueScale, costScale } = state;
  return keys.map((key, at) => {
    const row = (sums: Float64Array): Float64Array => sums.subarray((first + at) * replications, (first + at + 1) * replications);
    return {
      key,
      actions: distributionOf(row(state.actions)),
      responses: distributionOf(row(state.responses)),
      lift: distributionOf(row(state.lift).map((sum) => fromParts(sum, valueScale))),
      cost: distributionOf(row(state.cost).map((sum) => fromParts(sum, costScale))),
    };
  });
}

/** What was decided, in one replication where the policy decides once; else on average, in whole actions. */
function describeDecisions({ isLearning, replications, planned, refusals, usage }: SimulationState): Pick<Simulation, 'planned' | 'refusals' | 'usage'> {
  const share = isLearning ? replications : 1;
  const counted = usage.map((row) => ({ ...row, used: row.used / USED_PARTS / share }));
  if (!isLearning) return { planned, refusals: [...refusals], usage: counted };
  return {
    planned: Math.round(planned / replications),
    refusals: refusals.map((refusal) => ({ ...refusal, actions: Math.round(refusal.actions / replications) })),
    usage: counted,
  };
}

/** Sums up a simulation: every measure, day, channel and segment over its replications. O(slices · replications · log replications). */
export function summarise(state: SimulationState): Simulation {
  const { scenario, seed, replications, contacts, targeted, proposed, days, channels, segments } = state;
  return {
    format: 'omnivor.simulation/1',
    scenario,
    seed,
    replications,
    contacts,
    targeted,
    proposed,
    ...describeDecisions(state),
    measures: summariseMeasures(state),
    byDay: summariseSlices(state, days, 0),
    byChannel: summariseSlices(state, channels, days.length),
    bySegment: summariseSlices(state, segments, days.length + channels.length),
  };
}
