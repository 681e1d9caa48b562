import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import type { OutcomeCounts } from '../../../contract/outcome.ts';
import { useCore } from '../../app/core-context.ts';
import { BarChart } from '../../shared/charts/BarChart.tsx';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { LineChart } from '../../shared/charts/LineChart.tsx';
import { formatDuration } from '../../shared/format/date.ts';
import { formatCount, formatNumber, formatPercent, formatQuantity, MISSING } from '../../shared/format/number.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { MetricCard, MetricRow } from '../../shared/ui/MetricCard.tsx';
import { DayFilter } from './DayFilter.tsx';
import { countEvents } from './outcome-words.ts';
import { daysUpTo, fillBuckets } from './pace-buckets.ts';

const PaceChoice = z.strictObject({ by: z.enum(['occurred', 'received']), unit: z.enum(['day', 'hour']) });
const firstChoice: z.infer<typeof PaceChoice> = { by: 'occurred', unit: 'day' };
const byNames = { occurred: 'when they happened', received: 'when they came in' } as const;
const unitNames = { day: 'per day', hour: 'per hour' } as const;
/** Days shown at first: a quarter by the day, a week by the hour. */
const DAYS_SHOWN = { day: 90, hour: 7 } as const;

const today = (): string => new Date().toISOString().slice(0, 10);
const days = (value: number): string => formatNumber(value, 1);

interface VelocityViewProps {
  readonly counts: OutcomeCounts;
  /** Day of the newest touch or outcome. */
  readonly lastDate: string | null;
}

/** How fast outcomes come, how long they take after a touch, and how many of them are attributed. */
export function VelocityView({ counts, lastDate }: VelocityViewProps) {
  const { api } = useCore();
  const [choice, setChoice] = useUiState('outcomes.pace', PaceChoice, firstChoice);
  const [typed, setTyped] = useState<{ readonly from?: string; readonly to?: string }>({});
  const [openedOn] = useState(today);
  const usual = daysUpTo(choice.by === 'received' ? openedOn : (lastDate ?? openedOn), DAYS_SHOWN[choice.unit]);
  const range = { from: typed.from ?? usual.from, to: typed.to ?? usual.to };
  const velocity = useQuery(api.outcomes.velocity.queryOptions({ input: { ...choice, ...range } }));
  const latency = useQuery(api.outcomes.latency.queryOptions({ input: range }));
  const change = (next: Partial<typeof choice>): void => {
    setTyped({});
    setChoice({ ...choice, ...next });
  };
  const setDay = (end: 'from' | 'to') => (day: string) => {
    const { [end]: _dropped, ...rest } = typed;
    setTyped(day === '' ? rest : { ...rest, [end]: day });
  };
  const pace = velocity.data;
  const points = pace === undefined ? [] : fillBuckets(pace.buckets, range, choice.unit);
  const latencies = latency.data?.channels ?? [];
  const systems = counts.systems.map((system) => ({ ...system, events: countEvents(system), rate: system.attributed + system.unattributed === 0 ? null : system.attributed / (system.attributed + system.unattributed) }));
  const arrival = latency.data?.arrival ?? null;
  const fault = velocity.error ?? latency.error;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        <Box sx={{ width: 200 }}>
          <ChoiceField label="By" value={choice.by} names={byNames} onChoose={(by) => change({ by })} />
        </Box>
        <Box sx={{ width: 130 }}>
          <ChoiceField label="Counted" value={choice.unit} names={unitNames} onChoose={(unit) => change({ unit })} />
        </Box>
        <Box sx={{ width: 170 }}>
          <DayFilter label="From" value={range.from} onChange={setDay('from')} />
        </Box>
        <Box sx={{ width: 170 }}>
          <DayFilter label="To" value={range.to} onChange={setDay('to')} />
        </Box>
      </Box>
      {fault !== null && <ErrorPanel fault={toShownFault(fault)} />}
      {pace === undefined && fault === null && <DelayedSkeleton kind="chart" />}
      {pace !== undefined && (
        <>
          <MetricRow>
            <MetricCard label="Events in range" value={formatCount(pace.total)} detail={pace.withoutTime === 0 ? undefined : `${formatQuantity(pace.withoutTime, 'event')} without a time of day`} {...(choice.by === 'occurred' ? { href: `/outcome-diagnostic?tab=stream&from=${range.from}&to=${range.to}` } : {})} />
            <MetricCard label="Events per day" value={formatNumber(pace.perDay, 1)} />
            <MetricCard label="Attribution rate" value={formatPercent(counts.attributionRate)} detail={`${formatCount(counts.attributed)} of ${formatCount(counts.attributed + counts.unattributed)}`} href="/outcome-diagnostic?tab=stream&status=attributed" />
            <MetricCard label="Arrival delay" value={arrival === null ? MISSING : formatDuration(arrival.meanMs)} detail={arrival === null ? 'No synced event with a time of day.' : `Mean of ${formatQuantity(arrival.outcomes, 'synced event')}`} />
          </MetricRow>
          <ChartCard
            id="outcome-velocity"
            title="Velocity"
            sentence={`Events ${unitNames[choice.unit]}, by ${byNames[choice.by]}.${choice.by === 'received' ? ' Hours and days in UTC.' : ''}`}
            columns={[{ key: 'start', label: choice.unit === 'day' ? 'Day' : 'Hour' }, { key: 'events', label: 'Events', format: formatCount }, { key: 'value', label: 'Value', format: (value) => formatNumber(value) }]}
            data={points}
          >
            <LineChart label={`Events ${unitNames[choice.unit]} from ${range.from} to ${range.to}`} data={points} xKey="start" series={[{ key: 'events', label: 'Events', hue: 'value' }]} format={formatCount} />
          </ChartCard>
        </>
      )}
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 440px), 1fr))', alignItems: 'start' }}>
        {latency.data !== undefined && (
          <ChartCard
            id="outcome-latency"
            title="Latency by channel"
            sentence={`Days from the last touch to the outcome. ${formatQuantity(latency.data.untouched, 'outcome')} without a touch before.`}
            columns={[
              { key: 'channel', label: 'Channel' },
              { key: 'outcomes', label: 'Outcomes', format: formatCount },
              { key: 'medianDays', label: 'Median', unit: 'days', format: days },
              { key: 'meanDays', label: 'Mean', unit: 'days', format: days },
              { key: 'p90Days', label: '90% within', unit: 'days', format: days },
            ]}
            data={latencies}
          >
            <BarChart label="Days from the last touch to the outcome, by channel" data={latencies} categoryKey="channel" series={[{ key: 'medianDays', label: 'Median days', hue: 'value' }, { key: 'p90Days', label: '90% within days', hue: 'context' }]} format={days} />
          </ChartCard>
        )}
        <ChartCard
          id="outcome-systems"
          title="Attribution rate by source"
          sentence="Attributed of attributed and unattributed."
          columns={[
            { key: 'sourceSystem', label: 'Source' },
            { key: 'events', label: 'Events', format: formatCount },
            { key: 'attributed', label: 'Attributed', format: formatCount },
            { key: 'unattributed', label: 'Unattributed', format: formatCount },
            { key: 'pending', label: 'Pending', format: formatCount },
            { key: 'rejected', label: 'Rejected', format: formatCount },
            { key: 'rate', label: 'Rate', format: (value) => formatPercent(value) },
          ]}
          data={systems}
        >
          <BarChart
            label="Events by source and status"
            data={systems}
            categoryKey="sourceSystem"
            isStacked
            series={[{ key: 'attributed', label: 'Attributed', hue: 'value' }, { key: 'unattributed', label: 'Unattributed', hue: 'context' }, { key: 'pending', label: 'Pending' }, { key: 'rejected', label: 'Rejected', hue: 'limit' }]}
            format={formatCount}
          />
        </ChartCard>
      </Box>
    </Box>
  );
}
