import { fail, succeed, type Result } from '../base/fault.ts';
import type { Campaign, Conflict, Reservation, ReservationRequest } from '../model/campaign.ts';
import { standingReservations } from './collide.ts';
import { listConflicts, type CampaignBoard } from './detect-conflicts.ts';
import { ReservationDraft, type ReservationChange } from './reservation-change.ts';
import { preemptReservation } from './reservation-lifecycle.ts';

/** Either the reservation stands, with everything that changed for it, or the conflicts it would bring and nothing changed. */
export type ReserveAnswer =
  | { readonly outcome: 'reserved'; readonly reservation: Reservation; readonly changes: readonly ReservationChange[] }
  | { readonly outcome: 'conflict'; readonly conflicts: readonly Conflict[] };

/** The campaign of a reservation, where its dates hold the days asked for and it still runs. */
function requireCampaign(board: CampaignBoard, asked: Pick<Reservation, 'campaign' | 'from' | 'to'>): Result<Campaign> {
  const campaign = board.campaigns.find((one) => one.id === asked.campaign);
  if (campaign === undefined) return fail('UNKNOWN_REFERENCE', `Campaign ${asked.campaign} is not known.`, { path: 'campaign' });
  if (campaign.status === 'completed') return fail('CONFLICT', `Campaign ${campaign.name} is completed.`, { path: 'campaign' });
  const isInside = (campaign.from === undefined || campaign.from <= asked.from) && (campaign.to === undefined || asked.to <= campaign.to);
  if (!isInside) return fail('BAD_INPUT', `${asked.from} to ${asked.to} is outside the dates of ${campaign.name}: ${campaign.from ?? 'open'} to ${campaign.to ?? 'open'}.`, { path: 'to' });
  return succeed(campaign);
}

/** Conflicts that a reservation has among those that stand, as if its campaign were active. */
function conflictsWith(reservation: Reservation, board: CampaignBoard): Result<Conflict[]> {
  const standing = standingReservations(board.campaigns, board.reservations);
  if (!standing.ok) return standing;
  const others = standing.value.filter((other) => other.contact === reservation.contact && other.id !== reservation.id);
  return succeed(listConflicts([...others, reservation], board.limits).filter((conflict) => conflict.reservations.includes(reservation.id)));
}

/** Takes the place of every lower priority in the way that allows it; null where that does not clear every conflict. */
function preemptAll(reservation: Reservation, conflicts: readonly Conflict[], board: CampaignBoard): ReserveAnswer | null {
  const draft = new ReservationDraft(board.reservations);
  let winner = reservation;
  for (const { reservations } of conflicts.filter(({ kind }) => kind === 'preemption')) {
    const loser = draft.get(reservations[1]!);
    if (loser === undefined) return null;
    const preemption = preemptReservation(winner, loser);
    if (!preemption.ok) return null;
    winner = preemption.value.winner;
    draft.put(preemption.value.loser);
  }
  const left = conflictsWith(winner, { ...board, reservations: draft.all() });
  if (!left.ok || left.value.length > 0) return null;
  draft.put(winner);
  return { outcome: 'reserved', reservation: winner, changes: draft.changes() };
}

/**
 * Reserves a contact for a campaign. Faults: the id is taken, the campaign is unknown or completed, the days are outside its
 * dates. A draft or paused campaign may reserve ahead against what stands; its reservations hold nothing until it is active.
 * @param mayPreempt an active campaign takes the place of lower priorities where that alone clears every conflict
 */
export function reserve(request: ReservationRequest, board: CampaignBoard, mayPreempt = false): Result<ReserveAnswer> {
  if (board.reservations.some((other) => other.id === request.id)) return fail('CONFLICT', `Reservation ${request.id} exists already.`, { path: 'id' });
  const campaign = requireCampaign(board, request);
  if (!campaign.ok) return campaign;
  const reservation: Reservation = { ...request, priority: request.priority ?? campaign.value.priority, status: 'active' };
  const conflicts = conflictsWith(reservation, board);
  if (!conflicts.ok) return conflicts;
  if (conflicts.value.length === 0) return succeed({ outcome: 'reserved', reservation, changes: [{ before: null, after: reservation }] });
  const preempting = mayPreempt && campaign.value.status === 'active' ? preemptAll(reservation, conflicts.value, board) : null;
  return succeed(preempting ?? { outcome: 'conflict', conflicts: conflicts.value });
}

/**
 * Moves the last day of an active reservation further out. Only conflicts on the added days refuse it; those it had before
 * stay as they were.
 */
export function extendReservation(before: Reservation, to: string, board: CampaignBoard): Result<ReserveAnswer> {
  if (before.status !== 'active') return fail('CONFLICT', `Reservation ${before.id} is ${before.status}.`, { hint: 'Only active reservations change.', path: 'status' });
  if (to <= before.to) return fail('BAD_INPUT', `${to} does not extend reservation ${before.id}, which ends on ${before.to}.`, { path: 'to' });
  const after: Reservation = { ...before, to };
  const campaign = requireCampaign(board, after);
  if (!campaign.ok) return campaign;
  const conflicts = conflictsWith(after, board);
  if (!conflicts.ok) return conflicts;
  const added = conflicts.value.filter((conflict) => conflict.kind !== 'frequency' && conflict.to > before.to);
  return succeed(added.length > 0 ? { outcome: 'conflict', conflicts: added } : { outcome: 'reserved', reservation: after, changes: [{ before, after }] });
}
