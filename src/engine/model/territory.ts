import { z } from 'zod';
import { Identifier, IsoDate, Weekday } from './text.ts';

/** Who engages contacts, and on which days. */
export const Rep = z.strictObject({
  id: Identifier,
  name: z.string().max(200),
  /** ISO weekdays the rep works on. */
  weekdays: z.array(Weekday).min(1),
  /** Days off and holidays. */
  daysOff: z.array(IsoDate).max(2000),
});
export type Rep = z.infer<typeof Rep>;

/** The primary rep carries a contact; a secondary may act on it too, a backup when the others are away. */
export const AssignmentRole = z.enum(['primary', 'secondary', 'backup']);
export type AssignmentRole = z.infer<typeof AssignmentRole>;

/** A rep may act on a contact from one day to another, both included; null is without end. */
export const Assignment = z.strictObject({ id: z.int(), rep: Identifier, contact: Identifier, role: AssignmentRole, from: IsoDate.nullable(), to: IsoDate.nullable() });
export type Assignment = z.infer<typeof Assignment>;
