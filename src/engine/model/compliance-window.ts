import { z } from 'zod';
import { Identifier, IsoDate } from './text.ts';

const names = z.array(Identifier).nullish();

/** What a window does to actions on its days: none at all, only with care (counted, priced or approved), or best then. */
export const ComplianceWindowKind = z.enum(['blackout', 'restricted', 'preferred']);
export type ComplianceWindowKind = z.infer<typeof ComplianceWindowKind>;

/**
 * Days on which contact is barred, restricted or preferred, once or recurring. Filters: null or absent = all, an empty
 * list = none.
 */
export const ComplianceWindow = z
  .strictObject({
    id: Identifier,
    name: Identifier,
    kind: ComplianceWindowKind,
    /** First day and last day (included) of the first time. */
    from: IsoDate,
    to: IsoDate,
    /** RRULE text of RFC 5545, such as FREQ=YEARLY; absent = once. */
    recurrence: z.string().min(1).max(2000).nullish(),
    /** First days of times that do not come. */
    exceptions: z.array(IsoDate).nullish(),
    channels: names,
    contacts: names,
    specialties: names,
    /** Why it stands: a conference, a holiday, a regulation, … */
    reason: z.string().max(500),
    /** False = report-only: counted and shown, never enforced. */
    enforce: z.boolean().optional(),
  })
  .refine((window) => window.from <= window.to, { error: 'expected a last day at or after the first', path: ['to'] });
export type ComplianceWindow = z.infer<typeof ComplianceWindow>;
