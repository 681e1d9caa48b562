import type { QueueCounts, QueueLearning, QueueRow, QueueState } from '../../../contract/queue.ts';
import type { QueuePolicy } from '../../../engine/model/queue.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';

export const stateWords: Record<QueueState, string> = { open: 'Open', accepted: 'Accepted', dismissed: 'Dismissed' };

export const policyWords: Record<QueuePolicy, string> = {
  none: 'Never explore',
  thompson: 'Thompson sampling',
  ucb: 'Upper confidence bound',
  epsilon_greedy: 'Epsilon-greedy',
};

/** The page in one sentence: "1,968 recommended: 1,950 open, 12 accepted, 6 dismissed. 40 explore." */
export const describeQueue = ({ recommended, open, accepted, dismissed, exploring }: QueueCounts): string =>
  `${formatCount(recommended)} recommended: ${formatCount(open)} open, ${formatCount(accepted)} accepted, ${formatCount(dismissed)} dismissed.${exploring === 0 ? '' : ` ${formatCount(exploring)} explore.`}`;

/** What the check says of a row in a few words. */
export function sayCheck({ state, date, blocked, planId }: Pick<QueueRow, 'state' | 'date' | 'blocked' | 'planId'>): string {
  if (state === 'accepted') return planId === null ? 'Pinned' : `In plan ${planId}`;
  if (date === null) return blocked ?? 'No day fits.';
  return blocked === null ? 'Passes' : `Later: ${blocked}`;
}

export const sayCampaigns = (campaigns: QueueRow['campaigns']): string => (campaigns.length === 0 ? '–' : campaigns.map(({ name, isHeld }) => (isHeld ? `${name} (holds)` : name)).join(', '));

/** How far the response is known, as a share of itself: "±39%". */
export const sayUncertainty = (spread: number): string => `±${formatPercent(spread, 0)}`;

/** How exploration stands, as one sentence with numbers. */
export const describeExploration = (summary: { readonly explorationShare: number; readonly cost: number; readonly explorationCost: number; readonly counts: QueueCounts }): string =>
  summary.explorationShare === 0
    ? 'Exploration has no share of the cost. Every recommendation is the best known.'
    : `${formatQuantity(summary.counts.exploring, 'open recommendation')} explore. ${formatPercent(summary.cost === 0 ? 0 : summary.explorationCost / summary.cost)} of the cost, at most ${formatPercent(summary.explorationShare)}.`;

export const sayDate = (date: string | null): string => (date === null ? '–' : formatDate(date));

const verdicts: Record<QueueLearning['because'], string> = {
  teaches_more: 'Exploring teaches clearly more: the rate may rise.',
  teaches_less: 'Exploring teaches little more: the rate may fall.',
  too_little_judged: 'Too little is judged to move the rate. Bring outcomes in and fit again.',
};

/** What explored actions of approved plans taught, with numbers. */
export function describeLearning({ explored, exploited, learned, gainRatio, price, rate, suggestedRate, because }: QueueLearning): string {
  const judged = `${formatCount(explored.judged)} of ${formatQuantity(explored.actions, 'explored action')} judged, ${formatCount(explored.reward)} answered; ${formatCount(exploited.judged)} of ${formatCount(exploited.actions)} others judged, ${formatCount(exploited.reward)} answered.`;
  const gain = explored.judged === 0 ? '' : ` They took ${formatPercent(learned)} off the variance of their predictions${gainRatio === null ? '' : `, ${formatNumber(gainRatio, 1)} times what others did`}.`;
  const cost = price === null ? '' : price > 0 ? ` Exploring gave up ${formatNumber(price, 1)} responses.` : ` Exploring gave up nothing.`;
  return `${judged}${gain}${cost} ${verdicts[because]}${suggestedRate === rate ? '' : ` Suggested share: ${formatPercent(suggestedRate)}.`}`;
}
