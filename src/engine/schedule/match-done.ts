import type { DayNumber } from '../base/day.ts';

/** A planned action that a touch may have carried out; `doneDay` is set where it is done already. */
export interface OpenAction {
  readonly position: number;
  readonly contact: string;
  readonly channel: string;
  readonly day: DayNumber;
  readonly doneDay: DayNumber | null;
}

export interface DoneTouch {
  readonly contact: string;
  readonly channel: string;
  readonly day: DayNumber;
}

/** An action that a touch carried out, and when. */
export interface DoneMatch {
  readonly position: number;
  readonly day: DayNumber;
}

const keyOf = ({ contact, channel }: { readonly contact: string; readonly channel: string }): string => JSON.stringify([contact, channel]);

function group<T extends { readonly contact: string; readonly channel: string; readonly day: DayNumber }>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const known = groups.get(keyOf(one));
    if (known === undefined) groups.set(keyOf(one), [one]);
    else known.push(one);
  }
  for (const known of groups.values()) known.sort((first, second) => first.day - second.day);
  return groups;
}

/**
 * Which planned actions touches carried out: the earliest touch first, each for the nearest planned action of its contact and
 * channel within `matchDays` days, of equally near ones the earlier. A touch that a done action stands for carries out no other.
 * O(n log n + Σ touches · actions of a contact and channel).
 */
export function matchDone(actions: readonly OpenAction[], touches: readonly DoneTouch[], matchDays: number): DoneMatch[] {
  const touchesOf = group(touches);
  const matches: DoneMatch[] = [];
  for (const [key, all] of group(actions)) {
    const done = all.flatMap(({ doneDay }) => (doneDay === null ? [] : [doneDay]));
    const open = all.filter(({ doneDay }) => doneDay === null);
    for (const { day } of touchesOf.get(key) ?? []) {
      const used = done.indexOf(day);
      if (used >= 0) {
        done.splice(used, 1);
        continue;
      }
      let best = -1;
      for (const [at, action] of open.entries()) {
        const distance = Math.abs(action.day - day);
        if (distance <= matchDays && (best < 0 || distance < Math.abs(open[best]!.day - day))) best = at;
      }
      if (best < 0) continue;
      matches.push({ position: open[best]!.position, day });
      open.splice(best, 1);
    }
  }
  return matches.sort((first, second) => first.position - second.position);
}
