import type { LevelMetric, Objective, ObjectiveWeights } from '../../../engine/model/objective.ts';
import type { LevelResult } from '../../../engine/model/plan.ts';
import { formatCount, formatMoney, formatNumber, formatPercent } from './number.ts';

/** Metrics as levels and terms are named. */
export const metricWords: Readonly<Record<LevelMetric, string>> = { lift: 'Lift', net: 'Net lift', reach: 'Contacts reached', responses: 'Responses', cost: 'Cost' };

/** What each metric counts, with its unit. */
export const metricUnits: Readonly<Record<LevelMetric, string>> = { lift: 'expected value', net: 'lift less cost', reach: 'contacts with an action', responses: 'expected responses', cost: 'money spent, kept low' };

/** A value of a metric with its unit. */
export function formatMetric(metric: LevelMetric, value: number, currency: string): string {
  if (metric === 'cost') return formatMoney(value, currency, 0);
  return metric === 'reach' ? formatCount(value) : formatNumber(value, 1);
}

/** `1 × lift + 5 × contact reached − 0.5 × cost`. */
export function sayWeights({ lift = 0, reach = 0, responses = 0, cost = 0 }: ObjectiveWeights): string {
  const terms = [[lift, 'lift'], [reach, 'contact reached'], [responses, 'response']] as const;
  const sum = terms.flatMap(([weight, name]) => (weight === 0 ? [] : [`${formatNumber(weight, 4)} × ${name}`])).join(' + ');
  return cost === 0 ? sum : `${sum} − ${formatNumber(cost, 4)} × cost`;
}

/** What a plan maximises, in one sentence. */
export function sayObjective({ metric, weights, levels, robust }: Objective): string {
  if (levels !== undefined) return `In order: ${levels.map((level) => `${level.metric === 'cost' ? 'least cost' : metricWords[level.metric].toLowerCase()}${(level.tolerance ?? 0) === 0 ? '' : ` (within ${formatPercent(level.tolerance, 2)})`}`).join(', then ')}.`;
  const what = weights === undefined ? { lift: 'Lift', net: 'Lift less cost', reach: 'Contacts with an action' }[metric] : sayWeights(weights);
  if (robust === undefined) return `${what}.`;
  const { tail, weight = 1, draws = 100 } = robust;
  return `${what}, the lift counted ${weight === 1 ? '' : `${formatPercent(weight, 0)} `}by the worst ${formatPercent(tail, 1)} of ${formatCount(draws)} draws${weight === 1 ? '' : ' and the rest by their mean'}.`;
}

/** How a level ended: what is proven, and what it left to the next. */
export const sayLevel = ({ metric, keep, bound, gap }: LevelResult, currency: string): string => {
  const proof = bound === null || gap === null ? 'no bound proven' : gap === 0 ? 'proven best' : `${formatPercent(gap, 2)} from its bound ${formatMetric(metric, bound, currency)}`;
  return keep === null ? proof : `${proof}; later levels keep ${metric === 'cost' ? 'at most' : 'at least'} ${formatMetric(metric, keep, currency)}`;
};
