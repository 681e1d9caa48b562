import type { DayNumber } from '../base/day.ts';
import type { Campaign, Reservation } from '../model/campaign.ts';
import { compareRank } from './rank.ts';
import { dayOf } from './touch-limits.ts';

/** A touch that took place. */
export interface PastTouch {
  readonly contact: string;
  readonly channel: string;
  readonly day: DayNumber;
  /** Name of the campaign it says it belongs to, null where it names none. */
  readonly campaign: string | null;
}

/** A reservation that a touch used, and when. */
export interface TouchMatch {
  readonly reservation: Reservation;
  readonly day: DayNumber;
}

/** What touches come to. */
export interface TouchMatches {
  /** In the order of the touches. */
  readonly matches: readonly TouchMatch[];
  /** Touches inside the days of some reservation of their contact and channel, of whatever campaign, that used none. */
  readonly unused: number;
}

const placeOf = (contact: string, channel: string): string => JSON.stringify([contact, channel]);
const isSameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Reservations on one channel of one contact, highest rank first. */
function groupReservations(reservations: readonly Reservation[], status: Reservation['status']): Map<string, Reservation[]> {
  const groups = new Map<string, Reservation[]>();
  for (const reservation of reservations) {
    if (reservation.status !== status || reservation.channel === null) continue;
    const place = placeOf(reservation.contact, reservation.channel);
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [reservation]);
    else group.push(reservation);
  }
  for (const group of groups.values()) group.sort(compareRank);
  return groups;
}

/**
 * Which reservations imported touches used: the earliest touch first, each uses the highest in rank of the active reservations
 * of active campaigns that cover its contact, channel and day, one that names a campaign only those of the campaign of that
 * name. A touch that an executed reservation stands for already uses no other. O(n log n + Σ touches · reservations of a
 * contact and channel).
 */
export function matchTouches(campaigns: readonly Campaign[], reservations: readonly Reservation[], touches: readonly PastTouch[]): TouchMatches {
  const active = new Map(campaigns.filter(({ status }) => status === 'active').map((campaign) => [campaign.id, campaign]));
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  const open = groupReservations(reservations, 'active');
  const done = groupReservations(reservations, 'executed');
  const isOf = (touch: PastTouch, { campaign }: Reservation): boolean => touch.campaign === null || isSameName(touch.campaign, names.get(campaign) ?? '');
  const takeFirst = (group: Reservation[] | undefined, fits: (reservation: Reservation) => boolean): Reservation | null => {
    const at = group?.findIndex(fits) ?? -1;
    return at < 0 ? null : (group?.splice(at, 1)[0] ?? null);
  };
  const matches: TouchMatch[] = [];
  let unused = 0;
  // Touches that name a campaign first: they have fewer reservations to use.
  const ordered = [...touches].sort((one, other) => one.day - other.day || Number(one.campaign === null) - Number(other.campaign === null));
  for (const touch of ordered) {
    const place = placeOf(touch.contact, touch.channel);
    if (takeFirst(done.get(place), (one) => one.plannedDate !== undefined && dayOf(one.plannedDate) === touch.day && isOf(touch, one)) !== null) continue;
    const covers = (one: Reservation): boolean => active.has(one.campaign) && dayOf(one.from) <= touch.day && touch.day <= dayOf(one.to);
    const group = open.get(place);
    const isInside = group?.some(covers) ?? false;
    const used = takeFirst(group, (one) => covers(one) && isOf(touch, one));
    if (used !== null) matches.push({ reservation: used, day: touch.day });
    else if (isInside) unused += 1;
  }
  return { matches, unused };
}
