import { compareIds } from '../../../engine/coordination/rank.ts';
import type { AllocationProblem, ProblemCampaign } from '../../../engine/model/allocation.ts';
import type { PlannedAction } from '../../../engine/model/plan.ts';
import type { CampaignInputs } from '../db/repositories/plan.ts';
import type { SettledContact } from '../db/repositories/plan-settlement.ts';

/** Campaigns in whose audience a contact is. */
function indexAudiences({ campaigns = [], contacts }: AllocationProblem): (contact: string) => readonly ProblemCampaign[] {
  const members = new Map(campaigns.map(({ id, contacts: own }) => [id, new Set(own ?? contacts.ids)]));
  return (contact) => campaigns.filter(({ id }) => members.get(id)?.has(contact) === true);
}

/** Campaigns that can not pay for one more action by any channel. */
function listExhausted(problem: AllocationProblem, { campaigns }: CampaignInputs, actions: readonly PlannedAction[]): ReadonlySet<string> {
  const left = new Map(campaigns.flatMap(({ id, budget }) => (budget === undefined ? [] : [[id, budget]])));
  const spend = (campaign: string | undefined, amount: number): void => {
    const rest = campaign === undefined ? undefined : left.get(campaign);
    if (campaign !== undefined && rest !== undefined) left.set(campaign, rest - amount);
  };
  for (const { campaign, cost } of actions) spend(campaign, cost);
  for (const { campaign, amount } of problem.held ?? []) spend(campaign, amount);
  const cheapest = ({ channels }: ProblemCampaign): number => Math.min(...problem.channels.filter(({ id }) => channels?.includes(id) ?? true).map(({ unitCost }) => unitCost));
  return new Set((problem.campaigns ?? []).filter((campaign) => (left.get(campaign.id) ?? Infinity) < cheapest(campaign)).map(({ id }) => id));
}

/**
 * Says of every contact in several audiences which campaign acts, which of the others does not, and why: its budget is used up, a
 * reservation, priority or the smaller id put it behind, else what the plan as a whole came to. Contacts that all of them
 * act on, or none, need no decision. By contact and loser. O(contacts · campaigns + actions).
 */
export function settleAudiences(problem: AllocationProblem, inputs: CampaignInputs, actions: readonly PlannedAction[]): SettledContact[] {
  if ((problem.campaigns ?? []).length < 2) return [];
  const audiencesOf = indexAudiences(problem);
  const exhausted = listExhausted(problem, inputs, actions);
  const acting = new Map<string, Set<string>>();
  for (const { contact, campaign } of actions) if (campaign !== undefined) acting.set(contact, (acting.get(contact) ?? new Set()).add(campaign));
  const reservedBy = new Map<string, Set<string>>();
  for (const { campaign, contacts } of problem.reserved ?? []) for (const contact of contacts) reservedBy.set(contact, (reservedBy.get(contact) ?? new Set()).add(campaign));

  const whyNot = (contact: string, winner: ProblemCampaign, loser: ProblemCampaign): SettledContact['because'] => {
    if (reservedBy.get(contact)?.has(winner.id) === true && reservedBy.get(contact)?.has(loser.id) !== true) return 'rank';
    if (exhausted.has(loser.id)) return 'budget';
    const [first, second] = [winner.priority ?? 1, loser.priority ?? 1];
    if (first !== second) return first > second ? 'priority' : 'plan';
    return winner.id < loser.id ? 'id' : 'plan';
  };
  return [...acting].flatMap(([contact, present]) => {
    const wanting = audiencesOf(contact);
    const winner = wanting.filter(({ id }) => present.has(id)).toSorted((one, other) => (other.priority ?? 1) - (one.priority ?? 1) || compareIds(one.id, other.id))[0];
    if (winner === undefined) return [];
    return wanting.filter(({ id }) => !present.has(id)).map((loser): SettledContact => ({ contact, channel: null, winner: winner.id, loser: loser.id, over: 'audience', because: whyNot(contact, winner, loser) }));
  }).sort((one, other) => compareIds(one.contact, other.contact) || compareIds(one.loser, other.loser));
}
