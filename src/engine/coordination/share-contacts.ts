import type { Campaign, Reservation } from '../model/campaign.ts';
import { compareIds, compareRank } from './rank.ts';

/** A contact that two campaigns want, and who plans it. */
export interface SharedOut {
  readonly contact: string;
  readonly winner: string;
  readonly loser: string;
  /** What decided: rank of reservations, priority of campaigns, else the smaller id. */
  readonly because: 'rank' | 'priority' | 'id';
}

/** Who plans which contact. */
export interface ContactShares {
  readonly campaignOf: ReadonlyMap<string, string>;
  /** One entry for each further campaign that wanted a contact, by contact and loser. */
  readonly decisions: readonly SharedOut[];
}

/** A campaign that wants a contact, with its strongest reservation on it. */
interface Candidate {
  readonly campaign: Campaign;
  readonly strongest: Reservation | undefined;
}

function findStrongest(standing: readonly Reservation[]): ReadonlyMap<string, Reservation> {
  const strongest = new Map<string, Reservation>();
  for (const reservation of standing) {
    if (reservation.status !== 'active') continue;
    const key = JSON.stringify([reservation.campaign, reservation.contact]);
    const known = strongest.get(key);
    if (known === undefined || compareRank(reservation, known) < 0) strongest.set(key, reservation);
  }
  return strongest;
}

/** Who comes first: a reservation before none, the higher rank, else the higher priority, then the smaller id. */
function compareCandidates(one: Candidate, other: Candidate): number {
  if (one.strongest !== undefined && other.strongest !== undefined) return compareRank(one.strongest, other.strongest);
  if (one.strongest !== undefined || other.strongest !== undefined) return one.strongest === undefined ? 1 : -1;
  return other.campaign.priority - one.campaign.priority || compareIds(one.campaign.id, other.campaign.id);
}

function whyFirst(winner: Candidate, loser: Candidate): SharedOut['because'] {
  if (winner.strongest !== undefined) return 'rank';
  return winner.campaign.priority === loser.campaign.priority ? 'id' : 'priority';
}

/**
 * Gives every contact to one of the campaigns whose audience it is in: to the one with the highest reservation on it, where
 * none reserved it to the one with the highest priority. Deterministic, whatever the order of what is given.
 * O(standing + Σ audiences · log campaigns).
 * @param audienceOf contacts that each campaign wants
 * @param standing reservations that count, after conflicts among these campaigns were resolved
 */
export function shareContacts(campaigns: readonly Campaign[], audienceOf: (campaign: string) => Iterable<string>, standing: readonly Reservation[]): ContactShares {
  const strongest = findStrongest(standing);
  const wanted = new Map<string, Candidate[]>();
  for (const campaign of campaigns) {
    for (const contact of audienceOf(campaign.id)) {
      const candidate = { campaign, strongest: strongest.get(JSON.stringify([campaign.id, contact])) };
      const known = wanted.get(contact);
      if (known === undefined) wanted.set(contact, [candidate]);
      else known.push(candidate);
    }
  }
  const campaignOf = new Map<string, string>();
  const decisions: SharedOut[] = [];
  for (const [contact, candidates] of wanted) {
    const [winner, ...losers] = candidates.sort(compareCandidates);
    if (winner === undefined) continue;
    campaignOf.set(contact, winner.campaign.id);
    for (const loser of losers) decisions.push({ contact, winner: winner.campaign.id, loser: loser.campaign.id, because: whyFirst(winner, loser) });
  }
  return { campaignOf, decisions: decisions.sort((one, other) => compareIds(one.contact, other.contact) || compareIds(one.loser, other.loser)) };
}
