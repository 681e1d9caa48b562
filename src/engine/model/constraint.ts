import { z } from 'zod';
import { Identifier, IsoDate } from './text.ts';

const names = z.array(Identifier).nullish();

/** Which actions a rule speaks of; null or absent = all. Dates are inclusive. */
const scope = {
  id: Identifier,
  /** False = report-only: counted and shown, never enforced. */
  enforce: z.boolean().optional(),
  channels: names,
  segments: names,
  territories: names,
  contacts: names,
};
const dates = { from: IsoDate.nullish(), to: IsoDate.nullish() };

/** Length of the period a capacity is counted in; a week is 7 days of the horizon from its start. */
export const CapacityPeriod = z.enum(['day', 'week', 'horizon']);
export type CapacityPeriod = z.infer<typeof CapacityPeriod>;

/** At most `max` actions in scope per period. */
export const CapacityConstraint = z.strictObject({ ...scope, ...dates, kind: z.literal('capacity'), per: CapacityPeriod, max: z.number().min(0) });
/** At most `max` actions in scope per period and rep. */
export const RepCapacityConstraint = z.strictObject({ ...scope, ...dates, kind: z.literal('rep_capacity'), per: CapacityPeriod, max: z.number().min(0) });
/** Σ unit cost of the actions in scope ≤ `max`. */
export const BudgetConstraint = z.strictObject({ ...scope, ...dates, kind: z.literal('budget'), max: z.number().min(0) });
/** Per contact at most `max` actions in scope in any `windowDays` consecutive days. */
export const FrequencyConstraint = z.strictObject({ ...scope, ...dates, kind: z.literal('frequency'), windowDays: z.int().min(1), max: z.int().min(0) });
/** No action in scope from `from` to `to`, both days included. */
export const BlackoutConstraint = z.strictObject({ ...scope, from: IsoDate, to: IsoDate, kind: z.literal('blackout') });
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
  BudgetConstraint,
  FrequencyConstraint,
  BlackoutConstraint,
  CoverageConstraint,
  MinimumConstraint,
]);
export type Constraint = z.infer<typeof Constraint>;
export type ConstraintKind = Constraint['kind'];

/** True unless the rule is report-only. */
export const isEnforced = (constraint: Constraint): boolean => constraint.enforce !== false;
