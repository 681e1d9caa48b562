import type { ScenarioPolicy, ScenarioSetup } from '../../../contract/scenario.ts';
import type { Assumptions } from '../../../engine/model/scenario.ts';

/** Shares in percent by channel. */
export type Shares = Readonly<Record<string, number>>;

/** Finest share that is kept: a thousandth of a percent. */
const round = (percent: number): number => Number(percent.toFixed(3));

/** Shares of 1 as percent for every channel that can be chosen; those that are gone stay, so that they can be taken out. */
export const toPercent = (shares: Shares, channels: readonly string[]): Shares => Object.fromEntries([...new Set([...channels, ...Object.keys(shares)])].map((channel) => [channel, round((shares[channel] ?? 0) * 100)]));

/** Percent as shares of 1 without the channels that have none. */
export const toShares = (percents: Shares): Record<string, number> => Object.fromEntries(Object.entries(percents).flatMap(([channel, percent]) => (percent > 0 ? [[channel, Number((percent / 100).toPrecision(12))]] : [])));

export const sumShares = (percents: Shares): number => round(Object.values(percents).reduce((sum, percent) => sum + percent, 0));

/** What keeps shares from being a mix, or null. */
export function sayMixProblem(percents: Shares): string | null {
  const total = sumShares(percents);
  if (total === 100) return null;
  return total < 100 ? `${round(100 - total)}% missing to 100%.` : `${round(total - 100)}% over 100%.`;
}

/** The same proportions adding up to 100; all alike where every share is 0. What rounding leaves goes to the largest. */
export function scaleToWhole(percents: Shares): Shares {
  const channels = Object.keys(percents);
  const total = Object.values(percents).reduce((sum, percent) => sum + percent, 0);
  const scaled = channels.map((channel) => round(total === 0 ? 100 / channels.length : ((percents[channel] ?? 0) / total) * 100));
  const rest = round(100 - scaled.reduce((sum, percent) => sum + percent, 0));
  const largest = scaled.indexOf(Math.max(...scaled));
  return Object.fromEntries(channels.map((channel, at) => [channel, round((scaled[at] ?? 0) + (at === largest ? rest : 0))]));
}

/** A policy of another kind to begin with; null where there is nothing it could be made of. */
export function startPolicy(kind: ScenarioPolicy['kind'], { draft, plans, channels }: Pick<ScenarioSetup, 'draft' | 'plans' | 'channels'>): ScenarioPolicy | null {
  const [newest] = plans;
  switch (kind) {
    case 'mix':
      if (draft?.policy.kind === 'mix') return draft.policy;
      return channels.length === 0 ? null : { kind, actionsPerContact: 2, shares: toShares(scaleToWhole(Object.fromEntries(channels.map(({ id }) => [id, 0])))) };
    case 'bandit':
      return { kind, rule: 'thompson', actionsPerContact: draft?.policy.kind === 'mix' ? draft.policy.actionsPerContact : 2 };
    case 'saved_plan':
      return newest === undefined ? null : { kind, planId: newest.id };
    case 'plan':
      return null;
  }
}

type Factors = NonNullable<Assumptions['response']>;

/** A value under a name, or the name taken out. */
const put = <Value>(values: Readonly<Record<string, Value>> | undefined, name: string, value: Value | null): Record<string, Value> => {
  const { [name]: _before, ...rest } = values ?? {};
  return value === null ? rest : { ...rest, [name]: value };
};
const isEmpty = (values: object): boolean => Object.keys(values).length === 0;

/** Factor on all channels (null) or one; a factor of 1 is none. */
export function setFactor(assumptions: Assumptions, on: 'response' | 'cost', channel: string | null, value: number | null): Assumptions {
  const { [on]: before, ...rest } = assumptions;
  const factor = value === 1 ? null : value;
  const { all, byChannel } = before ?? {};
  const nextAll = channel === null ? factor : (all ?? null);
  const nextBy = channel === null ? (byChannel ?? {}) : put(byChannel, channel, factor);
  const next: Factors = { ...(nextAll === null ? {} : { all: nextAll }), ...(isEmpty(nextBy) ? {} : { byChannel: nextBy }) };
  return isEmpty(next) ? rest : { ...rest, [on]: next };
}

/** Factor on the limits of all rules (null) or one. */
export function setCapacity(assumptions: Assumptions, rule: string | null, value: number | null): Assumptions {
  const { capacity, ...rest } = assumptions;
  const factor = value === 1 ? null : value;
  const nextAll = rule === null ? factor : (capacity?.all ?? null);
  const nextBy = rule === null ? (capacity?.byRule ?? {}) : put(capacity?.byRule, rule, factor);
  const next = { ...(nextAll === null ? {} : { all: nextAll }), ...(isEmpty(nextBy) ? {} : { byRule: nextBy }) };
  return isEmpty(next) ? rest : { ...rest, capacity: next };
}

/** A number of the assumptions, or none. */
export function setAssumption<Name extends 'optOut' | 'sharedUncertainty' | 'fatigue'>(assumptions: Assumptions, name: Name, value: Assumptions[Name] | null): Assumptions {
  const { [name]: _before, ...rest } = assumptions;
  return value === null || value === undefined ? rest : { ...rest, [name]: value };
}

/** How many assumptions differ from the estimates. */
export function countAssumptions({ response, cost, capacity, ...others }: Assumptions): number {
  const count = (all: number | undefined, by: object | undefined): number => Number(all !== undefined) + Object.keys(by ?? {}).length;
  return count(response?.all, response?.byChannel) + count(cost?.all, cost?.byChannel) + count(capacity?.all, capacity?.byRule) + Object.keys(others).length;
}
