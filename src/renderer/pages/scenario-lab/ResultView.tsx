import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScenarioRun } from '../../../contract/scenario.ts';
import type { Measure } from '../../../engine/model/simulation.ts';
import { useCore } from '../../app/core-context.ts';
import { formatDuration, formatMoment } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { MetricCard, MetricRow } from '../../shared/ui/MetricCard.tsx';
import { formatMetric, measureNames, sayInterval } from './measures.ts';
import { RefusalTable } from './RefusalTable.tsx';
import { ResultCharts } from './ResultCharts.tsx';
import { pageFacts } from './scenario-words.ts';
import { SimulatedUsageTable } from './SimulatedUsageTable.tsx';

const cards: readonly Measure[] = ['lift', 'net', 'cost', 'roi', 'reach', 'engagement_rate', 'response_rate', 'actions'];

interface ResultViewProps {
  readonly scenarioId: number;
  readonly currency: string;
  readonly contactNoun: string;
  readonly onRun: () => void;
}

const nameRun = ({ runId, madeAt, replications, seed }: ScenarioRun): string => `${runId} · ${formatMoment(madeAt)} · ${formatQuantity(replications, 'replication')} · seed ${seed}`;

/** What playing a scenario gave: measures with their intervals, where and when, and which rules stood in the way. */
export function ResultView({ scenarioId, currency, contactNoun, onRun }: ResultViewProps) {
  const { api } = useCore();
  const [chosenRun, setChosenRun] = useState<number | null>(null);
  const detail = useQuery(api.scenarios.get.queryOptions({ input: { scenarioId } }));
  const runs = detail.data?.runs ?? [];
  const run = runs.find(({ runId }) => runId === chosenRun) ?? detail.data?.row.latest ?? null;
  const result = useQuery(api.scenarios.result.queryOptions({ input: { runId: run?.runId ?? 0 }, enabled: run !== null }));
  if (detail.isError) return <ErrorPanel fault={toShownFault(detail.error)} />;
  if (detail.data === undefined) return <DelayedSkeleton kind="page" />;
  if (run === null) return <EmptyState fact={pageFacts.noRun} action={{ label: 'Run it', run: onRun }} />;
  if (result.isError) return <ErrorPanel fault={toShownFault(result.error)} />;
  if (result.data === undefined) return <DelayedSkeleton kind="page" />;
  const { simulation } = result.data;
  return (
    <Box data-result-ready>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', mb: 2, color: 'text.secondary', fontSize: '0.875rem' }}>
        <TextField select label="Run" value={run.runId} onChange={(event) => setChosenRun(Number(event.target.value))} sx={{ width: 460, maxWidth: '100%' }}>
          {(runs.length === 0 ? [run] : runs).map((one) => (
            <MenuItem key={one.runId} value={one.runId}>
              {nameRun(one)}
            </MenuItem>
          ))}
        </TextField>
        <span>{`${formatCount(simulation.targeted)} of ${formatQuantity(simulation.contacts, contactNoun)} targeted. ${formatCount(simulation.proposed)} actions asked for, ${formatCount(simulation.planned)} let through. Played in ${formatDuration(run.elapsedMs)}.`}</span>
      </Box>
      <MetricRow>
        {cards.map((measure) => (
          <MetricCard key={measure} label={measureNames[measure]} value={formatMetric(measure, simulation.measures[measure].mean, currency)} detail={`P5 to P95: ${sayInterval(measure, simulation.measures[measure], currency)}`} meaning={measure === 'cost' ? 'limit' : 'value'} />
        ))}
      </MetricRow>
      <ResultCharts simulation={simulation} currency={currency} />
      <Box sx={{ display: 'grid', gap: 2, mt: 2 }}>
        <RefusalTable refusals={simulation.refusals} proposed={simulation.proposed} />
        <SimulatedUsageTable usage={simulation.usage} />
      </Box>
    </Box>
  );
}
