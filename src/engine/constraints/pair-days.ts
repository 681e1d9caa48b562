import type { PlanGround } from './plan-view.ts';
import type { PlacedAction } from './placed-action.ts';
import { Slots } from './slots.ts';

const NO_DAYS: readonly number[] = [];

/** Days by contact and channel, in the order they were added. */
export class PairDays {
  private readonly channelCount: number;
  private readonly daysOf: Slots<number[]>;

  constructor({ problem }: PlanGround) {
    this.channelCount = problem.channels.length;
    this.daysOf = new Slots(problem.contacts.ids.length * this.channelCount, () => []);
  }

  add({ contact, channel, day }: PlacedAction): void {
    this.daysOf.open(contact * this.channelCount + channel).push(day);
  }

  of({ contact, channel }: Pick<PlacedAction, 'contact' | 'channel'>): readonly number[] {
    return this.daysOf.isEmpty ? NO_DAYS : (this.daysOf.peek(contact * this.channelCount + channel) ?? NO_DAYS);
  }

  /** Contacts and channels that have days, in order of their first. */
  *pairs(): Iterable<{ readonly contact: number; readonly channel: number; readonly days: readonly number[] }> {
    for (const [pair, days] of this.daysOf.entries()) yield { contact: Math.floor(pair / this.channelCount), channel: pair % this.channelCount, days };
  }
}
