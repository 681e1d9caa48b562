import type { ContactUncertainty } from '../../../contract/uncertainty.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatNumber, formatPercent } from '../../shared/format/number.ts';
import { explainRecommendation, sayAge } from '../../shared/format/uncertainty-words.ts';
import { FactList } from '../../shared/ui/FactList.tsx';

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
  return <FactList facts={facts} nameWidth="90px" />;
}
