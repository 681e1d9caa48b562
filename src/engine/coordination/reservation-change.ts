import type { Reservation } from '../model/campaign.ts';
import { compareIds } from './rank.ts';

/** One reservation before and after a decision; null before = it is new. */
export interface ReservationChange {
  readonly before: Reservation | null;
  readonly after: Reservation;
}

/** Drafts decisions on reservations without touching them: reads see the draft, `changes` what differs from the start. */
export class ReservationDraft {
  private readonly original: ReadonlyMap<string, Reservation>;
  private readonly current: Map<string, Reservation>;

  constructor(reservations: Iterable<Reservation>) {
    this.current = new Map([...reservations].map((reservation) => [reservation.id, reservation]));
    this.original = new Map(this.current);
  }

  get(id: string): Reservation | undefined {
    return this.current.get(id);
  }

  put(...reservations: readonly Reservation[]): void {
    for (const reservation of reservations) this.current.set(reservation.id, reservation);
  }

  all(): Reservation[] {
    return [...this.current.values()];
  }

  /** Those that still count: active or executed. */
  standing(): Reservation[] {
    return this.all().filter((reservation) => reservation.status === 'active' || reservation.status === 'executed');
  }

  /** Every reservation that differs from the start, by contact and id. */
  changes(): ReservationChange[] {
    return this.all()
      .filter((after) => this.original.get(after.id) !== after)
      .sort((first, second) => compareIds(first.contact, second.contact) || compareIds(first.id, second.id))
      .map((after) => ({ before: this.original.get(after.id) ?? null, after }));
  }
}
