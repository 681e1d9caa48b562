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

/** A touch, or an outcome that says that an action failed. */
export interface ActionReport extends DoneTouch {
  readonly isFailure: boolean;
}

/** An action that something may have been reported of. */
export interface ReportedAction extends OpenAction {
  readonly state: 'planned' | 'done' | 'failed';
}

/** What was reported of a planned action, and when. */
export interface ReportMatch extends DoneMatch {
  readonly state: 'done' | 'failed';
}

const dayKey = ({ contact, channel, day }: DoneTouch): string => JSON.stringify([contact, channel, day]);

/** Failures that no failed action stands for; of several on one contact, channel and day the first. */
function listNewFailures(actions: readonly ReportedAction[], reports: readonly ActionReport[], matchDays: number): DoneTouch[] {
  const failures = [...new Map(reports.flatMap((report) => (report.isFailure ? [[dayKey(report), report] as const] : []))).values()];
  const failed = actions.filter(({ state }) => state === 'failed').map((action) => ({ ...action, doneDay: null }));
  const placeOf = new Map(failed.map((action) => [action.position, action]));
  const known = new Set(matchDone(failed, failures, matchDays).map(({ position, day }) => dayKey({ ...placeOf.get(position)!, day })));
  return failures.filter((failure) => !known.has(dayKey(failure)));
}

/**
 * What became of planned actions by what was reported: touches carry actions out (`matchDone`); of those left, a failure fails the nearest of its contact
 * and channel within `matchDays` days. A failure that a failed action stands for fails no other. O(n log n + Σ reports · actions of a contact and channel).
 */
export function matchReports(actions: readonly ReportedAction[], reports: readonly ActionReport[], matchDays: number): ReportMatch[] {
  const done = matchDone(actions.filter(({ state }) => state !== 'failed'), reports.filter(({ isFailure }) => !isFailure), matchDays);
  const isDone = new Set(done.map(({ position }) => position));
  const left = actions.filter(({ state, position }) => state === 'planned' && !isDone.has(position));
  const failed = matchDone(left, listNewFailures(actions, reports, matchDays), matchDays);
  return [...done.map((match) => ({ ...match, state: 'done' as const })), ...failed.map((match) => ({ ...match, state: 'failed' as const }))];
}
