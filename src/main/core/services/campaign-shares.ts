import type { CampaignShare, FairShare, SettledPair } from '../../../contract/allocation.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { rulesOf, type AllocationProblem } from '../../../engine/model/allocation.ts';
import type { Constraint } from '../../../engine/model/constraint.ts';
import type { PlannedAction } from '../../../engine/model/plan.ts';
import type { CampaignInputs, PromisedShare } from '../db/repositories/plan.ts';
import { createRuleNames } from './campaign-rules.ts';

/** How many contacts of a problem a campaign may act on. */
function countContacts({ campaigns = [], contacts }: AllocationProblem, id: string): number {
  const campaign = campaigns.find((one) => one.id === id);
  return campaign === undefined ? 0 : (campaign.contacts?.length ?? contacts.ids.length);
}

const countOf = (actions: readonly PlannedAction[], of: FairShare['of']): number => (of === 'actions' ? actions.length : new Set(actions.map(({ contact }) => contact)).size);

/** Actions, or contacts reached, per campaign. O(actions). */
export function countByCampaign(actions: readonly PlannedAction[], of: FairShare['of']): (campaign: string) => number {
  const own = new Map<string, PlannedAction[]>();
  for (const action of actions) {
    if (action.campaign === undefined) continue;
    const list = own.get(action.campaign);
    if (list === undefined) own.set(action.campaign, [action]);
    else list.push(action);
  }
  return (campaign) => countOf(own.get(campaign) ?? [], of);
}

/**
 * What is due to each campaign of a portfolio: `share` of all actions, or of all contacts reached, of a plan without floors, in
 * proportion to contacts or budgets; rounded down, never more contacts than it has.
 * @param unbound actions of the plan without floors
 */
export function readDue(problem: AllocationProblem, { campaigns }: CampaignInputs, unbound: readonly PlannedAction[], { by, of, share }: FairShare): Result<PromisedShare[]> {
  const unfunded = campaigns.find(({ budget }) => budget === undefined);
  if (by === 'budget' && unfunded !== undefined) return fail('BAD_INPUT', `Campaign ${unfunded.name} has no budget to share by.`, { path: 'fairShare.by', hint: 'Give it a budget, or share by audience.' });
  const weights = campaigns.map(({ id, budget }) => (by === 'budget' ? (budget ?? 0) : countContacts(problem, id)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const total = countOf(unbound, of);
  return succeed(
    campaigns.map(({ id }, at) => {
      const due = whole === 0 ? 0 : Math.floor((share * total * (weights[at] ?? 0)) / whole + 1e-9);
      const promised = of === 'actions' ? due : Math.min(countContacts(problem, id), due);
      return { campaign: id, of, due: promised, floor: promised };
    }),
  );
}

/** A problem with the floors of a fair share among its terms. */
export function withFloors(problem: AllocationProblem, { campaigns }: CampaignInputs, promised: readonly PromisedShare[]): AllocationProblem {
  const ruleName = createRuleNames(rulesOf(problem).map(({ id }) => id));
  const floors = promised.map(({ campaign, of, floor }): Constraint => {
    const name = campaigns.find(({ id }) => id === campaign)?.name ?? campaign;
    const rule = { id: ruleName(`fair share: ${name}`), campaigns: [campaign] };
    return of === 'actions' ? { ...rule, kind: 'minimum', min: floor } : { ...rule, kind: 'coverage', minContacts: floor };
  });
  return { ...problem, terms: [...(problem.terms ?? []), ...floors] };
}

/** Floors no higher than what a plan that keeps every ceiling gives each campaign. */
export const lowerTo = (promised: readonly PromisedShare[], actions: readonly PlannedAction[]): PromisedShare[] =>
  promised.map((one) => ({ ...one, floor: Math.min(one.floor, countByCampaign(actions, one.of)(one.campaign)) }));

/** What each campaign of a plan gets. O(actions · campaigns + contacts). */
export function describeShares(problem: AllocationProblem, { campaigns, promised = [] }: CampaignInputs, actions: readonly PlannedAction[]): CampaignShare[] {
  return campaigns.map(({ id, name, budget = null, channelMix }) => {
    const own = actions.filter(({ campaign }) => campaign === id);
    const share = promised.find(({ campaign }) => campaign === id);
    return {
      id,
      name,
      contacts: countContacts(problem, id),
      reached: new Set(own.map(({ contact }) => contact)).size,
      actions: own.length,
      cost: own.reduce((sum, { cost }) => sum + cost, 0),
      lift: own.reduce((sum, { lift }) => sum + lift, 0),
      budget,
      floor: share === undefined ? null : { of: share.of, due: share.due, floor: share.floor },
      channels: problem.channels.flatMap((channel) => {
        const count = own.filter((action) => action.channel === channel.id).length;
        const wanted = channelMix[channel.id] ?? null;
        return count === 0 && wanted === null ? [] : [{ channel: channel.id, wanted, actions: count, share: own.length === 0 ? 0 : count / own.length }];
      }),
    };
  });
}

/** Decisions of a portfolio per winner and loser, by name. */
export function namePairs({ campaigns }: CampaignInputs, pairs: readonly SettledPair[]): SettledPair[] {
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  return pairs.map((pair) => ({ ...pair, winner: names.get(pair.winner) ?? pair.winner, loser: names.get(pair.loser) ?? pair.loser }));
}
