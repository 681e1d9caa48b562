import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useMemo } from 'react';
import { z } from 'zod';
import type { Simulation, SimulationSlice } from '../../../engine/model/simulation.ts';
import { BarChart } from '../../shared/charts/BarChart.tsx';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import type { ChartColumn, ChartDatum } from '../../shared/charts/chart-data.ts';
import { LineChart } from '../../shared/charts/LineChart.tsx';
import { formatDate } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { formatMeasure, measureNames } from './measures.ts';

const SliceMeasure = z.enum(['lift', 'actions', 'responses', 'cost']);
type SliceMeasure = z.infer<typeof SliceMeasure>;

const toDatum = (slice: SimulationSlice, measure: SliceMeasure, name: string): ChartDatum => ({ key: name, mean: slice[measure].mean, low: slice[measure].p5, high: slice[measure].p95 });

const columnsOf = (label: string, measure: SliceMeasure, currency: string): readonly ChartColumn[] => [
  { key: 'key', label },
  ...(['mean', 'low', 'high'] as const).map((key) => ({ key, label: { mean: measureNames[measure], low: 'P5', high: 'P95' }[key], format: (value: number) => formatMeasure(measure, value, currency) })),
];

/** A result by day with its band, by channel and by segment. */
export function ResultCharts({ simulation, currency }: { readonly simulation: Simulation; readonly currency: string }) {
  const [measure, setMeasure] = useUiState<SliceMeasure>('scenarios.slice', SliceMeasure, 'lift');
  const { byDay, byChannel, bySegment } = simulation;
  const days = useMemo(() => byDay.map((slice) => toDatum(slice, measure, formatDate(slice.key))), [byDay, measure]);
  const channels = useMemo(() => byChannel.map((slice) => toDatum(slice, measure, slice.key)), [byChannel, measure]);
  const segments = useMemo(() => bySegment.map((slice) => toDatum(slice, measure, slice.key === '' ? '(no segment)' : slice.key)), [bySegment, measure]);
  const format = (value: number): string => formatMeasure(measure, value, currency);
  const name = measureNames[measure];
  const choose = (
    <ToggleButtonGroup exclusive size="small" value={measure} aria-label="Measure of the charts" onChange={(_event, next: unknown) => next !== null && setMeasure(SliceMeasure.parse(next))}>
      {SliceMeasure.options.map((one) => (
        <ToggleButton key={one} value={one}>
          {measureNames[one]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(380px, 100%), 1fr))' }}>
      <Box sx={{ gridColumn: '1 / -1', minWidth: 0 }}>
        <ChartCard id="scenario.day" title={`${name} by day`} sentence={`${formatQuantity(byDay.length, 'day')}. The band holds 9 of 10 replications.`} columns={columnsOf('Day', measure, currency)} data={days} actions={choose}>
          <LineChart label={`${name} by day`} data={days} xKey="key" series={[{ key: 'mean', label: name, hue: 'value' }]} band={{ lowKey: 'low', highKey: 'high', label: 'P5 to P95' }} format={format} />
        </ChartCard>
      </Box>
      <ChartCard id="scenario.channel" title={`${name} by channel`} columns={columnsOf('Channel', measure, currency)} data={channels}>
        <BarChart label={`${name} by channel`} data={channels} categoryKey="key" series={[{ key: 'mean', label: name, hue: 'value' }]} isHorizontal hasLabels format={format} height={260} />
      </ChartCard>
      <ChartCard id="scenario.segment" title={`${name} by segment`} columns={columnsOf('Segment', measure, currency)} data={segments}>
        <BarChart label={`${name} by segment`} data={segments} categoryKey="key" series={[{ key: 'mean', label: name, hue: 'value' }]} isHorizontal hasLabels format={format} height={260} />
      </ChartCard>
    </Box>
  );
}
