import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ResponseSummary } from '../../../contract/response.ts';
import { CalibrationPlot } from '../../shared/charts/CalibrationPlot.tsx';
import { IntervalBar } from '../../shared/charts/IntervalBar.tsx';
import { ResponseTable } from '../../shared/charts/ResponseTable.tsx';
import { sayJudged } from '../../shared/format/response-words.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';

/** What the history says that the plan does not know; where the planner kept the fit, that too. */
const sayNewer = ({ stale, newOutcomes, isKept }: ResponseSummary): string => {
  if (!stale) return '';
  if (newOutcomes === 0) return ' Stale: the history changed since.';
  return ` ${isKept ? 'Kept: ' : ''}${formatQuantity(newOutcomes, 'newer outcome')} ${newOutcomes === 1 ? 'is' : 'are'} not in it.`;
};

/** What the plan believes: response per channel and segment, and how well that predicted the last period. */
export function ResponseView({ response }: { readonly response: ResponseSummary }) {
  const { backtest } = response;
  const top = Math.max(0.01, ...response.channels.map((channel) => channel.high));
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(480px, 1fr))', alignItems: 'start' }}>
      <SectionCard
        title="Response by channel"
        sentence={`${sayJudged(response.channels)} Known up to ${formatDate(response.asOfDate)}. A touch counts half after ${formatNumber(response.halfLifeDays, 0)} days.${sayNewer(response)}`}
      >
        <ResponseTable channels={response.channels} lastLabel="Saturation" lastText={({ saturation, saturationSource }) => `${formatNumber(saturation)} (${saturationSource})`} />
      </SectionCard>
      {backtest !== null && (
        <SectionCard
          title="Backtest"
          sentence={`${formatQuantity(backtest.touches, 'touch', 'touches')} from ${formatDate(backtest.fromDate)} to ${formatDate(backtest.toDate)}. Log-loss ${formatNumber(backtest.logLoss, 4)} against ${formatNumber(backtest.baseRateLogLoss, 4)} for the base rate (${formatPercent(1 - backtest.logLoss / backtest.baseRateLogLoss)} better).`}
        >
          <CalibrationPlot bins={backtest.calibration.filter((bin) => bin.touches > 0)} label="Predicted against observed response" />
        </SectionCard>
      )}
      <SectionCard title="Response by segment">
        <TableContainer tabIndex={0} role="group" aria-label="Response by segment" sx={{ maxHeight: 420 }}>
          <Table size="small" stickyHeader>
            <TableHead>
              <TableRow>
                {['Segment', 'Channel', 'First touch, 90% interval', 'Touches'].map((title) => (
                  <TableCell key={title} align={title === 'Touches' ? 'right' : 'left'} sx={{ backgroundColor: 'background.default' }}>
                    {title}
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {response.segments.map((segment) => (
                <TableRow key={`${segment.segment}|${segment.channel}`}>
                  <TableCell component="th" scope="row">
                    {segment.segment}
                  </TableCell>
                  <TableCell>{segment.channel}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>
                    <IntervalBar mean={segment.mean} low={segment.low} high={segment.high} max={top} />
                  </TableCell>
                  <TableCell align="right">{formatCount(segment.touches)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      </SectionCard>
    </Box>
  );
}
