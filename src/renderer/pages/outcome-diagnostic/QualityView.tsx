import Box from '@mui/material/Box';
import type { ResponseSummary } from '../../../contract/response.ts';
import { CalibrationPlot } from '../../shared/charts/CalibrationPlot.tsx';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { ResponseTable } from '../../shared/charts/ResponseTable.tsx';
import { sayJudged } from '../../shared/format/response-words.ts';
import { formatDate, formatMoment } from '../../shared/format/date.ts';
import { formatCount, formatFixed, formatPercent } from '../../shared/format/number.ts';
import { MetricCard, MetricRow } from '../../shared/ui/MetricCard.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { betterBy, calibrationColumns } from './quality-words.ts';
import { linkNames } from './refit-words.ts';

/** How well the newest fit predicted touches it had not seen. */
export function QualityView({ response }: { readonly response: ResponseSummary }) {
  const { backtest } = response;
  const bins = backtest?.calibration.filter((bin) => bin.touches > 0) ?? [];
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <MetricRow>
        <MetricCard label="Log-loss" value={formatFixed(backtest?.logLoss, 4)} detail={backtest === null ? 'The history is too short for a backtest.' : `${formatFixed(backtest.baseRateLogLoss, 4)} for the base rate, ${betterBy(backtest.logLoss, backtest.baseRateLogLoss)}`} />
        <MetricCard label="Brier score" value={formatFixed(backtest?.brier, 4)} detail={backtest === null ? undefined : `${formatFixed(backtest.baseRateBrier, 4)} for the base rate, ${betterBy(backtest.brier, backtest.baseRateBrier)}`} />
        <MetricCard label="Touches held back" value={formatCount(backtest?.touches)} detail={backtest === null ? undefined : `${formatDate(backtest.fromDate)} to ${formatDate(backtest.toDate)}`} />
        <MetricCard label="Fitted on" value={formatCount(response.channels.reduce((sum, { touches }) => sum + touches, 0))} detail={`of ${formatCount(response.touches)} touches up to ${formatDate(response.asOfDate)}, ${formatMoment(response.madeAt)}`} />
      </MetricRow>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 440px), 1fr))', alignItems: 'start' }}>
        {backtest !== null && (
          <ChartCard id="outcome-calibration" title="Calibration" sentence="On the dashed line what was predicted is what happened. Bars are 95% intervals of what was observed." columns={calibrationColumns} data={bins}>
            <CalibrationPlot bins={bins} label="Predicted against observed response" />
          </ChartCard>
        )}
        <SectionCard title="Response by channel" sentence={`${sayJudged(response.channels)} Linked by ${linkNames[response.linkedBy]}.`}>
          <ResponseTable channels={response.channels} lastLabel="Answered" lastText={({ responded, touches }) => `${formatCount(responded)} (${formatPercent(touches === 0 ? null : responded / touches)})`} />
        </SectionCard>
      </Box>
    </Box>
  );
}
