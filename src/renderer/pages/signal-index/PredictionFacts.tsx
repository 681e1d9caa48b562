import Box from '@mui/material/Box';
import type { ContactUncertainty } from '../../../contract/uncertainty.ts';
import { tone } from '../../app/theme/tokens.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatNumber, formatPercent } from '../../shared/format/number.ts';
import { explainRecommendation, sayAge } from '../../shared/format/uncertainty-words.ts';

const listOrNone = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** What one contact's predictions rest on: age, drift, profile, and per channel why they may be used or not. */
export function PredictionFacts({ uncertainty }: { readonly uncertainty: ContactUncertainty }) {
  const { predictedDate, completeness, missing, drift, channels } = uncertainty;
  const age = channels[0]?.predictionAge ?? 0;
  const facts: readonly (readonly [string, string])[] = [
    ['Predicted', `${formatDate(predictedDate)}, ${sayAge(age)}`],
    ['Profile', `${formatPercent(completeness, 0)} known${missing.length === 0 ? '' : `, missing ${missing.join(', ')}`}`],
    ['Drift', drift === null ? '–' : `${formatPercent(drift.score, 0)}. Changed here: ${listOrNone(drift.own)}. Moved in all contacts: ${listOrNone(drift.population)}.`],
    ...channels.map((pair): readonly [string, string] => [
      pair.channel,
      `${explainRecommendation(pair)} Variance ${formatNumber(pair.total, 4)} = ${formatNumber(pair.epistemic, 4)} to learn + ${formatNumber(pair.aleatoric, 4)} of chance. Judged by an outcome: ${sayAge(pair.validationAge)}. Worth exploring ${formatNumber(pair.explorationValue)}.`,
    ]),
  ];
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: '90px 1fr', columnGap: 1, rowGap: 0.5, fontSize: '0.8125rem' }}>
      {facts.map(([label, text]) => (
        <Box key={label} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: tone.secondaryText }}>
            {label}
          </Box>
          <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {text}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
