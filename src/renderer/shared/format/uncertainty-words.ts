import type { PairUncertainty } from '../../../contract/uncertainty.ts';
import { formatPercent, formatQuantity } from './number.ts';

type Recommendation = PairUncertainty['recommendation'];

/** What to do about a prediction, in a word or two. */
export const recommendationWords: Record<Recommendation, string> = {
  use: 'Use',
  refresh: 'Refresh',
  explore: 'Explore',
  collect: 'Complete profile',
};

/** Why a recommendation stands, as one sentence with numbers. */
export function explainRecommendation({ recommendation, staleness, mean, epistemic }: PairUncertainty): string {
  const spread = formatPercent(mean === 0 ? 0 : Math.sqrt(epistemic) / mean, 0);
  switch (recommendation) {
    case 'use':
      return `Known to ± ${spread} of its mean.`;
    case 'refresh':
      return `${formatPercent(staleness, 0)} stale. Fit again before planning with it.`;
    case 'explore':
      return `Known only to ± ${spread} of its mean. A touch teaches.`;
    case 'collect':
      return 'Most of the profile is missing.';
  }
}

/** Share of a prediction's variance that more data would take away. */
export const shareToLearn = ({ epistemic, total }: Pick<PairUncertainty, 'epistemic' | 'total'>): number => (total === 0 ? 0 : epistemic / total);

/** Age in days in words: "today", "12 days ago", "never". */
export const sayAge = (days: number | null): string => (days === null ? 'never' : days === 0 ? 'today' : `${formatQuantity(days, 'day')} ago`);
