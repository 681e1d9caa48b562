import { z } from 'zod';
import { ActionKey, FixedAction, Horizon } from './allocation.ts';
import { Channel } from './channel.ts';
import { Constraint } from './constraint.ts';
import { Objective } from './objective.ts';
import { Identifier } from './text.ts';

/** Takes a contact's number from one of its columns: `column × scale`, else `fallback`. */
export const NumberFromColumn = z.strictObject({
  column: z.string().min(1).optional(),
  scale: z.number().gt(0).optional(),
  fallback: z.number().min(0),
});
export type NumberFromColumn = z.infer<typeof NumberFromColumn>;

/** Takes a contact's label from one of its columns, else `fallback`. */
export const LabelFromColumn = z.strictObject({ column: z.string().min(1), fallback: z.string().optional() });
export type LabelFromColumn = z.infer<typeof LabelFromColumn>;

/**
 * Takes from a yes/no column whether contacts opted out of a channel, of every channel where none is named. With
 * `opt_out` anything but empty and no is an opt-out; with `consent` anything but yes and a date is.
 */
export const OptOutFromColumn = z.strictObject({ column: z.string().min(1), means: z.enum(['opt_out', 'consent']), channel: Identifier.optional() });
export type OptOutFromColumn = z.infer<typeof OptOutFromColumn>;

/** How contacts get their planning columns. Columns are contact fields (`value`, `segment`, …) or the file's own column names. */
export const ContactMapping = z.strictObject({
  value: NumberFromColumn.optional(),
  segment: LabelFromColumn.optional(),
  territory: LabelFromColumn.optional(),
  rep: LabelFromColumn.optional(),
  specialty: LabelFromColumn.optional(),
  household: LabelFromColumn.optional(),
  account: LabelFromColumn.optional(),
  /** Absent = guessed from the names of the columns. */
  optOut: z.array(OptOutFromColumn).optional(),
});
export type ContactMapping = z.infer<typeof ContactMapping>;

/** Public format `omnivor.rules/1`: an allocation problem without its contacts. */
export const RulesFile = z.strictObject({
  format: z.literal('omnivor.rules/1'),
  horizon: Horizon,
  channels: z.array(Channel).min(1),
  constraints: z.array(Constraint),
  fixed: z.array(FixedAction).optional(),
  forbidden: z.array(ActionKey).optional(),
  objective: Objective,
  contacts: ContactMapping.optional(),
});
export type RulesFile = z.infer<typeof RulesFile>;

/** The rules of a workspace: a rules file in the making, which may have no channels yet. */
export const PlanningRules = RulesFile.extend({ channels: z.array(Channel) });
export type PlanningRules = z.infer<typeof PlanningRules>;
