import type { HeldAction } from './placed-action.ts';

/** How a limit counts what others hold. */
export interface HeldWeighing {
  /** What one action by a channel counts. */
  readonly weights: Float64Array;
  /** What others hold counts by its money, not by its actions. */
  readonly countsMoney: boolean;
  /** Channels (1) whose actions have a cost of the rule's own: work held by them counts at that, not by its money. */
  readonly hasOwnCost?: Uint8Array;
}

/** What a held entry counts of a limit; money without work counts as it stands. */
export function weighHeld({ weights, countsMoney, hasOwnCost }: HeldWeighing, { channel, actions, amount }: Pick<HeldAction, 'channel' | 'actions' | 'amount'>): number {
  const isPriced = countsMoney && !(actions > 0 && hasOwnCost?.[channel] === 1);
  return isPriced ? amount : actions * weights[channel]!;
}
