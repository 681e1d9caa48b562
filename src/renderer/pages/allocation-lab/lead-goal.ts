import type { PlanSummary } from '../../../contract/allocation.ts';
import type { LevelMetric } from '../../../engine/model/objective.ts';
import { formatMetric, metricWords } from '../../shared/format/objective-words.ts';
import { formatNumber } from '../../shared/format/number.ts';
import { formatObjective, metricNames } from './plan-words.ts';

/** What a plan is to be read by first: its goal, or its metric where that is the goal. */
export interface LeadGoal {
  readonly label: string;
  readonly value: string;
  readonly bound: string | null;
  readonly gap: number | null;
}

/** The goal of a plan in a few words: a weighted or robust sum, the first level of a list, else the metric. */
export function leadGoal({ goal, metric, objective, bound, gap }: PlanSummary, currency: string): LeadGoal {
  if (goal === null) return { label: metricNames[metric], value: formatObjective(objective, metric), bound: bound === null ? null : formatObjective(bound, metric), gap };
  if (goal.kind === 'levels') {
    const [first] = goal.levels;
    if (first === undefined) return { label: metricNames[metric], value: formatObjective(objective, metric), bound: null, gap: null };
    const write = (name: LevelMetric, value: number): string => formatMetric(name, value, currency);
    return { label: `1st: ${metricWords[first.metric]}`, value: write(first.metric, first.value), bound: first.bound === null ? null : write(first.metric, first.bound), gap: first.gap };
  }
  const label = goal.kind === 'weighted' ? 'Weighted sum' : 'Robust lift';
  return { label, value: formatNumber(goal.value, 1), bound: goal.bound === null ? null : formatNumber(goal.bound, 1), gap: goal.gap };
}
