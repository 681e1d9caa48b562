import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { Frontier } from '../../../engine/model/what-if.ts';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { LineChart } from '../../shared/charts/LineChart.tsx';
import { formatCompact, formatCount, formatMoney, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';

interface FrontierCardProps {
  readonly frontier: Frontier;
  readonly currency: string;
  readonly actions: ReactNode;
}

/** Where the plan of now stands. */
function sayNow({ now, points, rule, isComplete }: Frontier, currency: string): string {
  const of = rule === null ? 'The whole cost is capped, because no budget is enforced.' : `Budget ${rule}.`;
  const stands = `The plan of now spends ${formatMoney(now.cost, currency, 0)}${now.budget === null ? '' : ` of ${formatMoney(now.budget, currency, 0)}`} for ${formatNumber(now.objective, 1)}.`;
  const gaps = points.map(({ objective, bound }) => (bound === null || bound <= 0 ? null : (bound - objective) / bound)).filter((gap) => gap !== null);
  const within = gaps.length === 0 || gaps.length < points.length ? '' : `, each within ${formatPercent(Math.max(...gaps), 2)} of the best`;
  return `${of} ${stands} ${formatQuantity(points.length, 'point')}${isComplete ? '' : ', stopped before the last'}${within}.`;
}

/** The best objective at every budget, the plan of now among them. */
export function FrontierCard({ frontier, currency, actions }: FrontierCardProps) {
  const money = (value: number): string => formatMoney(value, currency, 0);
  const at = frontier.now.budget ?? frontier.now.cost;
  const data = frontier.points.map(({ budget, objective, bound, cost, marginal, actions: count }) => ({ budget, objective, bound, upper: bound ?? objective, gap: bound === null || bound <= 0 ? null : (bound - objective) / bound, cost, marginal, actions: count, stands: budget === at ? 'now' : '' }));
  return (
    <ChartCard
      id="frontier"
      title="Efficient frontier"
      sentence={sayNow(frontier, currency)}
      actions={actions}
      data={data}
      columns={[
        { key: 'budget', label: 'Budget', format: money },
        { key: 'objective', label: 'Objective', format: (value) => formatNumber(value, 1) },
        { key: 'bound', label: 'Bound', format: (value) => formatNumber(value, 1) },
        { key: 'gap', label: 'Open up to', format: (value) => formatPercent(value, 2) },
        { key: 'cost', label: 'Spent', format: money },
        { key: 'actions', label: 'Actions', format: formatCount },
        { key: 'marginal', label: 'One more is worth', format: (value) => formatNumber(value, 3) },
        { key: 'stands', label: 'Stands' },
      ]}
    >
      <Box>
        <LineChart label="Objective by budget" data={data} xKey="budget" xKind="number" series={[{ key: 'objective', label: 'Objective', hue: 'value' }, { key: 'bound', label: 'Bound' }]} band={{ lowKey: 'objective', highKey: 'upper', label: 'the best lies here' }} format={formatCompact} formatX={money} />
        <LineChart label="What one more of the budget is worth" data={data} xKey="budget" xKind="number" series={[{ key: 'marginal', label: 'One more is worth' }]} format={(value) => formatNumber(value, 3)} formatX={money} height={180} />
      </Box>
    </ChartCard>
  );
}
