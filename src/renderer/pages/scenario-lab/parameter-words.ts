import type { ParameterOffer } from '../../../contract/scenario.ts';
import { humanize } from '../../shared/format/labels.ts';
import { formatNumber, formatPercent } from '../../shared/format/number.ts';

/** Parameters that carry a channel or a rule at their end, in words. */
const prefixes: readonly (readonly [prefix: string, name: (of: string) => string])[] = [
  ['policy.shares.', (channel) => `Share of ${channel}`],
  ['assumptions.response.', (channel) => `Response factor, ${channel}`],
  ['assumptions.cost.', (channel) => `Cost factor, ${channel}`],
  ['assumptions.capacity.', (rule) => `Capacity factor, ${rule}`],
];

const names: Readonly<Record<string, string>> = {
  'policy.actionsPerContact': 'Actions per contact',
  'policy.targetShare': 'Share of contacts targeted',
  'policy.targeting': 'Who is targeted',
  'policy.epsilon': 'Share of choices by lot',
  'assumptions.response.all': 'Response factor',
  'assumptions.cost.all': 'Cost factor',
  'assumptions.capacity.all': 'Capacity factor',
  'assumptions.fatigue.perTouch': 'Fatigue per touch',
  'assumptions.fatigue.halfLifeDays': 'Fatigue half-life, days',
  'assumptions.optOut': 'Chance to opt out',
  'assumptions.sharedUncertainty': 'Uncertainty in common',
};

/** A parameter in words: `policy.shares.email` → `Share of email`. One unknown here keeps its last part. */
export function nameParameter(parameter: string): string {
  const known = names[parameter];
  if (known !== undefined) return known;
  const prefix = prefixes.find(([start]) => parameter.startsWith(start));
  if (prefix !== undefined) return prefix[1](parameter.slice(prefix[0].length));
  return humanize(parameter.split('.').at(-1) ?? parameter);
}

const shares: readonly string[] = ['policy.targetShare', 'policy.epsilon', 'assumptions.optOut', 'assumptions.sharedUncertainty'];

/** True for a share of 1, shown and typed as percent. */
export const isPercentParameter = (parameter: string): boolean => parameter.startsWith('policy.shares.') || shares.includes(parameter);

/** Value of a parameter with its unit; "–" where it has none. */
export function formatParameter(parameter: string, value: number | string | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return humanize(value);
  return isPercentParameter(parameter) ? formatPercent(value) : formatNumber(value, 3);
}

/** True for what the planner decides, false for what the world does. */
export const isLever = (parameter: string): boolean => parameter.startsWith('policy.');

/** True where a parameter speaks of no single channel or rule. */
export const isCommon = (parameter: string): boolean => names[parameter] !== undefined;

/** Least and largest value of a parameter in the unit it is typed in. */
export function boundsOf({ name, min, max }: ParameterOffer): { readonly min?: number; readonly max?: number } {
  const unit = isPercentParameter(name) ? 100 : 1;
  return { ...(min === null ? {} : { min: min * unit }), ...(max === null ? {} : { max: max * unit }) };
}
