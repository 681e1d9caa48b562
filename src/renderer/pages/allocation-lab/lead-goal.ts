import type { PlanSummary } from '../../../contract/allocation.ts';
import { formatMetric, metricWords } from '../../shared/format/objective-words.ts';
import { formatNumber } from '../../shared/format/number.ts';
import { formatObjective, metricNames } from './plan-words.ts';

/** What a plan is to be read by first: its goal, or its metric where that is the goal. */
export interface LeadGoal {
  readonly label: string;
  readonly amount: number;
  readonly bound: number | null;
  readonly gap: number | null;
  /** Writes an amount of it. */
  write(amount: number): string;
}

/** The goal of a plan in a few words: a weighted or robust sum, the first level of a list, else the metric. */
export function leadGoal({ goal, metric, objective, bound, gap }: PlanSummary, currency: string): LeadGoal {
  const first = goal?.kind === 'levels' ? goal.levels[0] : undefined;
  if (first !== undefined) return { label: `1st: ${metricWords[first.metric]}`, amount: first.value, bound: first.bound, gap: first.gap, write: (amount) => formatMetric(first.metric, amount, currency) };
  if (goal === null || goal.kind === 'levels') return { label: metricNames[metric], amount: objective, bound, gap, write: (amount) => formatObjective(amount, metric) };
  return { label: goal.kind === 'weighted' ? 'Weighted sum' : 'Robust lift', amount: goal.value, bound: goal.bound, gap: goal.gap, write: (amount) => formatNumber(amount, 1) };
}

/** What a plan is judged by, in a few words: `17,236.1 lift`, `18,753.4 weighted sum`. */
export function sayJudged(plan: PlanSummary, currency: string): string {
  const { label, amount, write } = leadGoal(plan, currency);
  return `${write(amount)} ${plan.goal === null ? plan.metric : label.toLowerCase()}`;
}
