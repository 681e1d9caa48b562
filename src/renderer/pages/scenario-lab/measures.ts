import type { Measure } from '../../../engine/model/simulation.ts';
import { formatCompact, formatCount, formatMoney, formatNumber, formatPercent } from '../../shared/format/number.ts';

/** Names of the measures, the ones that decide first. */
export const measureNames: Readonly<Record<Measure, string>> = {
  lift: 'Lift',
  net: 'Net lift',
  cost: 'Cost',
  roi: 'ROI',
  reach: 'Reach',
  response_rate: 'Response rate',
  engagement_rate: 'Engagement rate',
  actions: 'Actions',
  responses: 'Responses',
  refused: 'Refused',
  opt_outs: 'Opt-outs',
};
export const measures = Object.keys(measureNames) as readonly Measure[];

/** Measures of which less is better. */
const unwanted: readonly Measure[] = ['cost', 'refused', 'opt_outs'];
export const usualDirection = (measure: Measure): 'max' | 'min' => (unwanted.includes(measure) ? 'min' : 'max');

const shares: readonly Measure[] = ['roi', 'response_rate', 'engagement_rate'];
/** True for a share of 1, shown as percent. */
export const isShare = (measure: Measure): boolean => shares.includes(measure);

/** True where more (or, of cost and the like, less) than the baseline is good news; null where neither is. */
export function isBetter(measure: Measure, difference: number): boolean | null {
  if (difference === 0 || measure === 'actions') return null;
  return usualDirection(measure) === 'max' ? difference > 0 : difference < 0;
}

/** A plain amount: whole from 1,000 on, one decimal below. */
const formatAmount = (value: number): string => (Math.abs(value) >= 1000 ? formatCount(value) : formatNumber(value, 1));

/** A measure with its unit; "–" where it is missing. */
export function formatMeasure(measure: Measure, value: number | null | undefined, currency: string): string {
  if (value === null || value === undefined) return '–';
  if (isShare(measure)) return formatPercent(value);
  return measure === 'cost' ? formatMoney(value, currency, 0) : formatAmount(value);
}

/** A measure short enough for a large card. */
export function formatMetric(measure: Measure, value: number, currency: string): string {
  return !isShare(measure) && measure !== 'cost' && Math.abs(value) >= 1_000_000 ? formatCompact(value) : formatMeasure(measure, value, currency);
}

/** Difference with its sign: `+1,204`, `-3.1 pp`; none where it rounds to 0. */
export function formatDifference(measure: Measure, difference: number, currency: string): string {
  const sizeOf = (size: number): string => (isShare(measure) ? `${formatNumber(size * 100, 1)} pp` : measure === 'cost' && size < 100 ? formatMoney(size, currency) : formatMeasure(measure, size, currency));
  const shown = sizeOf(Math.abs(difference));
  return shown === sizeOf(0) ? shown : `${difference > 0 ? '+' : '-'}${shown}`;
}

/** Share with its sign: `+12.3%`. */
export const formatSignedPercent = (share: number | null): string => (share === null ? '–' : `${share > 0 ? '+' : share < 0 ? '-' : ''}${formatPercent(Math.abs(share))}`);

/** Where nine of ten replications lie: `1,204 to 1,377`; all the same is said as such. */
export const sayInterval = (measure: Measure, { p5, p95 }: { readonly p5: number; readonly p95: number }, currency: string): string =>
  p5 === p95 ? 'no spread' : `${formatMeasure(measure, p5, currency)} to ${formatMeasure(measure, p95, currency)}`;
