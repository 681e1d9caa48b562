import { formatDay } from '../base/day.ts';
import { succeed, type Result } from '../base/fault.ts';
import type { Campaign, Conflict, FrequencyLimit, Reservation } from '../model/campaign.ts';
import { collide, standingReservations } from './collide.ts';
import { listConflicts, type CampaignBoard } from './detect-conflicts.ts';
import { findRoom } from './find-room.ts';
import { compareIds, compareRank } from './rank.ts';
import { ReservationDraft, type ReservationChange } from './reservation-change.ts';
import { recordPreempted } from './reservation-lifecycle.ts';
import { datePlanned, dayOf, fillersOf, limitCounts, type DatedReservation } from './touch-limits.ts';

/** What happens to a loser: it is preempted, or moved to later days of its campaign where there is room. */
export type LoserPolicy = 'preempt' | 'defer';

/** One reservation that had to give way, and to whom. */
export interface AutoDecision {
  readonly contact: string;
  readonly channel: string | null;
  readonly winner: string;
  readonly loser: string;
  readonly outcome: 'preempted' | 'deferred';
  /** What put the winner first: the first of these in which the two differ. */
  readonly because: 'executed' | 'priority' | 'earlier' | 'id';
  /** True where not the days but a frequency limit stood in the way. */
  readonly isFrequency: boolean;
}

/** Everything an automatic resolution decided, and what it left to a person. */
export interface ResolutionReport {
  readonly changes: readonly ReservationChange[];
  readonly decisions: readonly AutoDecision[];
  /** Conflicts whose losers do not allow preemption. */
  readonly left: readonly Conflict[];
}

interface Obstacle {
  readonly winner: Reservation;
  readonly isFrequency: boolean;
}

/**
 * True where automatic resolution would decide a conflict: a member that allows preemption is outranked by as many others
 * as may stand.
 * @param members reservations of the conflict, highest rank first, as in `Conflict`
 */
export function isResolvable(conflict: Conflict, members: readonly Reservation[]): boolean {
  const standing = conflict.limit?.max ?? 1;
  return members.slice(standing).some((member) => member.status === 'active' && member.canPreempt);
}

/** Highest rank of a few reservations. */
function strongestOf(reservations: readonly Reservation[]): Reservation | undefined {
  let strongest = reservations[0];
  for (const other of reservations) if (strongest !== undefined && compareRank(other, strongest) < 0) strongest = other;
  return strongest;
}

/** The strongest reservation of those that stand above another and in its way; null where there is none. */
function findObstacle({ reservation, plannedDay }: DatedReservation, kept: readonly DatedReservation[], limits: readonly FrequencyLimit[]): Obstacle | null {
  const isAbove = (other: DatedReservation): boolean => compareRank(other.reservation, reservation) < 0;
  const holders = kept.filter((other) => other.reservation.status === 'active' && collide(other.reservation, reservation) && isAbove(other));
  const holder = strongestOf(holders.map((other) => other.reservation));
  if (holder !== undefined) return { winner: holder, isFrequency: false };
  if (plannedDay === null) return null;
  for (const limit of limits) {
    if (!limitCounts(limit, reservation)) continue;
    const filler = strongestOf(fillersOf(plannedDay, kept.filter((other) => limitCounts(limit, other.reservation) && isAbove(other)), limit));
    if (filler !== undefined) return { winner: filler, isFrequency: true };
  }
  return null;
}

function whyFirst(winner: Reservation, loser: Reservation): AutoDecision['because'] {
  if (winner.status === 'executed') return 'executed';
  if (winner.priority !== loser.priority) return 'priority';
  return winner.from === loser.from ? 'id' : 'earlier';
}

/** Decides one contact: what may not be preempted stands, the rest stands by rank as far as nothing that stands is above and in its way. */
class ContactResolver {
  private readonly draft: ReservationDraft;
  private readonly limits: readonly FrequencyLimit[];
  private readonly campaigns: ReadonlyMap<string, Campaign>;
  private readonly policy: LoserPolicy;
  readonly decisions: AutoDecision[] = [];

  constructor(reservations: readonly Reservation[], limits: readonly FrequencyLimit[], campaigns: ReadonlyMap<string, Campaign>, policy: LoserPolicy) {
    this.draft = new ReservationDraft(reservations);
    this.limits = limits;
    this.campaigns = campaigns;
    this.policy = policy;
  }

  resolve(): readonly ReservationChange[] {
    const ranked = this.draft.standing().sort(compareRank).map(datePlanned);
    const isFirm = ({ reservation }: DatedReservation): boolean => reservation.status === 'executed' || !reservation.canPreempt;
    const kept = ranked.filter(isFirm);
    for (const reservation of ranked) {
      if (isFirm(reservation)) continue;
      const obstacle = findObstacle(reservation, kept, this.limits);
      if (obstacle === null) kept.push(reservation);
      else this.giveWay(reservation.reservation, obstacle);
    }
    return this.draft.changes();
  }

  /** A deferred one is placed clear of all that still stand, decided or not, so it never meets a conflict again. */
  private giveWay(loser: Reservation, { winner, isFrequency }: Obstacle): void {
    const moved = this.policy === 'defer' ? this.defer(loser, isFrequency ? loser.from : winner.to) : null;
    const { contact, channel, id } = loser;
    this.decisions.push({ contact, channel, winner: winner.id, loser: id, outcome: moved === null ? 'preempted' : 'deferred', because: whyFirst(winner, loser), isFrequency });
    if (moved === null) this.draft.put(recordPreempted(this.draft.get(winner.id)!, id), { ...loser, status: 'preempted', preemptedBy: winner.id });
    else this.draft.put(moved);
  }

  private defer(loser: Reservation, after: string): Reservation | null {
    const campaign = this.campaigns.get(loser.campaign)!;
    return findRoom(loser, { campaign, earliest: formatDay(dayOf(after) + 1), others: this.draft.standing(), limits: this.limits });
  }
}

function groupByContact(reservations: readonly Reservation[]): ReadonlyMap<string, Reservation[]> {
  const groups = new Map<string, Reservation[]>();
  for (const reservation of reservations) {
    const group = groups.get(reservation.contact);
    if (group === undefined) groups.set(reservation.contact, [reservation]);
    else group.push(reservation);
  }
  return groups;
}

/**
 * Resolves every conflict that rank decides and whose loser allows preemption; nothing given is changed. A loser is preempted,
 * recorded on both sides, or deferred under that policy where its campaign has room. What no reservation allows is left and
 * listed. Afterwards no conflict is left that `isResolvable`. Deterministic, whatever the order of the reservations.
 * O(n log n + Σ k²) for k reservations of a contact, times days where it defers.
 */
export function autoResolve(board: CampaignBoard, policy: LoserPolicy): Result<ResolutionReport> {
  const standing = standingReservations(board.campaigns, board.reservations);
  if (!standing.ok) return standing;
  const campaigns = new Map(board.campaigns.map((campaign) => [campaign.id, campaign]));
  const changes: ReservationChange[] = [];
  const decisions: AutoDecision[] = [];
  for (const [, reservations] of [...groupByContact(standing.value)].sort(([first], [second]) => compareIds(first, second))) {
    if (reservations.length < 2) continue;
    const resolver = new ContactResolver(reservations, board.limits, campaigns, policy);
    changes.push(...resolver.resolve());
    decisions.push(...resolver.decisions);
  }
  const after = new Map(changes.map((change) => [change.after.id, change.after]));
  const stillStanding = standing.value.map((reservation) => after.get(reservation.id) ?? reservation).filter((reservation) => reservation.status !== 'preempted');
  return succeed({ changes, decisions, left: listConflicts(stillStanding, board.limits) });
}
