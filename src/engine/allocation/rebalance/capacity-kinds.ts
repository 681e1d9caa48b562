/** Kinds of rules that say how much can be done, and when somebody works: where one stands against an action, capacity went. */
export const CAPACITY_KINDS: ReadonlySet<string> = new Set(['capacity', 'rep_capacity', 'concurrent', 'budget', 'rep_calendar']);
