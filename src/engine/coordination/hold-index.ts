import type { DayNumber } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import type { Campaign, Reservation, ReservationKind } from '../model/campaign.ts';
import { compareRank } from './rank.ts';
import { dayOf } from './touch-limits.ts';

/** A reservation of another campaign that covers the contact, channel and day of an action. */
export interface ActionHold {
  readonly campaign: string;
  readonly campaignName: string;
  /** Channel held, null = every channel. */
  readonly channel: string | null;
  readonly kind: ReservationKind;
  readonly priority: number;
  /** First and last day held, both included. */
  readonly from: string;
  readonly to: string;
  /** True where the action may not stand beside it; a soft hold closes nothing. */
  readonly closes: boolean;
}

/** Answers who holds contacts against an action. */
export interface HoldIndex {
  /** `UNKNOWN_REFERENCE` where a campaign does not exist. */
  checkClaimants(campaigns: readonly string[]): Result<void>;
  /** What others hold on a contact, channel and day, highest rank first. O(reservations of the contact). */
  holdsOn(contact: string, channel: string, day: DayNumber, claimants: readonly string[]): readonly ActionHold[];
  /** True where some hold of others closes the day. O(reservations of the contact). */
  isClosed(contact: string, channel: string, day: DayNumber, claimants: readonly string[]): boolean;
}

interface Held {
  readonly reservation: Reservation;
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  /** True while its campaign is active. */
  readonly holds: boolean;
  /** How its campaign calls itself. */
  readonly campaignName: string;
}

const NOTHING: readonly Held[] = [];
const NO_HOLDS: readonly ActionHold[] = [];

/** What is held where nobody reserves. */
export const noHolds: HoldIndex = { checkClaimants: () => succeed(undefined), holdsOn: () => NO_HOLDS, isClosed: () => false };

const covers = ({ reservation: { channel: held }, fromDay, toDay }: Held, channel: string, day: DayNumber): boolean => day >= fromDay && day <= toDay && (held === null || held === channel);

/**
 * Indexes reservations by contact for questions about single actions. What closes a day is what closes it to a plan (see
 * `divideDays`): an exclusive or priority hold of another active campaign, unless a reservation of a claimant covers the day
 * and channel too and outranks it. Reservations that are not active hold nothing, those of a claimant count whatever its
 * campaign's status. O(n log n).
 */
export function indexHolds(campaigns: readonly Campaign[], reservations: readonly Reservation[]): HoldIndex {
  const known = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  const byContact = new Map<string, Held[]>();
  for (const reservation of reservations) {
    const campaign = known.get(reservation.campaign);
    if (reservation.status !== 'active' || campaign === undefined) continue;
    const held: Held = { reservation, fromDay: dayOf(reservation.from), toDay: dayOf(reservation.to), holds: campaign.status === 'active', campaignName: campaign.name };
    const group = byContact.get(reservation.contact);
    if (group === undefined) byContact.set(reservation.contact, [held]);
    else group.push(held);
  }
  for (const group of byContact.values()) group.sort((one, other) => compareRank(one.reservation, other.reservation));

  return {
    checkClaimants(claimants) {
      const unknown = claimants.find((campaign) => !known.has(campaign));
      return unknown === undefined ? succeed(undefined) : fail('UNKNOWN_REFERENCE', `Campaign ${unknown} does not exist.`, { path: 'campaign' });
    },
    holdsOn(contact, channel, day, claimants) {
      const group = byContact.get(contact);
      if (group === undefined) return NO_HOLDS;
      const found: ActionHold[] = [];
      let isOutranked = false;
      // They stand by rank: an own reservation outranks all that follow.
      for (const held of group) {
        if (!covers(held, channel, day)) continue;
        const { campaign, channel: heldChannel, kind, priority, from, to } = held.reservation;
        if (claimants.includes(campaign)) isOutranked = true;
        else if (held.holds) found.push({ campaign, campaignName: held.campaignName, channel: heldChannel, kind, priority, from, to, closes: kind !== 'soft' && !isOutranked });
      }
      return found;
    },
    isClosed(contact, channel, day, claimants) {
      for (const held of byContact.get(contact) ?? NOTHING) {
        if (!covers(held, channel, day)) continue;
        if (claimants.includes(held.reservation.campaign)) return false;
        if (held.holds && held.reservation.kind !== 'soft') return true;
      }
      return false;
    },
  };
}

/** One hold in words: `Spring Launch, exclusive on visit, 2027-01-04 to 2027-01-08`. */
export function describeActionHold({ campaignName, kind, channel, from, to }: ActionHold): string {
  return `${campaignName}, ${kind} on ${channel ?? 'all channels'}, ${from === to ? from : `${from} to ${to}`}`;
}
