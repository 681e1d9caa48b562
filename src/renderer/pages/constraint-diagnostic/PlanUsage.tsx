import { useQuery } from '@tanstack/react-query';
import type { ConstraintKind } from '../../../engine/model/constraint.ts';
import { useCore } from '../../app/core-context.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { countBinding, isFloor, isPreference } from '../../shared/format/rule-usage.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { UsageBar } from '../../shared/ui/UsageBar.tsx';
import { UtilisationTable, type UtilisationLine } from './UtilisationTable.tsx';

interface PlanUsageProps {
  readonly kinds: readonly ConstraintKind[];
  readonly currency: string;
  readonly onSelect: (rule: string) => void;
}

const hrefOf =
  (planId: number) =>
  ({ constraint, period, rep }: UtilisationLine): string =>
    `/allocation-lab?${new URLSearchParams({ plan: String(planId), view: 'actions', constraint, ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }) }).toString()}`;

/** What the newest plan uses of the rules of some kinds; a bar opens the plan's actions it counts. Nothing where there is no plan. */
export function PlanUsage({ kinds, currency, onSelect }: PlanUsageProps) {
  const { api } = useCore();
  const plan = useQuery(api.allocation.list.queryOptions()).data?.[0];
  const detail = useQuery(api.allocation.get.queryOptions({ input: { planId: plan?.id ?? 0 }, enabled: plan !== undefined })).data;
  if (plan === undefined || detail === undefined) return null;
  const wanted: ReadonlySet<string> = new Set(kinds);
  const lines = detail.usage.filter(({ kind }) => wanted.has(kind));
  if (lines.length === 0) return null;
  const stale = plan.stale.length === 0 ? '' : ` Stale: ${plan.stale.join(', ')}.`;
  return (
    <SectionCard title="Used against limit" sentence={`Plan ${plan.id}, ${plan.state}, ${formatMoment(plan.madeAt)}. ${formatQuantity(countBinding(lines), 'rule binds', 'rules bind')}.${stale}`}>
      <UtilisationTable
        label="Used against limit"
        lines={lines}
        currency={currency}
        onSelect={onSelect}
        barTitle="Used of limit"
        hrefOf={hrefOf(plan.id)}
        renderBar={(line, label, format) => <UsageBar used={line.used} limit={line.limit} label={label} format={format} isFloor={isFloor(line)} isShare={isPreference(line)} />}
      />
    </SectionCard>
  );
}
