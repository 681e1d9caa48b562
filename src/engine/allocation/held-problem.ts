import type { AllocationProblem, HeldEntry } from '../model/allocation.ts';

/** What is booked or used already by one channel on one day, with what rules ask of its contact; '' where a label is missing. */
export interface Held {
  /** Null = work on nobody in particular. */
  readonly contact: string | null;
  readonly channel: string;
  readonly date: string;
  readonly segment: string;
  readonly territory: string;
  /** Who carries it out. */
  readonly rep: string;
  readonly specialty?: string;
  readonly household?: string;
  readonly account?: string;
  /** Campaign it is for. */
  readonly campaign?: string;
  readonly actions: number;
  /** Money booked and not yet spent. */
  readonly committed: number;
  readonly spent: number;
  /** True where the actions took place. */
  readonly isDone?: boolean;
}

/** What is held as entries of a problem; channels the problem does not have are left out. */
export function toHeldEntries(held: readonly Held[], { channels }: Pick<AllocationProblem, 'channels'>): HeldEntry[] {
  const known = new Set(channels.map(({ id }) => id));
  return held.filter(({ channel }) => known.has(channel)).map(({ contact, channel, date, actions, committed, spent, isDone: _isDone, ...labels }) => {
    const named = Object.entries(labels).filter(([, label]) => label !== '' && label !== undefined);
    return { contact, channel, date, actions, amount: Math.max(0, committed + spent), ...(Object.fromEntries(named) as Partial<HeldEntry>) };
  });
}
