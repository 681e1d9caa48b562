import type { CampaignShare, FairShare, SettledPair } from '../../../contract/allocation.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { Constraint } from '../../../engine/model/constraint.ts';
import type { PlannedAction } from '../../../engine/model/plan.ts';
import type { CampaignInputs } from '../db/repositories/plan.ts';
import { createRuleNames, shareReason } from './campaign-rules.ts';

/** Contacts of a problem that a campaign plans. */
function contactsOf({ constraints }: AllocationProblem, campaign: string): readonly string[] {
  const reason = shareReason(campaign);
  return constraints.find((rule) => rule.kind === 'minimum' && rule.enforce === false && rule.reason === reason)?.contacts ?? [];
}

/** Campaign of every planned contact. */
function indexContacts(problem: AllocationProblem, { campaigns }: CampaignInputs): ReadonlyMap<string, string> {
  return new Map(campaigns.flatMap(({ id }) => contactsOf(problem, id).map((contact): [string, string] => [contact, id])));
}

/**
 * Floors that give each campaign of a portfolio at least `share` of its due: of all actions, or of all contacts reached, of a
 * plan without floors, in proportion to contacts or budgets; rounded down, never more contacts than it has.
 * @param unbound actions of the plan without floors
 */
export function fairShareRules(problem: AllocationProblem, { campaigns }: CampaignInputs, unbound: readonly PlannedAction[], { by, of, share }: FairShare): Result<Constraint[]> {
  const unfunded = campaigns.find(({ budget }) => budget === undefined);
  if (by === 'budget' && unfunded !== undefined) return fail('BAD_INPUT', `Campaign ${unfunded.name} has no budget to share by.`, { path: 'fairShare.by', hint: 'Give it a budget, or share by audience.' });
  const weights = campaigns.map(({ id, budget }) => (by === 'budget' ? (budget ?? 0) : contactsOf(problem, id).length));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const total = of === 'actions' ? unbound.length : new Set(unbound.map(({ contact }) => contact)).size;
  const ruleName = createRuleNames(problem.constraints.map(({ id }) => id));
  const rules = campaigns.map(({ id, name }, at): Constraint => {
    const contacts = [...contactsOf(problem, id)];
    const due = whole === 0 ? 0 : Math.floor((share * total * (weights[at] ?? 0)) / whole + 1e-9);
    const rule = { id: ruleName(`fair share: ${name}`), contacts };
    return of === 'actions' ? { ...rule, kind: 'minimum', min: due } : { ...rule, kind: 'coverage', minContacts: Math.min(contacts.length, due) };
  });
  return succeed(rules);
}

/** What each campaign of a plan gets. O(actions · campaigns + contacts). */
export function describeShares(problem: AllocationProblem, planned: CampaignInputs, actions: readonly PlannedAction[]): CampaignShare[] {
  const campaignOf = indexContacts(problem, planned);
  return planned.campaigns.map(({ id, name, budget = null, channelMix }) => {
    const own = actions.filter(({ contact }) => campaignOf.get(contact) === id);
    return {
      id,
      name,
      contacts: contactsOf(problem, id).length,
      reached: new Set(own.map(({ contact }) => contact)).size,
      actions: own.length,
      cost: own.reduce((sum, { cost }) => sum + cost, 0),
      lift: own.reduce((sum, { lift }) => sum + lift, 0),
      budget,
      channels: problem.channels.flatMap((channel) => {
        const count = own.filter((action) => action.channel === channel.id).length;
        const wanted = channelMix[channel.id] ?? null;
        return count === 0 && wanted === null ? [] : [{ channel: channel.id, wanted, actions: count, share: own.length === 0 ? 0 : count / own.length }];
      }),
    };
  });
}

/** Decisions of a portfolio per winner and loser, by name. */
export function countPairs({ campaigns, settled }: CampaignInputs): SettledPair[] {
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  const pairs = new Map<string, SettledPair>();
  for (const { winner, loser, over } of settled) {
    const key = JSON.stringify([winner, loser]);
    const pair = pairs.get(key) ?? { winner: names.get(winner) ?? winner, loser: names.get(loser) ?? loser, reservations: 0, contacts: 0 };
    pairs.set(key, over === 'reservation' ? { ...pair, reservations: pair.reservations + 1 } : { ...pair, contacts: pair.contacts + 1 });
  }
  return [...pairs.values()];
}
