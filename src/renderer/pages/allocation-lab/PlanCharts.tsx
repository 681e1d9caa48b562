import Box from '@mui/material/Box';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { PlanDetail } from '../../../contract/allocation.ts';
import { BarChart } from '../../shared/charts/BarChart.tsx';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import type { ChartColumn, ChartDatum } from '../../shared/charts/chart-data.ts';
import { goTo } from '../../app/location.ts';
import { PlanConvergence } from './LiveConvergence.tsx';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatMoney, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';

const sliceColumns = (label: string, currency: string): ChartColumn[] => [
  { key: 'key', label },
  { key: 'actions', label: 'Actions', format: formatCount },
  { key: 'cost', label: 'Cost', unit: currency, format: (value) => formatMoney(value, currency) },
  { key: 'lift', label: 'Lift', format: (value) => formatNumber(value, 1) },
];

/** `12 reps, 30 actions without one.` */
function sayReps(byRep: z.infer<typeof PlanDetail>['byRep']): string {
  const without = byRep.find(({ key }) => key === '')?.actions ?? 0;
  const named = byRep.filter(({ key }) => key !== '').length;
  return `${formatQuantity(named, 'rep')}${without === 0 ? '' : `, ${formatQuantity(without, 'action')} without one`}.`;
}

/** Channels named with their share of the actions. */
const NAMED_SHARES = 4;

/** `5,241 in all. email 53%, call 12%.` */
function sayShares(byChannel: z.infer<typeof PlanDetail>['byChannel'], actions: number): string {
  if (actions === 0) return `${formatCount(actions)} in all.`;
  const shares = [...byChannel].sort((one, other) => other.actions - one.actions).slice(0, NAMED_SHARES);
  return `${formatCount(actions)} in all. ${shares.map(({ key, actions: own }) => `${key} ${formatPercent(own / actions, 0)}`).join(', ')}.`;
}

/** Where the plan's actions go: by channel, by day, by rep. A bar opens its actions. */
export function PlanCharts({ detail, currency }: { readonly detail: z.infer<typeof PlanDetail>; readonly currency: string }) {
  const { summary, byChannel, byDate, byRep } = detail;
  const channels = useMemo(() => byChannel.map((slice) => slice.key), [byChannel]);
  const days = useMemo((): ChartDatum[] => byDate.map(({ key, channels: counts, ...slice }) => ({ ...slice, key, day: formatDate(key), ...Object.fromEntries(channels.map((channel) => [channel, counts[channel] ?? 0])) })), [byDate, channels]);
  const reps = useMemo((): ChartDatum[] => byRep.map((slice) => ({ ...slice, key: slice.key === '' ? '(no rep)' : slice.key, rep: slice.key })), [byRep]);
  const open = (parameters: Record<string, string>): void => goTo(`/allocation-lab?${new URLSearchParams({ plan: String(summary.id), view: 'actions', ...parameters }).toString()}`);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(380px, 1fr))' }}>
      <ChartCard id="plan.channel" title="Actions by channel" sentence={sayShares(byChannel, summary.actions)} columns={sliceColumns('Channel', currency)} data={byChannel}>
        <BarChart label="Actions by channel" data={byChannel} categoryKey="key" series={[{ key: 'actions', label: 'Actions', hue: 'value' }]} isHorizontal hasLabels format={formatCount} height={240} onOpen={(datum) => open({ channel: String(datum['key']) })} />
      </ChartCard>
      <ChartCard id="plan.rep" title="Actions by rep" sentence={sayReps(byRep)} columns={sliceColumns('Rep', currency)} data={reps}>
        <BarChart label="Actions by rep" data={reps} categoryKey="key" series={[{ key: 'actions', label: 'Actions', hue: 'value' }]} format={formatCount} height={240} onOpen={(datum) => open({ rep: String(datum['rep']) })} />
      </ChartCard>
      <Box sx={{ gridColumn: '1 / -1', minWidth: 0 }}>
        <ChartCard id="plan.day" title="Actions by day" columns={[{ key: 'day', label: 'Day' }, ...sliceColumns('Date', currency).slice(1), ...channels.map((channel) => ({ key: channel, label: channel, format: formatCount }))]} data={days}>
          <BarChart label="Actions by day and channel" data={days} categoryKey="day" series={channels.map((channel) => ({ key: channel, label: channel }))} isStacked format={formatCount} height={280} onOpen={(datum) => open({ date: String(datum['key']) })} />
        </ChartCard>
      </Box>
      <Box sx={{ gridColumn: '1 / -1', minWidth: 0 }}>
        <PlanConvergence planId={summary.id} />
      </Box>
    </Box>
  );
}
