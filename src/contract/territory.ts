import { z } from 'zod';
import { ContactFilter } from '../engine/model/filter.ts';
import { Assignment, AssignmentRole, Rep } from '../engine/model/territory.ts';
import { Identifier, IsoDate } from '../engine/model/text.ts';
import { Nothing, page, route } from './base.ts';

/** What a rep carries on a day. Contacts without an assignment count for the rep their own column names. */
export const RepLoad = z.strictObject({
  ...Rep.shape,
  /** False for a rep that is only named by contacts or assignments: works Monday to Friday. */
  hasCalendar: z.boolean(),
  primary: z.int(),
  secondary: z.int(),
  backup: z.int(),
  /** Σ value of the primary contacts. */
  value: z.number(),
  /** Actions booked for the rep within the horizon. */
  booked: z.int(),
  /** Days of the horizon the rep works on. */
  workingDays: z.int(),
});
export type RepLoad = z.infer<typeof RepLoad>;

export const Territories = z.strictObject({
  /** Day the assignments are read for: the first of the horizon. */
  date: IsoDate,
  reps: z.array(RepLoad),
  /** Contacts without any primary rep. */
  unassigned: z.int(),
  /** Jain's index of the reps' values: 1 where all carry the same, 1/n where one carries all; null without reps. */
  fairness: z.number().nullable(),
});
export type Territories = z.infer<typeof Territories>;

export const territoryContract = {
  get: route.input(Nothing).output(Territories),
  /** Federal holidays of the United States as offices observe them, of the years the horizon touches, by day. */
  holidays: route.input(Nothing).output(z.array(z.strictObject({ date: IsoDate, name: z.string() }))),
  saveRep: route.input(Rep).output(z.void()),
  /** Removes a rep's calendar and assignments. */
  removeRep: route.input(z.strictObject({ id: Identifier })).output(z.void()),
  assignments: route.input(z.strictObject({ rep: Identifier.optional(), contact: Identifier.optional(), ...page })).output(z.strictObject({ total: z.int(), rows: z.array(Assignment) })),
  /** Assigns every contact of a filter; a primary that overlaps another primary of the contact is refused unless `replace` ends the other. */
  assign: route
    .input(z.strictObject({ rep: Identifier, role: AssignmentRole, from: IsoDate.nullable(), to: IsoDate.nullable(), filter: ContactFilter, replace: z.boolean() }))
    .output(z.strictObject({ assigned: z.int() })),
  unassign: route.input(z.strictObject({ ids: z.array(z.int()).min(1).max(10_000) })).output(z.void()),
};
