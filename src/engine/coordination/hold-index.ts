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

/** Answers who holds one contact against an action. */
export interface ContactHolds {
  /** What others hold on a channel and day, highest rank first. O(reservations of the contact). */
  listOn(channel: string, day: DayNumber, claimants: readonly string[]): ActionHold[];
  /** True where some hold of others closes the day. O(reservations of the contact). */
  isClosed(channel: string, day: DayNumber, claimants: readonly string[]): boolean;
}

/** Answers who holds contacts against actions. */
export interface HoldIndex {
  /** `UNKNOWN_REFERENCE` where a campaign does not exist. */
  checkClaimants(campaigns: readonly string[]): Result<void>;
  /** The holds of a contact; undefined where nobody reserved it. */
  of(contact: string): ContactHolds | undefined;
}

/** A reservation, read for questions about days. */
interface Held {
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  readonly channel: string | null;
  readonly campaign: string;
  /** True while its campaign is active. */
  readonly holds: boolean;
  /** The answer where no claimant outranks it. */
  readonly hold: ActionHold;
}

/** What is held where nobody reserves. */
export const noHolds: HoldIndex = { checkClaimants: () => succeed(undefined), of: () => undefined };

const covers = ({ channel: held, fromDay, toDay }: Held, channel: string, day: DayNumber): boolean => day >= fromDay && day <= toDay && (held === null || held === channel);

const readHeld = ({ campaign, channel, kind, priority, from, to }: Reservation, { name, status }: Campaign): Held => ({
  fromDay: dayOf(from),
  toDay: dayOf(to),
  channel,
  campaign,
  holds: status === 'active',
  hold: { campaign, campaignName: name, channel, kind, priority, from, to, closes: kind !== 'soft' },
});

/** What is held of one contact, by rank: a claimant's own reservation outranks all that follow. */
class RankedHolds implements ContactHolds {
  private readonly ranked: Held[] = [];

  /** Adds what ranks behind all so far. */
  append(held: Held): void {
    this.ranked.push(held);
  }

  listOn(channel: string, day: DayNumber, claimants: readonly string[]): ActionHold[] {
    const found: ActionHold[] = [];
    let isOutranked = false;
    for (const held of this.ranked) {
      if (!covers(held, channel, day)) continue;
      if (claimants.includes(held.campaign)) isOutranked = true;
      else if (held.holds) found.push(isOutranked ? { ...held.hold, closes: false } : held.hold);
    }
    return found;
  }

  isClosed(channel: string, day: DayNumber, claimants: readonly string[]): boolean {
    for (const held of this.ranked) {
      if (!covers(held, channel, day)) continue;
      if (claimants.includes(held.campaign)) return false;
      if (held.holds && held.hold.closes) return true;
    }
    return false;
  }
}

/**
 * Indexes reservations by contact for questions about single actions. What closes a day is what closes it to a plan (see
 * `divideDays`): an exclusive or priority hold of another active campaign, unless a reservation of a claimant covers the day
 * and channel too and outranks it. Reservations that are not active hold nothing, those of a claimant count whatever its
 * campaign's status. O(n log n).
 */
export function indexHolds(campaigns: readonly Campaign[], reservations: readonly Reservation[]): HoldIndex {
  const known = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  const byContact = new Map<string, RankedHolds>();
  for (const reservation of reservations.filter(({ status }) => status === 'active').toSorted(compareRank)) {
    const campaign = known.get(reservation.campaign);
    if (campaign === undefined) continue;
    const holds = byContact.get(reservation.contact) ?? new RankedHolds();
    holds.append(readHeld(reservation, campaign));
    byContact.set(reservation.contact, holds);
  }
  return {
    checkClaimants(claimants) {
      const unknown = claimants.find((campaign) => !known.has(campaign));
      return unknown === undefined ? succeed(undefined) : fail('UNKNOWN_REFERENCE', `Campaign ${unknown} does not exist.`, { path: 'campaign' });
    },
    of: (contact) => byContact.get(contact),
  };
}

/** One hold in words: `Spring Launch, exclusive on visit, 2027-01-04 to 2027-01-08`. */
export function describeActionHold({ campaignName, kind, channel, from, to }: ActionHold): string {
  return `${campaignName}, ${kind} on ${channel ?? 'all channels'}, ${from === to ? from : `${from} to ${to}`}`;
}
