import type { z } from 'zod';
import type { PlanDetail } from '../../../contract/allocation.ts';
import { formatDuration } from '../../shared/format/date.ts';
import { formatCount, formatMoney, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { MetricCard, MetricRow } from '../../shared/ui/MetricCard.tsx';
import { leadGoal } from './lead-goal.ts';
import { statusNames } from './plan-words.ts';

/** Money that differs by less is the same. */
const ROUNDING = 0.005;

/** The plan in five numbers; each opens the rows behind it. */
export function PlanMetrics({ detail, currency, contactNoun }: { readonly detail: z.infer<typeof PlanDetail>; readonly currency: string; readonly contactNoun: string }) {
  const { summary, usage } = detail;
  const budgets = usage.filter((line) => line.kind === 'budget' && line.enforced);
  const budget = budgets.reduce<(typeof budgets)[number] | null>((largest, line) => (largest === null || line.limit > largest.limit ? line : largest), null);
  const lead = leadGoal(summary, currency);
  const actionsHref = `/allocation-lab?plan=${summary.id}&view=actions`;
  return (
    <MetricRow>
      <MetricCard label={lead.label} value={lead.write(lead.amount)} detail={summary.goal === null && summary.metric === 'lift' ? 'expected value of all actions' : `lift ${formatNumber(summary.lift, 1)}`} href={actionsHref} />
      <MetricCard label="Actions" value={formatCount(summary.actions)} detail={`${formatCount(summary.reached)} of ${formatQuantity(summary.contacts, contactNoun)} reached`} href={actionsHref} />
      <MetricCard
        label="Cost"
        value={formatMoney(summary.cost, currency, 0)}
        detail={budget === null || budget.limit === 0 ? 'no budget set' : `${formatPercent(budget.used / budget.limit)} of ${budget.constraint}${budget.used > summary.cost + ROUNDING ? ', with what others hold' : ''}`}
        href={`/allocation-lab?plan=${summary.id}&view=rules`}
      />
      <MetricCard label="Gap" value={lead.gap === null ? '–' : formatPercent(lead.gap, 2)} detail={lead.bound === null ? 'no bound proven' : `proven bound ${lead.write(lead.bound)}`} />
      <MetricCard label="Solved in" value={formatDuration(summary.elapsedMs)} detail={`${summary.method}, ${statusNames[summary.status]}, seed ${summary.seed}`} />
    </MetricRow>
  );
}
