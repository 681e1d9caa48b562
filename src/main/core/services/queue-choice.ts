import { boundProbabilities, channelProbabilities, isRandomised } from '../../../engine/exploration/channel-policy.ts';
import { findOpen, policyOf, readChoice } from '../../../engine/exploration/rank-actions.ts';
import type { QueueChoiceRecord } from '../db/repositories/queue.ts';
import type { Ranking } from './queue-ranking.ts';

/**
 * The choice behind a recommendation, with the probability of each open channel given the contacts that were asked before;
 * null where the policy does not draw, nothing may explore, or no channel is open.
 */
export function readLoggedChoice(ranking: Ranking, row: number, { date, chosenAt }: Pick<QueueChoiceRecord, 'date' | 'chosenAt'>): QueueChoiceRecord | null {
  const { ranked, settings, share, bonus, keys, value, predictions, isClosed, unitCost, weights } = ranking;
  const policy = policyOf(settings, bonus);
  if (!isRandomised(policy.kind) || share === 0) return null;
  const channelCount = predictions.channels.length;
  const request = { channelCount, mean: predictions.assessment.columns.mean, sd: predictions.sd, isClosed, value, weights, unitCost };
  const open = findOpen(request, row);
  const place = open.indexOf(ranked.channel[row] ?? -1);
  if (place < 0) return null;
  const choice = readChoice(request, row, open);
  const probabilities = boundProbabilities(channelProbabilities(policy, choice), 0, open.map((channel) => ranked.canExplore[row * channelCount + channel] === 1));
  const propensity = Math.min(1, probabilities[place] ?? 0);
  if (propensity <= 0) return null;
  return {
    contact: keys[row] ?? '',
    channel: predictions.channels[open[place] ?? 0] ?? '',
    date,
    policy: settings.policy,
    propensity,
    value: choice.value,
    arms: choice.arms.map((arm, at) => ({ channel: predictions.channels[open[at] ?? 0] ?? '', ...arm, probability: probabilities[at] ?? 0 })),
    chosenAt,
  };
}
