import type { PlanGround } from './plan-view.ts';
import type { PlacedAction } from './placed-action.ts';

const NO_DAYS: readonly number[] = [];

/** Days by contact and channel, in the order they were added. */
export class PairDays {
  private readonly channelCount: number;
  private readonly daysOf = new Map<number, number[]>();

  constructor({ problem }: PlanGround) {
    this.channelCount = problem.channels.length;
  }

  add({ contact, channel, day }: PlacedAction): void {
    const pair = contact * this.channelCount + channel;
    const days = this.daysOf.get(pair);
    if (days === undefined) this.daysOf.set(pair, [day]);
    else days.push(day);
  }

  of({ contact, channel }: Pick<PlacedAction, 'contact' | 'channel'>): readonly number[] {
    return this.daysOf.get(contact * this.channelCount + channel) ?? NO_DAYS;
  }

  /** Contacts and channels that have days, in order of their first. */
  *pairs(): Iterable<{ readonly contact: number; readonly channel: number; readonly days: readonly number[] }> {
    for (const [pair, days] of this.daysOf) yield { contact: Math.floor(pair / this.channelCount), channel: pair % this.channelCount, days };
  }
}
