import type { Refusal, SimulatedUsage } from '../model/simulation.ts';
import type { ExactScale } from './exact-scale.ts';
import { RefusalTally } from './refusal-tally.ts';

/** Replications `first` … `first` + `count` − 1. */
export interface ReplicationRange {
  readonly firstReplication: number;
  readonly replications: number;
}

/**
 * Exact sums of a simulation by replication: whole numbers below 2⁵³, so that parts add up to the same bytes in any order. Slices are the
 * days of the horizon, then the channels, then the segments; a row of `perSlice` holds slice · replications + replication. Plain
 * data: it crosses threads as it is.
 */
export interface SimulationSums {
  readonly responses: Float64Array;
  /** In parts of `valueScale`. */
  readonly lift: Float64Array;
  /** Actions carried out. */
  readonly actions: Float64Array;
  /** In parts of `costScale`. */
  readonly cost: Float64Array;
  /** Contacts with an answer, with an action, and that opted out, by replication. */
  readonly engaged: Float64Array;
  readonly reached: Float64Array;
  readonly optedOut: Float64Array;
  /** Actions that a rule kept out, by replication. */
  readonly refused: Float64Array;
}

/** A simulation as exact sums: it can be added to, split, extended and summed up. */
export interface SimulationState extends ReplicationRange, SimulationSums {
  readonly scenario: string;
  readonly seed: number;
  readonly contacts: number;
  readonly targeted: number;
  readonly proposed: number;
  readonly planned: number;
  /** True where the policy learns, so that every replication decides anew: `planned`, `refusals` and what is used are then sums over the replications. */
  readonly isLearning: boolean;
  readonly days: readonly string[];
  readonly channels: readonly string[];
  readonly segments: readonly string[];
  readonly valueScale: ExactScale;
  readonly costScale: ExactScale;
  readonly refusals: readonly Refusal[];
  /** What is used stands in millionths. */
  readonly usage: readonly SimulatedUsage[];
}

/** What is used of a limit is counted in millionths, so that it adds up exactly. */
export const USED_PARTS = 1_000_000;

/** Names of the sums with a row per slice, and of all. */
export const sliceNames = ['responses', 'lift', 'actions', 'cost'] as const;
export const sumNames = [...sliceNames, 'engaged', 'reached', 'optedOut', 'refused'] as const;

/** Sums of nothing. */
export function createSums(slices: number, replications: number): SimulationSums {
  const perSlice = (): Float64Array => new Float64Array(slices * replications);
  const single = (): Float64Array => new Float64Array(replications);
  return { responses: perSlice(), lift: perSlice(), actions: perSlice(), cost: perSlice(), engaged: single(), reached: single(), optedOut: single(), refused: single() };
}

/** Adds other sums, or takes them away. O(size). */
export function addSums(sums: SimulationSums, others: SimulationSums, sign: 1 | -1 = 1): void {
  for (const name of sumNames) {
    const [to, from] = [sums[name], others[name]];
    for (let at = 0; at < to.length; at += 1) to[at]! += sign * from[at]!;
  }
}

/** Rows of several ranges, each row's parts one behind the other. */
function joinRows(parts: readonly Float64Array[], counts: readonly number[], rows: number): Float64Array {
  const count = counts.reduce((sum, one) => sum + one, 0);
  const joined = new Float64Array(rows * count);
  let before = 0;
  for (const [at, part] of parts.entries()) {
    const mine = counts[at]!;
    for (let row = 0; row < rows; row += 1) joined.set(part.subarray(row * mine, (row + 1) * mine), row * count + before);
    before += mine;
  }
  return joined;
}

/** Decisions of a policy that learns, added up over ranges. */
function addDecisions(states: readonly SimulationState[]): Pick<SimulationState, 'planned' | 'refusals' | 'usage'> {
  const tally = new RefusalTally();
  for (const { refusals } of states) for (const { actions, ...rule } of refusals) tally.add(rule, actions);
  const usage = states[0]!.usage.map((row, at) => ({ ...row, used: states.reduce((sum, state) => sum + state.usage[at]!.used, 0) }));
  return { planned: states.reduce((sum, { planned }) => sum + planned, 0), refusals: tally.list(), usage };
}

/**
 * Joins ranges of replications of the same scenario, each of which begins where the one before it ends: the same bytes as one run over all
 * of them. Throws RangeError where they do not: a mistake of the caller. O(size).
 */
export function joinReplications(states: readonly SimulationState[]): SimulationState {
  const [first] = states;
  if (first === undefined) throw new RangeError('no replications to join');
  let next = first.firstReplication;
  for (const { firstReplication, replications } of states) {
    if (firstReplication !== next) throw new RangeError(`replications from ${firstReplication} do not follow those up to ${next}`);
    next += replications;
  }
  const decided = first.isLearning ? addDecisions(states) : {};
  const counts = states.map(({ replications }) => replications);
  const slices = first.responses.length / first.replications;
  const join = (name: keyof SimulationSums, rows: number): Float64Array => joinRows(states.map((state) => state[name]), counts, rows);
  return {
    ...first,
    ...decided,
    replications: next - first.firstReplication,
    responses: join('responses', slices),
    lift: join('lift', slices),
    actions: join('actions', slices),
    cost: join('cost', slices),
    engaged: join('engaged', 1),
    reached: join('reached', 1),
    optedOut: join('optedOut', 1),
    refused: join('refused', 1),
  };
}
