import type { DayNumber } from '../base/day.ts';
import type { ExecutionSettings } from '../model/execution.ts';

/** An action that gets a time of its day. */
export interface DatedAction {
  /** Number by which the answer names it. */
  readonly position: number;
  readonly contact: string;
  readonly channel: string;
  readonly day: DayNumber;
  /** Who carries it out; '' = nobody in particular, who keeps no order. */
  readonly rep: string;
  readonly territory: string;
  readonly lift: number;
}

/** When an action is carried out: minutes after midnight, and its place in the day of its rep, from 1. */
export interface TimeWindow {
  readonly position: number;
  readonly place: number;
  readonly start: number;
  readonly end: number;
  /** True where the day is too short for the minutes its actions ask for, so that each got less. */
  readonly isTight: boolean;
}

type Hours = Pick<ExecutionSettings, 'hours' | 'repHours' | 'minutes' | 'minutesEach'>;

const compareText = (first: string, second: string): number => (first < second ? -1 : first > second ? 1 : 0);

/** Territories stay together, the most valuable first; inside one the most valuable action, then contact and channel. */
function orderDay(actions: readonly DatedAction[]): DatedAction[] {
  const worth = new Map<string, number>();
  for (const { territory, lift } of actions) worth.set(territory, (worth.get(territory) ?? 0) + lift);
  return actions.toSorted(
    (first, second) =>
      (first.territory === second.territory ? 0 : worth.get(second.territory)! - worth.get(first.territory)! || compareText(first.territory, second.territory)) ||
      second.lift - first.lift ||
      compareText(first.contact, second.contact) ||
      compareText(first.channel, second.channel) ||
      first.position - second.position,
  );
}

/** One rep's day, one action after the other; where they do not fit, each gets its share of the day. */
function fillDay(actions: readonly DatedAction[], rep: string, settings: Hours): TimeWindow[] {
  const { start: open, end: close } = settings.repHours[rep] ?? settings.hours;
  const asked = actions.map(({ channel }) => settings.minutes[channel] ?? settings.minutesEach);
  const total = asked.reduce((sum, minutes) => sum + minutes, 0);
  const isTight = total > close - open;
  const scale = isTight ? (close - open) / total : 1;
  let before = 0;
  return actions.map(({ position }, at) => {
    const start = open + Math.floor(before * scale);
    before += asked[at]!;
    return { position, place: at + 1, start, end: open + Math.floor(before * scale), isTight };
  });
}

/**
 * Orders the actions of every day and rep and gives each its time window: inside the working hours of its rep, no two of one rep at
 * once. Actions of nobody have the whole working day, in order of value. Deterministic, whatever the order of the list. O(n log n).
 */
export function placeInDays(actions: readonly DatedAction[], settings: Hours): TimeWindow[] {
  const days = new Map<string, DatedAction[]>();
  for (const action of actions) {
    const key = `${action.day} ${action.rep}`;
    const known = days.get(key);
    if (known === undefined) days.set(key, [action]);
    else known.push(action);
  }
  return [...days.values()].flatMap((day) => {
    const ordered = orderDay(day);
    const rep = ordered[0]?.rep ?? '';
    if (rep !== '') return fillDay(ordered, rep, settings);
    const { start, end } = settings.hours;
    return ordered.map(({ position }, at) => ({ position, place: at + 1, start, end, isTight: false }));
  });
}
