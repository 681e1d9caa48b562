import type { CampaignRow, ConflictRow, ResolutionPrice } from '../../../contract/campaign.ts';
import type { Campaign, CampaignStatus, Reservation, Resolution } from '../../../engine/model/campaign.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatFixed, formatQuantity } from '../../shared/format/number.ts';

/** First and last day; an open side is left out. */
export function sayDates({ from, to }: Pick<Campaign, 'from' | 'to'>): string {
  if (from === undefined) return to === undefined ? 'no dates' : `until ${formatDate(to)}`;
  return to === undefined ? `from ${formatDate(from)}` : `${formatDate(from)} – ${formatDate(to)}`;
}

export const sayChannel = (channel: string | null): string => channel ?? 'all channels';

/** What the planner can do next with a campaign: the button's word and the status it leads to. */
export const nextSteps: Readonly<Record<CampaignStatus, readonly ('activate' | 'pause' | 'complete')[]>> = { draft: ['activate'], active: ['pause', 'complete'], paused: ['activate', 'complete'], completed: [] };

/** What tells the two figures of a campaign's money apart. */
export const twoBudgetFigures = 'Reservations count at the unit cost of their channel, planned or not. Plans and ledger count what is booked and done. Neither figure includes the other.';

/** The page's sentence: numbers first, and what they ask for. */
export function describeCampaigns(rows: readonly CampaignRow[], conflicts: number | undefined, noun: readonly [string, string]): string {
  const active = rows.filter((row) => row.campaign.status === 'active').length;
  const reservations = rows.reduce((sum, row) => sum + row.reservations, 0);
  const state = conflicts === undefined ? '' : conflicts === 0 ? ' No conflicts.' : ` ${formatQuantity(conflicts, 'conflict')} over the same ${noun[1]}. Resolution required.`;
  return `${formatQuantity(rows.length, 'campaign')}, ${formatCount(active)} active. ${formatQuantity(reservations, 'reservation')}.${state}`;
}

/** A member of a conflict: campaign, rank, kind and days. */
export const describeMember = ({ reservation, campaignName }: ConflictRow['members'][number]): string =>
  `${campaignName} · priority ${reservation.priority} · ${reservation.status === 'executed' ? 'done' : reservation.kind} · ${formatDate(reservation.from)} – ${formatDate(reservation.to)}`;

/** Which of two campaigns brings more lift, and by how much. */
export function describePrice({ first, second, difference }: ResolutionPrice): string {
  if (difference === 0) return `No difference in lift between ${first.campaignName} and ${second.campaignName}.`;
  const [better, other] = difference > 0 ? [first, second] : [second, first];
  return `${better.campaignName} brings ${formatFixed(Math.abs(difference))} more lift than ${other.campaignName}.`;
}

/** What a campaign could do if it won. */
export const describeWorth = ({ campaignName, lift, actions }: ResolutionPrice['first']): string => `${campaignName} wins: lift ${formatFixed(lift)}, ${formatQuantity(actions, 'action')}`;

/** Name of a decision on its button. */
export function nameResolution(resolution: Resolution, members: ConflictRow['members']): string {
  const [first, second] = members;
  switch (resolution) {
    case 'firstWins':
      return `${first?.campaignName ?? ''} wins`;
    case 'secondWins':
      return `${second?.campaignName ?? ''} wins`;
    case 'merge':
      return 'Merge';
    case 'defer':
      return `Defer ${members.at(-1)?.campaignName ?? ''}`;
  }
}

/** One line about a hold: who, on which channel, how, when. */
export const describeHold = (campaignName: string, { channel, kind, from, to }: Reservation): string => `${campaignName} · ${sayChannel(channel)} · ${kind} · ${formatDate(from)} – ${formatDate(to)}`;

/** Shares of a mix in percent as typed, and what they add up to. */
export function readMix(texts: Readonly<Record<string, string>>): { mix: Record<string, number>; total: number; problem: string | null } {
  const mix: Record<string, number> = {};
  for (const [channel, text] of Object.entries(texts)) {
    if (text.trim() === '') continue;
    const percent = Number(text.replace(',', '.'));
    if (!Number.isFinite(percent) || percent < 0 || percent > 100) return { mix: {}, total: Number.NaN, problem: `${channel}: 0 to 100 expected.` };
    if (percent > 0) mix[channel] = Number((percent / 100).toPrecision(12));
  }
  const total = Object.values(mix).reduce((sum, share) => sum + share, 0);
  const isWhole = Object.keys(mix).length === 0 || Math.abs(total - 1) <= 1e-9;
  const missing = Number(((1 - total) * 100).toFixed(6));
  return { mix, total, problem: isWhole ? null : missing > 0 ? `${missing}% missing to 100%.` : `${-missing}% over 100%.` };
}
