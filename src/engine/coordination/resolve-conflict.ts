import { formatDay } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import type { Campaign, Conflict, FrequencyLimit, Reservation, Resolution } from '../model/campaign.ts';
import { standingReservations } from './collide.ts';
import { listConflicts, type CampaignBoard } from './detect-conflicts.ts';
import { findRoom } from './find-room.ts';
import { mayPreempt } from './rank.ts';
import { ReservationDraft, type ReservationChange } from './reservation-change.ts';
import { preemptReservation, releaseReservation } from './reservation-lifecycle.ts';
import { dayOf } from './touch-limits.ts';

/** What a decision by hand changes, and the same in words. */
export interface ConflictDecision {
  readonly changes: readonly ReservationChange[];
  readonly summary: string;
}

const sameLimit = (first: FrequencyLimit | undefined, second: FrequencyLimit | undefined): boolean =>
  first?.contact === second?.contact &&
  first?.channel === second?.channel &&
  first?.max === second?.max &&
  first?.windowDays === second?.windowDays &&
  first?.from === second?.from &&
  first?.to === second?.to &&
  JSON.stringify(first?.channels) === JSON.stringify(second?.channels);

/** The conflict as it stands now with the same reservations in the same order of rank; `STALE` where it is gone or changed. */
function requireStanding(conflict: Conflict, standing: readonly Reservation[], limits: readonly FrequencyLimit[]): Result<Conflict> {
  const ofContact = standing.filter((reservation) => reservation.contact === conflict.contact);
  const members = JSON.stringify(conflict.reservations);
  const found = listConflicts(ofContact, limits).find((other) => JSON.stringify(other.reservations) === members && sameLimit(other.limit, conflict.limit));
  if (found !== undefined) return succeed(found);
  return fail('STALE', `The conflict of ${conflict.reservations.join(', ')} is no longer as it was.`, { hint: 'Look at the conflicts again.' });
}

/**
 * Who has to give way, first to go first. Of two that collide the other one; in a full window as many as are too many, from
 * the lowest rank up, the winner never.
 */
function losersOf(conflict: Conflict, resolution: Exclude<Resolution, 'merge'>): readonly string[] {
  const [first, ...rest] = conflict.reservations;
  const tooMany = conflict.limit === undefined ? 1 : conflict.reservations.length - conflict.limit.max;
  if (resolution !== 'secondWins') return rest.slice(rest.length - tooMany).reverse();
  const lower = rest.slice(1);
  return [first!, ...lower.slice(lower.length - (tooMany - 1)).reverse()];
}

/** Preemption where rank and loser allow it, otherwise the planner's own release. */
function giveWay(winner: Reservation, loser: Reservation): Result<readonly Reservation[]> {
  if (!mayPreempt(winner, loser)) {
    const released = releaseReservation(loser);
    return released.ok ? succeed([released.value]) : released;
  }
  const preemption = preemptReservation(winner, loser);
  return preemption.ok ? succeed([preemption.value.winner, preemption.value.loser]) : preemption;
}

function letWin(conflict: Conflict, resolution: 'firstWins' | 'secondWins', draft: ReservationDraft): Result<string> {
  const winner = conflict.reservations[resolution === 'firstWins' ? 0 : 1]!;
  const words: string[] = [];
  for (const id of losersOf(conflict, resolution)) {
    const changed = giveWay(draft.get(winner)!, draft.get(id)!);
    if (!changed.ok) return changed;
    draft.put(...changed.value);
    words.push(`${id} ${draft.get(id)!.status}`);
  }
  return succeed(`${winner} wins: ${words.join(', ')}.`);
}

/** First day on which the loser may stand: behind the winner, or a day later where only touches are too close. */
function firstDayBehind(conflict: Conflict, loser: Reservation, draft: ReservationDraft): string {
  const last = conflict.limit === undefined ? draft.get(conflict.reservations[0]!)!.to : loser.from;
  return formatDay(dayOf(last) + 1);
}

/** Moves the losers one by one, the highest rank to the nearest days; those still to move are in nobody's way. */
function defer(conflict: Conflict, draft: ReservationDraft, campaigns: readonly Campaign[], standing: readonly Reservation[], limits: readonly FrequencyLimit[]): Result<string> {
  const waiting = new Set(losersOf(conflict, 'defer'));
  const words: string[] = [];
  for (const id of [...waiting].reverse()) {
    const loser = draft.get(id)!;
    if (loser.status !== 'active') return fail('CONFLICT', `Reservation ${id} is ${loser.status} and cannot move.`, { path: 'status' });
    const campaign = campaigns.find((one) => one.id === loser.campaign)!;
    const earliest = firstDayBehind(conflict, loser, draft);
    const others = standing.filter((other) => !waiting.has(other.id)).map((other) => draft.get(other.id)!);
    const moved = findRoom(loser, { campaign, earliest, others, limits });
    if (moved === null) {
      return fail('CONFLICT', `No room for reservation ${id} from ${earliest} to the end of ${campaign.name}, ${campaign.to ?? 'open'}.`, { hint: 'Extend the campaign or let one of the two win.' });
    }
    draft.put(moved);
    waiting.delete(id);
    words.push(`${id} moves to ${moved.from}`);
  }
  return succeed(`${words.join(', ')}.`);
}

const isInside = (date: string | undefined, conflict: Conflict): boolean => date !== undefined && conflict.from <= date && date <= conflict.to;

/**
 * One touch serves both: the higher one keeps what both asked for (the days and the channel in common, the firmer kind) and
 * may be preempted only where both may; the lower one is released into it.
 */
function merge(conflict: Conflict, draft: ReservationDraft): Result<string> {
  if (conflict.limit !== undefined) return fail('NOT_SUPPORTED', 'Touches on different days do not merge.', { hint: 'Let one win or defer.', path: 'resolution' });
  const [first, second] = [draft.get(conflict.reservations[0]!)!, draft.get(conflict.reservations[1]!)!];
  const { plannedDate: firstDate, ...rest } = first;
  const plannedDate = [firstDate, second.plannedDate].find((date) => isInside(date, conflict));
  const kinds = [first.kind, second.kind];
  const merged: Reservation = {
    ...rest,
    channel: conflict.channel,
    kind: kinds.includes('exclusive') ? 'exclusive' : 'priority',
    from: conflict.from,
    to: conflict.to,
    ...(plannedDate === undefined ? {} : { plannedDate }),
    canPreempt: first.canPreempt && second.canPreempt,
    sharedWith: [...new Set([...(first.sharedWith ?? []), second.campaign, ...(second.sharedWith ?? [])])].filter((campaign) => campaign !== first.campaign),
  };
  draft.put(merged, { ...second, status: 'released', mergedInto: first.id });
  return succeed(`${second.id} is served by ${first.id} from ${conflict.from} to ${conflict.to}.`);
}

/**
 * Carries out a decision about one conflict; nothing given is changed. `STALE` where the conflict is no longer as it was,
 * `CONFLICT` where the loser was executed or has no room behind the winner, `NOT_SUPPORTED` for merging touches of different
 * days. Letting one win preempts the loser where rank and loser allow it; otherwise it is released, the planner's own
 * decision. Resolving one conflict leaves others of the same reservations to their own decisions.
 */
export function resolveConflict(conflict: Conflict, resolution: Resolution, board: CampaignBoard): Result<ConflictDecision> {
  const standing = standingReservations(board.campaigns, board.reservations);
  if (!standing.ok) return standing;
  const found = requireStanding(conflict, standing.value, board.limits);
  if (!found.ok) return found;
  const draft = new ReservationDraft(board.reservations.filter((reservation) => reservation.contact === conflict.contact));
  const ofContact = standing.value.filter((reservation) => reservation.contact === conflict.contact);
  const done =
    resolution === 'merge' ? merge(found.value, draft) : resolution === 'defer' ? defer(found.value, draft, board.campaigns, ofContact, board.limits) : letWin(found.value, resolution, draft);
  return done.ok ? succeed({ changes: draft.changes(), summary: done.value }) : done;
}
