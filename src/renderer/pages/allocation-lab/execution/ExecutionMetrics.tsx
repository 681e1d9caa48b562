import type { ExecutionDetail } from '../../../../contract/execution.ts';
import { formatCount, formatMoney, formatNumber, formatPercent, formatQuantity } from '../../../shared/format/number.ts';
import { MetricCard, MetricRow } from '../../../shared/ui/MetricCard.tsx';
import { describeForecast } from './execution-words.ts';

/** How far a plan is, in five numbers; those that count actions narrow the list below. */
export function ExecutionMetrics({ detail, currency, hrefOf }: { readonly detail: ExecutionDetail; readonly currency: string; readonly hrefOf: (stage: string) => string }) {
  const { stages, actions, expected, expectedDone, costDone, forecast, tightDays } = detail.progress;
  const done = stages.done ?? 0;
  const missed = (stages.failed ?? 0) + (stages.skipped ?? 0);
  return (
    <MetricRow>
      <MetricCard label="Done" value={formatCount(done)} detail={actions === 0 ? 'no actions' : `${formatPercent(done / actions)} of ${formatQuantity(actions, 'action')}, ${formatMoney(costDone, currency, 0)}`} href={hrefOf('done')} />
      <MetricCard label="Due" value={formatCount(stages.due ?? 0)} detail={tightDays === 0 ? 'every day fits its hours' : `${formatQuantity(tightDays, 'day')} of reps with more to do than hours`} href={hrefOf('due')} />
      <MetricCard label="Late" value={formatCount(stages.late ?? 0)} detail="planned before today, not done" href={hrefOf('late')} meaning="limit" />
      <MetricCard label="Failed or skipped" value={formatCount(missed)} detail={`${formatCount(stages.failed ?? 0)} failed, ${formatCount(stages.skipped ?? 0)} skipped; bookings given back`} href={hrefOf('failed')} meaning="limit" />
      <MetricCard label="Value realised" value={forecast.judged === 0 ? '–' : formatNumber(forecast.realised, 1)} detail={`${describeForecast(forecast)}. ${formatNumber(expectedDone, 1)} of ${formatNumber(expected, 1)} expected done.`} />
    </MetricRow>
  );
}
