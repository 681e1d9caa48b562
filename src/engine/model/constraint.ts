import { z } from 'zod';
import { openComplianceWindow } from '../calendar/compliance-window.ts';
import { checkResets } from '../calendar/reset-days.ts';
import { Identifier, IsoDate, Weekday } from './text.ts';

const names = z.array(Identifier).nullish();
const textUpTo = (length: number) => z.string().max(length, { error: `expected at most ${length} characters` }).optional();
const days = (least: number) => z.int({ error: 'expected a whole number of days' }).min(least, { error: `expected ${least} days or more` });

/** Most characters of who answers for a rule, and of why it stands. */
export const OWNER_LENGTH = 120;
export const REASON_LENGTH = 500;

/** Which actions a rule speaks of; null or absent = all. Dates are inclusive. */
const scope = {
  id: Identifier,
  /** False = report-only: counted and shown, never enforced. */
  enforce: z.boolean().optional(),
  /** Who answers for the rule, and why it stands. */
  owner: textUpTo(OWNER_LENGTH),
  reason: textUpTo(REASON_LENGTH),
  channels: names,
  segments: names,
  territories: names,
  contacts: names,
  specialties: names,
  reps: names,
  /** Campaigns whose actions it counts; for budget, capacity, minimum and coverage over the whole horizon, beside no other filter. */
  campaigns: names,
};
const dates = { from: IsoDate.nullish(), to: IsoDate.nullish() };

/** Starts periods anew at every reset of a cron expression (five fields) on the local clock of a time zone, in place of `per`. */
export const PeriodResets = z.strictObject({ cron: z.string().min(1).max(200), timeZone: z.string().min(1).max(100) }).superRefine((resets, context) => {
  const fault = checkResets(resets)?.fault;
  if (fault !== undefined) context.addIssue({ code: 'custom', path: [fault.path === 'timeZone' ? 'timeZone' : 'cron'], message: fault.message.replace(/\.$/, '') });
});
export type PeriodResets = z.infer<typeof PeriodResets>;

/** Length of the period a capacity is counted in; a week is 7 days of the horizon from its start, a month one of the calendar. */
export const CapacityPeriod = z.enum(['day', 'week', 'month', 'horizon']);
export type CapacityPeriod = z.infer<typeof CapacityPeriod>;

/** What a blackout's days mean: nothing happens on them; what happens is shown; actions are rather planned on them. */
export const BlackoutWindow = z.enum(['blackout', 'restricted', 'preferred']);
export type BlackoutWindow = z.infer<typeof BlackoutWindow>;

/** Whose touches a pressure rule adds up. */
export const PressureUnit = z.enum(['contact', 'household', 'account']);
export type PressureUnit = z.infer<typeof PressureUnit>;

/** At most `max` actions in scope per period. */
export const CapacityConstraint = z.strictObject({ ...scope, ...dates, kind: z.literal('capacity'), per: CapacityPeriod, resets: PeriodResets.optional(), max: z.number().min(0) });
/** At most `max` actions in scope per period and rep. */
export const RepCapacityConstraint = z.strictObject({ ...scope, ...dates, kind: z.literal('rep_capacity'), per: CapacityPeriod, resets: PeriodResets.optional(), max: z.number().min(0) });
/** Σ cost of the actions in scope ≤ `max` per period; absent = the horizon. */
export const BudgetConstraint = z.strictObject({
  ...scope,
  ...dates,
  kind: z.literal('budget'),
  per: CapacityPeriod.optional(),
  resets: PeriodResets.optional(),
  max: z.number().min(0),
  /** What one action by a channel costs this budget; the channel's unit cost where absent. Not beside campaigns. */
  costs: z.record(z.string(), z.number().min(0)).optional(),
});
/** At most `max` actions in scope in progress on any day; an action is in progress on its day and the `durationDays` − 1 days after. */
export const ConcurrentConstraint = z.strictObject({ ...scope, ...dates, kind: z.literal('concurrent'), max: z.number().min(0), durationDays: days(1) });
/** Per contact at most `max` actions in scope in any `windowDays` consecutive days. */
export const FrequencyConstraint = z.strictObject({ ...scope, ...dates, kind: z.literal('frequency'), windowDays: z.int().min(1), max: z.int().min(0) });
/** Per contact, over the channels in scope: at most `maxPerMonth` actions in a calendar month, two actions at least `cooldownDays` apart. */
export const ContactLimitConstraint = z
  .strictObject({
    ...scope,
    ...dates,
    kind: z.literal('contact_limit'),
    maxPerMonth: z.int().min(0).optional(),
    cooldownDays: days(0).optional(),
    /** Where the limit comes from; absent = default. */
    source: z.enum(['default', 'preference', 'compliance', 'manual']).optional(),
  })
  .refine((rule) => rule.maxPerMonth !== undefined || rule.cooldownDays !== undefined, { error: 'expected maxPerMonth, cooldownDays or both' });
/** Σ weight of the actions in scope (1 where a channel has none) in any `windowDays` consecutive days ≤ `max`, per contact, household or account. */
export const PressureConstraint = z.strictObject({
  ...scope,
  ...dates,
  kind: z.literal('pressure'),
  weights: z.record(z.string(), z.number().min(0)).optional(),
  windowDays: days(1),
  max: z.number().min(0),
  per: PressureUnit,
});
/** On one contact no action by `first` and action by `second` within `withinDays` days of each other; 0 = the same day. */
export const ExclusionConstraint = z
  .strictObject({ ...scope, ...dates, kind: z.literal('exclusion'), first: Identifier, second: Identifier, withinDays: days(0) })
  .refine((rule) => rule.first !== rule.second, { error: 'expected a channel other than first', path: ['second'] });
/**
 * On one contact, `precede`: an action by `then` needs one by `first` at most `withinDays` days before it; `follow`: an
 * action by `first` needs one by `then` at most `withinDays` days after it.
 */
export const SequenceConstraint = z
  // oxlint-disable-next-line unicorn/no-thenable -- `then` is text of the public format, never called
  .strictObject({ ...scope, ...dates, kind: z.literal('sequence'), first: Identifier, then: Identifier, withinDays: days(0), need: z.enum(['follow', 'precede']) })
  .refine((rule) => rule.first !== rule.then, { error: 'expected a channel other than first', path: ['then'] });
/**
 * No action in scope from `from` to `to`, both days included; with another `window` the days are only watched or preferred.
 * With a `recurrence` these are the days of the first time.
 */
export const BlackoutConstraint = z
  .strictObject({
    ...scope,
    from: IsoDate,
    to: IsoDate,
    kind: z.literal('blackout'),
    window: BlackoutWindow.optional(),
    /** RRULE text of RFC 5545, such as FREQ=YEARLY; absent = once. */
    recurrence: z.string().min(1).max(2000).optional(),
    /** First days of times that do not come. */
    exceptions: z.array(IsoDate).max(2000).optional(),
  })
  .superRefine((rule, context) => {
    if (rule.recurrence === undefined) return;
    const opened = openComplianceWindow({ ...rule, name: rule.id });
    if (!opened.ok) context.addIssue({ code: 'custom', path: [opened.fault.path === 'to' ? 'to' : 'recurrence'], message: opened.fault.message.replace(/\.$/, '') });
  });
/** No action in scope on days that are not among `weekdays` (ISO) or are `daysOff`; `reps` says whose calendar it is. */
export const RepCalendarConstraint = z
  .strictObject({ ...scope, ...dates, kind: z.literal('rep_calendar'), weekdays: z.array(Weekday).optional(), daysOff: z.array(IsoDate).optional() })
  .refine((rule) => rule.weekdays !== undefined || rule.daysOff !== undefined, { error: 'expected weekdays, daysOff or both' });
/** At least `minContacts`, or the share `minShare` (rounded up), of the contacts in scope get an action in scope. */
export const CoverageConstraint = z
  .strictObject({ ...scope, ...dates, kind: z.literal('coverage'), minShare: z.number().min(0).max(1).optional(), minContacts: z.int().min(0).optional() })
  .refine((rule) => (rule.minShare === undefined) !== (rule.minContacts === undefined), { error: 'expected exactly one of minShare and minContacts' });
/** At least `min` actions in scope. */
export const MinimumConstraint = z.strictObject({ ...scope, ...dates, kind: z.literal('minimum'), min: z.int().min(0) });

/** Any rule of an allocation problem. */
export const Constraint = z.discriminatedUnion('kind', [
  CapacityConstraint,
  RepCapacityConstraint,
  ConcurrentConstraint,
  BudgetConstraint,
  FrequencyConstraint,
  ContactLimitConstraint,
  PressureConstraint,
  ExclusionConstraint,
  SequenceConstraint,
  BlackoutConstraint,
  RepCalendarConstraint,
  CoverageConstraint,
  MinimumConstraint,
]);
export type Constraint = z.infer<typeof Constraint>;
export type ConstraintKind = Constraint['kind'];

/** True where the rule speaks to a solver at all: it is not report-only. */
export const isActive = (constraint: Constraint): boolean => constraint.enforce !== false;

/** True unless a breach is only reported: the rule is report-only, or its days are merely restricted or preferred. */
export const isEnforced = (constraint: Constraint): boolean =>
  isActive(constraint) && (constraint.kind !== 'blackout' || (constraint.window ?? 'blackout') === 'blackout');
