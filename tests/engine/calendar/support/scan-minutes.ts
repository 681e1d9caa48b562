/** A cron schedule as plain lists: null = any. Day of month and day of week both given mean either. */
export interface CronLists {
  readonly minutes: readonly number[] | null;
  readonly hours: readonly number[] | null;
  readonly daysOfMonth: readonly number[] | null;
  readonly months: readonly number[] | null;
  /** 0 = Sunday. */
  readonly weekdays: readonly number[] | null;
}

const MINUTE = 60_000;
const weekdayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Cron text of the lists. */
export const writeCron = (lists: CronLists): string => [lists.minutes, lists.hours, lists.daysOfMonth, lists.months, lists.weekdays].map((list) => list?.join(',') ?? '*').join(' ');

const has = (list: readonly number[] | null, value: number): boolean => list === null || list.includes(value);

function isDue(lists: CronLists, wall: Date): boolean {
  if (!has(lists.minutes, wall.getUTCMinutes()) || !has(lists.hours, wall.getUTCHours()) || !has(lists.months, wall.getUTCMonth() + 1)) return false;
  const isDay = has(lists.daysOfMonth, wall.getUTCDate());
  const isWeekday = has(lists.weekdays, wall.getUTCDay());
  return lists.daysOfMonth !== null && lists.weekdays !== null ? isDay || isWeekday : isDay && isWeekday;
}

/**
 * Resets in [from, to) found by reading the local clock at every minute. Schedules with a wildcard in minute or hour
 * follow that clock; the others reset once for each local minute they name, at the first minute whose clock has reached it.
 */
export function scanMinutes(lists: CronLists, timeZone: string, from: number, to: number): number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  const readWall = (instant: number): number => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const wall = Date.UTC(Number(part['year']), Number(part['month']) - 1, Number(part['day']), Number(part['hour']), Number(part['minute']));
    if (weekdayNames[new Date(wall).getUTCDay()] !== part['weekday']) throw new Error('the clock was misread');
    return wall;
  };
  const isFixed = lists.minutes !== null && lists.hours !== null;
  const resets: number[] = [];
  // A day before the range is enough to know which local minutes were already shown.
  let reached = readWall(from - 1440 * MINUTE);
  for (let instant = from - 1439 * MINUTE; instant < to; instant += MINUTE) {
    const wall = readWall(instant);
    let due = !isFixed && isDue(lists, new Date(wall));
    if (isFixed) for (let shown = reached + MINUTE; shown <= wall; shown += MINUTE) due ||= isDue(lists, new Date(shown));
    reached = Math.max(reached, wall);
    if (due && instant >= from) resets.push(instant);
  }
  return resets;
}
