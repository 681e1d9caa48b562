import type { CompiledProblem, Pin } from '../compiled-problem.ts';

/** An action of the plan that is rebalanced, by positions in the problem of now. */
export interface BaseAction extends Pin {
  /** Position in the list of the plan's actions. */
  readonly at: number;
}

/** What was promised to people: published actions, and the price of changing one. */
export interface Baseline {
  /** 1 at (contact · channels + channel) · days + day of every published action. */
  readonly isPublishedAction: Uint8Array;
  /** 1 for days whose actions are published; changes on others are free. */
  readonly isPublishedDay: Uint8Array;
  /** Published actions per contact × channel. */
  readonly published: Int32Array;
  /** What one change costs, in units of the metric. */
  readonly changePrice: number;
}

/** Place of an action in arrays over contacts, channels and days. */
export const placeOf = ({ channelCount, days }: CompiledProblem, { contact, channel, day }: Pin): number => (contact * channelCount + channel) * days + day;

/** Reads what was published: the plan's actions from the first to the last published day, both included. O(contacts · channels · days). */
export function readBaseline(compiled: CompiledProblem, actions: readonly BaseAction[], { lastPublished, changePrice }: { readonly lastPublished: number; readonly changePrice: number }): Baseline {
  const { contactCount, channelCount, days } = compiled;
  const isPublishedAction = new Uint8Array(contactCount * channelCount * days);
  const isPublishedDay = Uint8Array.from({ length: days }, (_none, day) => (day <= lastPublished ? 1 : 0));
  const published = new Int32Array(contactCount * channelCount);
  for (const action of actions) {
    const place = placeOf(compiled, action);
    if (isPublishedDay[action.day] === 0 || isPublishedAction[place] === 1) continue;
    isPublishedAction[place] = 1;
    published[action.contact * channelCount + action.channel]! += 1;
  }
  return { isPublishedAction, isPublishedDay, published, changePrice };
}
