/** Rules the scan understands; empty list = absent. Weekdays are names of two letters with an optional number before them. */
export interface ScannedRule {
  readonly frequency: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY';
  readonly interval: number;
  readonly count: number | null;
  readonly weekStart: 'MO' | 'SU';
  readonly months: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly weekdays: readonly string[];
  readonly positions: readonly number[];
}

const DAY = 86_400_000;
const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const utc = (day: number): Date => new Date(day * DAY);
const dayOf = (year: number, month: number, date: number): number => Date.UTC(year, month, date) / DAY;

/** Text of the rule. */
export function writeRule(rule: ScannedRule): string {
  const lists: [string, readonly (number | string)[]][] = [['BYMONTH', rule.months], ['BYMONTHDAY', rule.daysOfMonth], ['BYDAY', rule.weekdays], ['BYSETPOS', rule.positions]];
  return [`FREQ=${rule.frequency}`, `INTERVAL=${rule.interval}`, `WKST=${rule.weekStart}`, ...(rule.count === null ? [] : [`COUNT=${rule.count}`]), ...lists.filter(([, list]) => list.length > 0).map(([name, list]) => `${name}=${list.join(',')}`)].join(';');
}

/** Number of the period that holds a day; only differences count. */
function periodOf(rule: ScannedRule, day: number): number {
  const date = utc(day);
  if (rule.frequency === 'YEARLY') return date.getUTCFullYear();
  if (rule.frequency === 'MONTHLY') return date.getUTCFullYear() * 12 + date.getUTCMonth();
  // 1970-01-01 was a Thursday; 1969-12-29 a Monday.
  return rule.frequency === 'WEEKLY' ? Math.floor((day + (rule.weekStart === 'MO' ? 3 : 4)) / 7) : day;
}

function isWeekdayNamed(rule: ScannedRule, entry: string, day: number): boolean {
  const date = utc(day);
  if (!entry.endsWith(names[date.getUTCDay()]!)) return false;
  const wanted = Number.parseInt(entry, 10);
  if (Number.isNaN(wanted)) return true;
  const inMonth = rule.frequency === 'MONTHLY' || rule.months.length > 0;
  const year = date.getUTCFullYear();
  const same: number[] = [];
  for (let other = dayOf(year, inMonth ? date.getUTCMonth() : 0, 1); other < (inMonth ? dayOf(year, date.getUTCMonth() + 1, 1) : dayOf(year + 1, 0, 1)); other++) if (utc(other).getUTCDay() === date.getUTCDay()) same.push(other);
  return same.at(wanted > 0 ? wanted - 1 : wanted) === day;
}

/** Days of a rule from its first day to another, found by looking at each day. Rules that pick no day are not understood. */
export function scanDays(rule: ScannedRule, first: number, last: number): number[] {
  const open = (day: number): boolean => {
    const date = utc(day);
    const lastOfMonth = utc(dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    return (
      (rule.months.length === 0 || rule.months.includes(date.getUTCMonth() + 1)) &&
      (rule.daysOfMonth.length === 0 || rule.daysOfMonth.some((entry) => date.getUTCDate() === (entry > 0 ? entry : lastOfMonth + 1 + entry))) &&
      (rule.weekdays.length === 0 || rule.weekdays.some((entry) => isWeekdayNamed(rule, entry, day)))
    );
  };
  const sets = new Map<number, number[]>();
  for (let day = dayOf(utc(first).getUTCFullYear() - 1, 11, 20); day <= last + 400; day++) {
    const period = periodOf(rule, day);
    if ((period - periodOf(rule, first)) % rule.interval !== 0 || !open(day)) continue;
    const set = sets.get(period);
    if (set) set.push(day);
    else sets.set(period, [day]);
  }
  const picked = [...sets.values()].flatMap((set) => (rule.positions.length === 0 ? set : set.filter((_, at) => rule.positions.some((position) => (position > 0 ? position - 1 : set.length + position) === at))));
  const days = picked.filter((day) => day >= first);
  return (rule.count === null ? days : days.slice(0, rule.count)).filter((day) => day <= last);
}
