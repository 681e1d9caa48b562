import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { HELD_BY_CAMPAIGN } from '../../../engine/constraints/held-by-campaign.ts';
import type { Closing, DividedDays } from '../../../engine/coordination/divide-days.ts';
import type { Horizon, ProblemCampaign, ReservedSlots } from '../../../engine/model/allocation.ts';
import type { Campaign } from '../../../engine/model/campaign.ts';
import type { Constraint } from '../../../engine/model/constraint.ts';

const LONGEST_NAME = 200;

/** Names rules; a name that is taken gets a number. */
export function createRuleNames(taken: Iterable<string>): (name: string) => string {
  const known = new Set(taken);
  return (wanted) => {
    let name = wanted.slice(0, LONGEST_NAME);
    for (let number = 2; known.has(name); number += 1) name = `${wanted.slice(0, LONGEST_NAME - 8)} (${number})`;
    known.add(name);
    return name;
  };
}

/** Blackouts for what other campaigns hold: `reserved: Spring Launch`, with channels and days where a campaign holds in several ways. */
export function closingRules(closings: readonly Closing[], nameOf: (campaign: string) => string, ruleName: (name: string) => string): Constraint[] {
  const ways = new Map<string, number>();
  for (const { campaign } of closings) ways.set(campaign, (ways.get(campaign) ?? 0) + 1);
  return closings.map(({ campaign, channels, from, to, contacts }) => {
    const name = `reserved: ${nameOf(campaign)}`;
    const id = ruleName(ways.get(campaign) === 1 ? name : `${name} · ${channels.join(', ')} · ${from === to ? from : `${from} to ${to}`}`);
    return { id, kind: 'blackout', channels: [...channels], contacts: [...contacts], from, to, reason: HELD_BY_CAMPAIGN };
  });
}

/** First and last date of a horizon. */
export function datesOf({ start, days }: Horizon): { from: string; to: string } {
  return { from: start, to: formatDay((parseDay(start) ?? 0) + days - 1) };
}

/** A campaign as a problem knows it: who, by which channels of its mix, when; contacts null = everybody planned. */
export function toProblemCampaign({ id, name, priority, from, to, channelMix }: Campaign, contacts: readonly string[] | null, channels: readonly string[]): ProblemCampaign {
  const wanted = channels.filter((channel) => (channelMix[channel] ?? 0) > 0);
  const hasMix = Object.keys(channelMix).length > 0;
  return {
    id,
    name,
    priority,
    ...(contacts === null ? {} : { contacts: [...contacts] }),
    ...(hasMix ? { channels: wanted, mix: Object.fromEntries(wanted.map((channel) => [channel, channelMix[channel] ?? 0])) } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** What a plan keeps of a campaign beside where it may act: its budget, and a report-only count of its actions. */
export function termRules({ id, name, budget }: Campaign, ruleName: (name: string) => string): Constraint[] {
  const own = { campaigns: [id] };
  const rules: Constraint[] = [{ ...own, id: ruleName(`campaign:${name} actions`), kind: 'minimum', min: 0, enforce: false }];
  if (budget !== undefined) rules.push({ ...own, id: ruleName(`campaign:${name}`), kind: 'budget', max: budget });
  return rules;
}

const toSlots = ({ campaign, channels, from, to, contacts }: Closing): ReservedSlots => ({ campaign, channels: [...channels], contacts: [...contacts], from, to });

/** Days that belong to one of several campaigns, and days on which one comes first. */
export const toReserved = ({ reserved, wished }: DividedDays): ReservedSlots[] => [...reserved.map(toSlots), ...wished.map((closing) => ({ ...toSlots(closing), soft: true }))];
