import { placeOf, type CompiledProblem, type Pin } from '../compiled-problem.ts';

/** An action of the plan that is rebalanced, by positions in the problem of now. */
export interface BaseAction extends Pin {
  /** Position in the list of the plan's actions. */
  readonly at: number;
}

/** Parts of a plan: what was told to people, and what was not yet. */
export const PUBLISHED = 0;
export const DRAFT = 1;

/** What a rebalancing starts from, and what leaving it costs in a search. */
export interface Baseline {
  /** 1 at (contact · channels + channel) · days + day of every action of the plan. */
  readonly isPlanned: Uint8Array;
  /** Part of each day. */
  readonly partOf: Uint8Array;
  /** Actions of the plan per part and contact × channel. */
  readonly planned: readonly [Int32Array, Int32Array];
  /** What one change weighs in a search, per part: the price where there is one, and never nothing, so that of equal plans the one that changes least is found. */
  readonly weights: readonly [number, number];
}

/** Share of the average value of an action that a change weighs where it has no price. */
const INERTIA = 0.001;

/** Reads a plan: its actions up to the last published day, included, are the published part. O(contacts · channels · days). */
export function readBaseline(compiled: CompiledProblem, actions: readonly BaseAction[], { lastPublished, changePrice }: { readonly lastPublished: number; readonly changePrice: number }): Baseline {
  const { contactCount, channelCount, days, gainBase, isReach } = compiled;
  const isPlanned = new Uint8Array(contactCount * channelCount * days);
  const partOf = Uint8Array.from({ length: days }, (_none, day) => (day <= lastPublished ? PUBLISHED : DRAFT));
  const planned: readonly [Int32Array, Int32Array] = [new Int32Array(contactCount * channelCount), new Int32Array(contactCount * channelCount)];
  let value = 0;
  for (const action of actions) {
    const place = placeOf(compiled, action);
    if (isPlanned[place] === 1) continue;
    const pair = action.contact * channelCount + action.channel;
    isPlanned[place] = 1;
    planned[partOf[action.day] === PUBLISHED ? PUBLISHED : DRAFT][pair]! += 1;
    value += isReach ? 1 : gainBase[pair]!;
  }
  const inertia = (INERTIA * value) / Math.max(1, actions.length);
  return { isPlanned, partOf, planned, weights: [Math.max(changePrice, inertia), inertia] };
}
