import type { Campaign, Reservation, ReservationKind } from '../model/campaign.ts';
import { fail, succeed, type Result } from '../base/fault.ts';

/** The part of a reservation that decides whether it stands in another's way. */
export interface Claim {
  readonly campaign: string | null;
  readonly contact: string;
  readonly channel: string | null;
  readonly kind: ReservationKind;
}

/** True where two claims cannot share a day: see `Reservation` for the rule. */
export function excludeEachOther(first: Claim, second: Claim): boolean {
  return (
    first.contact === second.contact &&
    first.campaign !== second.campaign &&
    (first.channel === null || second.channel === null || first.channel === second.channel) &&
    !(first.kind === 'soft' && second.kind === 'soft')
  );
}

/** True where two reservations collide, taking for granted that both are active. */
export function collide(first: Reservation, second: Reservation): boolean {
  return first.from <= second.to && second.from <= first.to && excludeEachOther(first, second);
}

/**
 * The reservations that count today: active ones of active campaigns, and executed ones of any campaign, because their
 * touches have happened. `UNKNOWN_REFERENCE` where a reservation names a campaign that is not given. O(n).
 */
export function standingReservations(campaigns: readonly Campaign[], reservations: readonly Reservation[]): Result<readonly Reservation[]> {
  const statusOf = new Map(campaigns.map((campaign) => [campaign.id, campaign.status]));
  const standing: Reservation[] = [];
  for (const reservation of reservations) {
    const status = statusOf.get(reservation.campaign);
    if (status === undefined) return fail('UNKNOWN_REFERENCE', `Reservation ${reservation.id} belongs to campaign ${reservation.campaign}, which is not known.`, { path: 'campaign' });
    if (reservation.status === 'executed' || (reservation.status === 'active' && status === 'active')) standing.push(reservation);
  }
  return succeed(standing);
}
