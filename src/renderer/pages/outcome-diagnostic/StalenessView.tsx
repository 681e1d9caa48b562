import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { UncertaintySummary } from '../../../contract/uncertainty.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatFixed, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { recommendationWords } from '../../shared/format/uncertainty-words.ts';
import { MetricCard, MetricRow } from '../../shared/ui/MetricCard.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { FactList } from '../../shared/ui/FactList.tsx';
import { StaleGrid } from './StaleGrid.tsx';

type Drift = NonNullable<UncertaintySummary['drift']>;
type Problem = keyof UncertaintySummary['quality']['problems'];

/** What each recommendation asks for. */
const advice: Readonly<Record<keyof UncertaintySummary['counts'], string>> = {
  use: 'good enough to plan with',
  refresh: 'stale: fit again first',
  explore: 'little is known, a touch teaches',
  collect: 'the profile is too thin',
};

const problemWords: Readonly<Record<Problem, string>> = {
  no_touches: 'No judged touch',
  few_touches: 'Few touches',
  old_history: 'Old history',
  thin_profile: 'Thin profile',
  never_validated: 'Never judged by an outcome',
};

/** Columns of the planner's own exports by their own names. */
const sayFeature = (name: string): string => name.replace(/^attributes\./u, '');

/** How far each feature of the contacts has moved since the fit, the worst first. */
function DriftTable({ drift }: { readonly drift: Drift }) {
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Drift by feature">
      <Table size="small" aria-label="Drift by feature">
        <TableHead>
          <TableRow>
            <TableCell>Feature</TableCell>
            <TableCell>Moved</TableCell>
            <TableCell align="right">Stability index</TableCell>
            <TableCell align="right">KS distance</TableCell>
            <TableCell align="right">p</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {drift.features.map(({ name, grade, index, distance, pValue }) => (
            <TableRow key={name}>
              <TableCell component="th" scope="row">
                {sayFeature(name)}
              </TableCell>
              <TableCell>{grade === 'stable' ? 'no' : grade === 'moderate' ? 'somewhat' : 'a lot'}</TableCell>
              <TableCell align="right">{formatFixed(index, 3)}</TableCell>
              <TableCell align="right">{formatFixed(distance, 3)}</TableCell>
              <TableCell align="right">{formatNumber(pValue, 4)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** How old and how sure predictions are, what has drifted since the fit, and which want a refresh. */
export function StalenessView({ summary }: { readonly summary: UncertaintySummary }) {
  const { counts, drift, quality } = summary;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <MetricRow>
        {(['use', 'refresh', 'explore', 'collect'] as const).map((recommendation) => (
          <MetricCard key={recommendation} label={recommendationWords[recommendation]} value={formatCount(counts[recommendation])} detail={`of ${formatQuantity(summary.pairs, 'prediction')}: ${advice[recommendation]}`} meaning={recommendation === 'refresh' && counts.refresh > 0 ? 'limit' : 'value'} />
        ))}
      </MetricRow>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 440px), 1fr))', alignItems: 'start' }}>
        <SectionCard title="Drift" sentence={drift === null ? 'No profiles were kept with this fit. The next one keeps them.' : `${formatPercent(drift.score, 0)} drift of the contacts since ${formatDate(summary.predictedDate)}. From 0.1 a feature has moved somewhat, from 0.25 a lot.`}>
          {drift !== null && <DriftTable drift={drift} />}
        </SectionCard>
        <SectionCard title="Data behind the predictions" sentence={`${formatQuantity(summary.contacts, 'contact')} predicted, ${formatQuantity(summary.withoutPrediction, 'newer contact')} without a prediction.`}>
          <FactList
            facts={[
              ['Predicted', `${formatDate(summary.predictedDate)}, ${formatQuantity(summary.predictionAge, 'day')} old`],
              ['Pairs with a judged touch', `${formatCount(quality.touchedPairs)} of ${formatCount(summary.pairs)}`],
              ['Profiles known', formatPercent(quality.completeness)],
              ['Days since the last touch', quality.medianRecency === null ? '–' : `${formatNumber(quality.medianRecency, 0)} (median)`],
              ...(Object.keys(problemWords) as Problem[]).map((problem): [string, string] => [problemWords[problem], formatQuantity(quality.problems[problem], 'contact')]),
            ]}
          />
        </SectionCard>
      </Box>
      <SectionCard title="Stale predictions" sentence="Stalest first. A refit makes them new.">
        <Box sx={{ height: 420, display: 'flex', flexDirection: 'column' }}>
          <StaleGrid />
        </Box>
      </SectionCard>
    </Box>
  );
}
