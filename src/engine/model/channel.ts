import { z } from 'zod';
import { Identifier, Weekday } from './text.ts';

/** A way to engage a contact, with what it costs and how it wears off. */
export const Channel = z.strictObject({
  id: Identifier,
  /** Cost of one action, in the workspace's currency. */
  unitCost: z.number().min(0),
  /** Factor on the value of each further action on the same contact, in (0, 1]. */
  saturation: z.number().gt(0).max(1),
  /** At most so many actions on one contact in the horizon. */
  maxPerContact: z.int().min(0),
  /** Two actions on one contact are at least so many days apart. */
  cooldownDays: z.int().min(0),
  /** ISO weekdays on which actions may be planned; absent = every day. */
  weekdays: z.array(Weekday).min(1).optional(),
});
export type Channel = z.infer<typeof Channel>;
