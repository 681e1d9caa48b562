import { formatDay, parseDay } from '../../../engine/base/day.ts';
import type { Closing } from '../../../engine/coordination/close-days.ts';
import type { Horizon } from '../../../engine/model/allocation.ts';
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
    return { id, kind: 'blackout', channels: [...channels], contacts: [...contacts], from, to, reason: 'Held by a campaign' };
  });
}

/** First and last date of a horizon. */
export function datesOf({ start, days }: Horizon): { from: string; to: string } {
  return { from: start, to: formatDay((parseDay(start) ?? 0) + days - 1) };
}

const dayAfter = (date: string, days: number): string => formatDay((parseDay(date) ?? 0) + days);

/** Reason of the report-only rule that counts a campaign's actions and names its contacts; it is found again by it. */
export const shareReason = (campaign: string): string => `Actions of campaign ${campaign}`;

/**
 * What a campaign asks of its own plan: its budget, its dates, only the channels of its mix, and a report-only count of its
 * actions that names its contacts. O(contacts).
 */
export function termRules(campaign: Campaign, contacts: readonly string[], { horizon, channels }: { horizon: Horizon; channels: readonly string[] }, ruleName: (name: string) => string): Constraint[] {
  const { name, from, to, budget, channelMix } = campaign;
  const own = { contacts: [...contacts] };
  const dates = datesOf(horizon);
  const rules: Constraint[] = [{ ...own, id: ruleName(`campaign:${name} actions`), kind: 'minimum', min: 0, enforce: false, reason: shareReason(campaign.id) }];
  if (budget !== undefined) rules.push({ ...own, id: ruleName(`campaign:${name}`), kind: 'budget', max: budget });
  const closed = Object.keys(channelMix).length === 0 ? [] : channels.filter((channel) => (channelMix[channel] ?? 0) === 0);
  if (closed.length > 0) rules.push({ ...own, id: ruleName(`campaign:${name} channels`), kind: 'blackout', channels: closed, ...dates });
  if (from !== undefined && from > dates.from) rules.push({ ...own, id: ruleName(`campaign:${name} begins`), kind: 'blackout', from: dates.from, to: dayAfter(from, -1) });
  if (to !== undefined && to < dates.to) rules.push({ ...own, id: ruleName(`campaign:${name} ends`), kind: 'blackout', from: dayAfter(to, 1), to: dates.to });
  return rules;
}
