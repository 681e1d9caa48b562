import type { PlanRange, RangeSettings, TargetChance, TargetMeasure } from '../../../engine/model/plan-range.ts';
import type { ChartDatum } from '../../shared/charts/chart-data.ts';
import { metricWords } from '../../shared/format/objective-words.ts';
import { formatCount, formatMoney, formatNumber, formatPercent } from '../../shared/format/number.ts';

/** How a plan is played where nobody chose otherwise. */
export const usualRange: RangeSettings = { replications: 1000, shared: 0.25, seed: 1 };

export const measureWords: Readonly<Record<TargetMeasure, string>> = { lift: 'Lift', net: 'Net lift', roi: 'Return on cost', responses: 'Responses', cost: 'Cost', reach: 'Contacts reached' };

/** A value of a measure with its unit. */
export function formatTarget(measure: TargetMeasure, value: number, currency: string): string {
  if (measure === 'cost') return formatMoney(value, currency, 0);
  if (measure === 'roi') return formatPercent(value, 1);
  return measure === 'reach' ? formatCount(value) : formatNumber(value, 1);
}

const isMeasure = (name: string): name is TargetMeasure => Object.hasOwn(measureWords, name);

/** A target in words: `Lift at least 1,200`. */
export function nameTarget({ kind, name, value }: TargetChance, currency: string): string {
  const least = name === 'cost' ? 'at most' : 'at least';
  if (kind === 'coverage') return `${name}: ${formatCount(value)} contacts`;
  if (kind === 'minimum') return `${name}: ${formatCount(value)} actions`;
  if (kind === 'objective' && !isMeasure(name)) return `${name === 'weighted' ? 'Weighted sum' : 'Robust value'} at least ${formatNumber(value, 1)}`;
  const words = kind === 'level' && name === 'net' ? metricWords.net : isMeasure(name) ? measureWords[name] : name;
  return `${words} ${least} ${isMeasure(name) ? formatTarget(name, value, currency) : formatNumber(value, 1)}`;
}

/** Where a target comes from. */
export const targetSources: Readonly<Record<TargetChance['kind'], string>> = { asked: 'asked here', objective: 'as planned', level: 'as planned', coverage: 'coverage', minimum: 'minimum' };

/** The range in one sentence. */
export const sayRange = ({ lift, replications, shared, refused }: PlanRange): string =>
  `8 of 10 plays end with a lift from ${formatNumber(lift.p10, 0)} to ${formatNumber(lift.p90, 0)}; half of them above ${formatNumber(lift.p50, 0)}. ${formatCount(replications)} plays, ${formatPercent(shared, 0)} of the uncertainty shared by a channel.${refused === 0 ? '' : ` ${formatCount(refused)} actions take no part: a rule keeps them out.`}`;

/** Bins of the histogram as bars. */
export const listBins = ({ histogram: { from, width, counts } }: PlanRange): ChartDatum[] =>
  counts.map((count, at) => ({ lift: formatNumber(from + (at + 0.5) * width, width < 1 ? 2 : 0), from: from + at * width, to: from + (at + 1) * width, count }));
