import type { PlanEntry } from '../../constraints/plan-view.ts';
import type { ActionKey } from '../../model/allocation.ts';
import type { Plan } from '../../model/plan.ts';

/** An action of the plan that is rebalanced; `rep` is who was to carry it out, where that is known. */
export interface PlannedBefore extends ActionKey {
  readonly rep?: string | null | undefined;
  readonly exploration?: boolean | undefined;
  readonly campaign?: string | undefined;
  /** Of an action whose day went by undone: `stays` late where it is, or may go to an `open` day and stands nowhere until it does. */
  readonly late?: 'stays' | 'open' | undefined;
}

/** The action as rules count it: for its campaign, by whoever acts on the contact now. */
export const toEntry = ({ contact, channel, date, exploration = false, campaign }: PlannedBefore): PlanEntry => ({ contact, channel, date, exploration, campaign });

/** What may change, and what a change costs. */
export interface RebalanceOptions {
  /** First day that may change: before it nothing is added, moved or dropped. Absent = the whole horizon may change. */
  readonly frozenUntil?: string | undefined;
  /** Last published day: changes up to it cost `changePrice` each, later ones nothing (a thousandth of an action's average value weighs against them in the search, no more). Absent = everything is published. */
  readonly publishedUntil?: string | undefined;
  /** What one changed published action costs, in units of the metric. */
  readonly changePrice: number;
  /** What rules used of the plan before, with its prices: the pricing of what is scarce starts there. */
  readonly usage?: Plan['usage'] | undefined;
  /** Actions that must stay, or come, as they are. */
  readonly pins?: readonly ActionKey[] | undefined;
  /** Planned length of the search; with the size it sets the number of moves. */
  readonly seconds: number;
  readonly seed: number;
}
