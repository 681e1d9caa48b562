import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Subject } from '../../../contract/scenario.ts';
import type { Measure } from '../../../engine/model/simulation.ts';
import { useCore } from '../../app/core-context.ts';
import { BarChart } from '../../shared/charts/BarChart.tsx';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import type { ChartDatum } from '../../shared/charts/chart-data.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { nameGroup } from './compare-subjects.ts';
import { sayDelta } from './DeltaCell.tsx';
import { formatDifference, measureNames } from './measures.ts';

interface DriversCardProps {
  readonly from: Subject;
  readonly to: Subject;
  readonly names: readonly [from: string, to: string];
  readonly measure: Measure;
  readonly currency: string;
}

/** What drove the difference between two subjects: a part for each group of inputs that differs. */
export function DriversCard({ from, to, names, measure, currency }: DriversCardProps) {
  const { api } = useCore();
  const drivers = useQuery(api.scenarios.drivers.queryOptions({ input: { from, to, measure } }));
  const data = useMemo(() => (drivers.data?.parts ?? []).map(({ group, amount }): ChartDatum => ({ group: nameGroup(group), amount, label: `${nameGroup(group)} ${formatDifference(measure, amount, currency)}` })), [drivers.data, measure, currency]);
  if (drivers.isError) return <ErrorPanel fault={toShownFault(drivers.error)} />;
  if (drivers.data === undefined) return <DelayedSkeleton kind="card" />;
  const { delta } = drivers.data;
  const format = (value: number): string => formatDifference(measure, value, currency);
  return (
    <ChartCard
      id="scenario.drivers"
      title={`What drove ${measureNames[measure].toLowerCase()}`}
      sentence={`${names[1]} against ${names[0]}: ${format(delta.mean)}, ${sayDelta(measure, delta)} (${format(delta.low)} to ${format(delta.high)}). The parts add up to it.`}
      columns={[{ key: 'group', label: 'Input' }, { key: 'amount', label: 'Part', format }]}
      data={data}
    >
      {data.length === 0 ? <Typography variant="body2">No input differs.</Typography> : <Box><BarChart label={`Parts of the difference in ${measureNames[measure]}`} data={data} categoryKey="label" series={[{ key: 'amount', label: 'Part', hue: 'value' }]} isHorizontal format={format} height={Math.max(140, 60 + data.length * 44)} /></Box>}
    </ChartCard>
  );
}
