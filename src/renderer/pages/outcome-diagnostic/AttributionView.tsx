import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { AttributionRun } from '../../../contract/attribution.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatCount, formatNumber, formatPercent } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { MetricCard, MetricRow } from '../../shared/ui/MetricCard.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { AgreementTable } from './AgreementTable.tsx';
import { LiftTable } from './LiftTable.tsx';
import { modelNames } from './model-names.ts';
import { ModelBench } from './ModelBench.tsx';
import { RemovalEffects } from './RemovalEffects.tsx';

interface AttributionViewProps {
  readonly isRunning: boolean;
  readonly hasEvents: boolean;
  readonly onRun: () => void;
}

/** Totals of a run, and what changed since. */
function RunSummary({ run }: { readonly run: AttributionRun }) {
  const { totals } = run.report;
  const rate = totals.outcomes === 0 ? null : totals.attributed / totals.outcomes;
  return (
    <>
      <Typography variant="body2" color="textSecondary" role="status">
        {`Run of ${formatMoment(run.madeAt)}. Credits stand by ${modelNames[run.choice.model].toLowerCase()}. ${run.stale.length === 0 ? 'Up to date.' : `Stale: ${run.stale.join(', ')}. Attribute again.`}`}
      </Typography>
      <MetricRow>
        <MetricCard label="Attributed" value={formatCount(totals.attributed)} detail={`${formatPercent(rate)} of ${formatCount(totals.outcomes)} outcomes`} href="/outcome-diagnostic?tab=stream&status=attributed" />
        <MetricCard label="Value" value={formatNumber(totals.value, 0)} detail="Of the attributed outcomes" />
        <MetricCard label="Single touch" value={formatCount(totals.singleTouch)} detail="Nothing to divide" />
        <MetricCard label="Paths without outcome" value={formatCount(totals.nulls)} detail="Only Markov chains see them" />
      </MetricRow>
    </>
  );
}

/** All models side by side on the same outcomes, and what they cannot say. */
export function AttributionView({ isRunning, hasEvents, onRun }: AttributionViewProps) {
  const { api } = useCore();
  const latest = useQuery(api.attribution.latest.queryOptions());
  if (latest.isError) return <ErrorPanel fault={toShownFault(latest.error)} />;
  if (latest.data === undefined) return <DelayedSkeleton kind="page" />;
  const run = latest.data;
  if (run === null) {
    if (isRunning) return null;
    if (!hasEvents) return <EmptyState fact="No outcomes to attribute. Import them, or sync a source." action={{ label: 'Go to Import', run: () => goTo('/import') }} />;
    return <EmptyState fact="Nothing attributed yet. Every model is compared in one run." action={{ label: 'Attribute now', run: onRun }} />;
  }
  const { report } = run;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <RunSummary run={run} />
      <ModelBench report={report} chosen={run.choice.model} />
      <AgreementTable report={report} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 460px), 1fr))', alignItems: 'start' }}>
        <RemovalEffects report={report} />
        <LiftTable lifts={report.incrementality} />
        <SectionCard title="What attribution cannot say">
          <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.5, fontSize: '0.875rem' }}>
            {report.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
            {report.unavailable.map(({ model, reason }) => (
              <li key={model}>{`${modelNames[model]} is not given: ${reason}`}</li>
            ))}
          </Box>
        </SectionCard>
      </Box>
    </Box>
  );
}
