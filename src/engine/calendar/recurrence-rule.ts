import type { WallSecond } from './wall-time.ts';

export const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const;
export type Frequency = (typeof frequencies)[number];

/** A weekday (ISO, 1 = Monday), with `ordinal` only the n-th of its month or year; negative counts from the end. */
export interface RuleWeekday {
  readonly weekday: number;
  readonly ordinal: number | null;
}

/** Last moment of a rule, included. A bare date reaches to the end of its day; UTC times are instants. */
export interface RuleEnd {
  readonly wall: WallSecond;
  readonly isUtc: boolean;
}

/** A recurrence rule (RRULE of RFC 5545, 3.3.10) in parts. An empty list means that the part is absent. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: RuleEnd | null;
  /** ISO weekday on which a week starts. */
  readonly weekStart: number;
  readonly months: readonly number[];
  readonly weeks: readonly number[];
  readonly daysOfYear: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly weekdays: readonly RuleWeekday[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly positions: readonly number[];
}
