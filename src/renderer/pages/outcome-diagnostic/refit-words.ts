import { z } from 'zod';
import type { ResponseSummary } from '../../../contract/response.ts';
import { formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';

/** From how many newer outcomes on a refit is offered: a number, or a share of those the fit knew, whichever comes first. */
export const RefitOffer = z.strictObject({ outcomes: z.int().min(1).max(10_000_000), share: z.number().gt(0).max(10) });
export type RefitOffer = z.infer<typeof RefitOffer>;

export const usualOffer: RefitOffer = { outcomes: 100, share: 0.05 };

export const linkNames: Readonly<Record<ResponseSummary['linkedBy'], string>> = { attribution: 'attribution', last_touch: 'last touch' };

type Feedback = Pick<ResponseSummary, 'stale' | 'newOutcomes' | 'linkedBy' | 'wouldLinkBy' | 'outcomes' | 'isKept'>;

/** Whether a refit is worth the planner's time: enough came in, or outcomes are attributed now that were linked by last touch. */
export function isRefitDue({ stale, newOutcomes, linkedBy, wouldLinkBy, outcomes, isKept }: Feedback, offer: RefitOffer): boolean {
  if (!stale || isKept) return false;
  return newOutcomes >= offer.outcomes || (newOutcomes > 0 && newOutcomes >= offer.share * outcomes) || (linkedBy === 'last_touch' && wouldLinkBy === 'attribution');
}

/** What the fit in use knows and does not know. */
export function describeFeedback(feedback: Feedback, offer: RefitOffer): string {
  const { stale, newOutcomes, linkedBy, wouldLinkBy, outcomes, isKept } = feedback;
  const knows = `${formatQuantity(outcomes, 'outcome')} in it, linked by ${linkNames[linkedBy]}.`;
  if (!stale) return `${knows} Nothing newer.`;
  const newer = newOutcomes === 0 ? 'The history changed since.' : `${formatQuantity(newOutcomes, 'newer outcome')} ${newOutcomes === 1 ? 'is' : 'are'} not in it.`;
  if (isKept) return `${knows} Kept. ${newer}`;
  if (isRefitDue(feedback, offer)) return `${knows} ${newer}${linkedBy === wouldLinkBy ? '' : ` A refit links by ${linkNames[wouldLinkBy]}.`}`;
  return `${knows} ${newer} A refit is recommended from ${formatQuantity(offer.outcomes, 'newer outcome')}, or ${formatPercent(offer.share)} more.`;
}

/** A change in points of a share: `+1.2 points`, `no change`. */
export function sayChange(before: number, after: number): string {
  const points = (after - before) * 100;
  return Math.abs(points) < 0.05 ? 'no change' : `${points > 0 ? '+' : '−'}${formatNumber(Math.abs(points), 1)} points`;
}
