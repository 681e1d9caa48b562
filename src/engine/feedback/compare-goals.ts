import type { Challenge } from '../model/feedback.ts';
import type { PlannedAction } from '../model/plan.ts';

/** Actions of two plans on one contact by one channel, where they differ. */
export interface GoalChange {
  readonly contact: string;
  readonly channel: string;
  readonly before: number;
  readonly after: number;
  /** What a rep asked for, null where nobody did. */
  readonly asked: number | null;
}

/** What solving again with feedback changed. */
export interface GoalDifference {
  readonly changes: readonly GoalChange[];
  /** Actions of the same contact, channel and day in both. */
  readonly kept: number;
  /** Actions of the same contact and channel on another day: before = kept + moved + dropped, after = kept + moved + added. */
  readonly moved: number;
  readonly added: number;
  readonly dropped: number;
  /** Accepted challenges that the new plan meets, of all of them. */
  readonly met: number;
  readonly asked: number;
}

const keyOf = ({ contact, channel }: { readonly contact: string; readonly channel: string }): string => JSON.stringify([contact, channel]);

/** Compares two plans by contact and channel, what was asked for first. O(actions + challenges). */
export function compareGoals(before: readonly PlannedAction[], after: readonly PlannedAction[], accepted: readonly Pick<Challenge, 'contact' | 'channel' | 'goal'>[]): GoalDifference {
  const rows = new Map<string, { contact: string; channel: string; before: number; after: number }>();
  const count = (actions: readonly PlannedAction[], side: 'before' | 'after'): void => {
    for (const { contact, channel } of actions) {
      const key = keyOf({ contact, channel });
      const row = rows.get(key) ?? { contact, channel, before: 0, after: 0 };
      row[side] += 1;
      rows.set(key, row);
    }
  };
  count(before, 'before');
  count(after, 'after');
  const asked = new Map(accepted.map((one) => [keyOf(one), one]));
  for (const one of accepted) if (!rows.has(keyOf(one))) rows.set(keyOf(one), { contact: one.contact, channel: one.channel, before: 0, after: 0 });
  const placed = new Set(before.map(({ contact, channel, date }) => JSON.stringify([contact, channel, date])));
  const kept = after.filter(({ contact, channel, date }) => placed.has(JSON.stringify([contact, channel, date]))).length;
  const changes = [...rows.values()].flatMap((row): GoalChange[] => {
    const goal = asked.get(keyOf(row))?.goal ?? null;
    return row.before === row.after && goal === null ? [] : [{ ...row, asked: goal }];
  });
  const sum = (countOf: (row: { readonly before: number; readonly after: number }) => number): number => [...rows.values()].reduce((total, row) => total + countOf(row), 0);
  return {
    changes: changes.sort((one, other) => Number(one.asked === null) - Number(other.asked === null) || Math.abs(other.after - other.before) - Math.abs(one.after - one.before) || (keyOf(one) < keyOf(other) ? -1 : 1)),
    kept,
    moved: sum((row) => Math.min(row.before, row.after)) - kept,
    added: sum((row) => Math.max(0, row.after - row.before)),
    dropped: sum((row) => Math.max(0, row.before - row.after)),
    met: accepted.filter((one) => rows.get(keyOf(one))?.after === one.goal).length,
    asked: accepted.length,
  };
}
