import { z } from 'zod';
import { Priority } from './campaign.ts';
import { Channel } from './channel.ts';
import { Constraint } from './constraint.ts';
import { Objective } from './objective.ts';
import { Identifier, IsoDate } from './text.ts';

/** The days a plan may use: day d is `start` + d, week w is days 7w … 7w + 6. */
export const Horizon = z.strictObject({ start: IsoDate, days: z.int().min(1).max(730) });
export type Horizon = z.infer<typeof Horizon>;

/** One planned or forbidden (contact, channel, date). */
export const ActionKey = z.strictObject({ contact: Identifier, channel: Identifier, date: IsoDate });
export type ActionKey = z.infer<typeof ActionKey>;

/**
 * An action that must be in the plan. `exploration` = it is taken to learn: the plan keeps the flag, which uses up the share
 * of exploration and never breaks it. `campaign` = whom it is for, where that campaign may act there.
 */
export const FixedAction = ActionKey.extend({ exploration: z.boolean().optional(), campaign: Identifier.optional() });
export type FixedAction = z.infer<typeof FixedAction>;

/**
 * What others hold of one channel on one contact and day: other plans, and work or money by hand. It uses up limits and
 * keeps apart like a planned action and helps towards targets; it is worth nothing. Labels speak for contacts that are not of
 * the problem, `rep` for whoever carries it out.
 */
export const HeldEntry = z.strictObject({
  /** Null = work on nobody in particular. */
  contact: Identifier.nullable(),
  channel: Identifier,
  date: IsoDate,
  actions: z.int().min(0),
  /** Money booked and spent: what budgets count. */
  amount: z.number().min(0),
  rep: z.string().optional(),
  segment: z.string().optional(),
  territory: z.string().optional(),
  specialty: z.string().optional(),
  household: z.string().optional(),
  account: z.string().optional(),
  /** Campaign it is for: its limits count it, those of others do not. */
  campaign: Identifier.optional(),
});
export type HeldEntry = z.infer<typeof HeldEntry>;

/** Days, both included, on which another rep than the contact's own acts on it; '' is nobody. */
export const RepSpan = z.strictObject({ contact: Identifier, rep: z.string(), from: IsoDate, to: IsoDate });
export type RepSpan = z.infer<typeof RepSpan>;

/** Contacts by columns; every array but those of spans and touches has one entry per id, in the order of `ids`. */
export const ContactColumns = z.strictObject({
  ids: z.array(Identifier),
  value: z.array(z.number().min(0)),
  segment: z.array(z.string()).optional(),
  territory: z.array(z.string()).optional(),
  /** Who acts on the contact. */
  rep: z.array(z.string()).optional(),
  /** Who acts instead, and when: one a contact and day at most. Absent where nobody changes. */
  repSpans: z.array(RepSpan).optional(),
  specialty: z.array(z.string()).optional(),
  /** Contacts of one household or account share pressure limits; '' = alone. */
  household: z.array(z.string()).optional(),
  account: z.array(z.string()).optional(),
  /** Channel id → P(outcome given one action) per contact. */
  response: z.record(z.string(), z.array(z.number().min(0).max(1))),
  /** Channel id → epistemic standard deviation of the response per contact. */
  sd: z.record(z.string(), z.array(z.number().min(0))).optional(),
  /** Channel id → day of the last touch relative to the horizon's start (negative), or null. */
  history: z.record(z.string(), z.array(z.int().nullable())).optional(),
  /** Earlier touches in full, one per place: position in `ids`, channel id, day relative to the start (< 0). Replaces `history` in rules that count touches. */
  recent: z.strictObject({ contact: z.array(z.int().min(0)), channel: z.array(z.string()), day: z.array(z.int().max(-1, { error: 'expected a day before the start, −1 or less' })) }).optional(),
  /** Channel id → true where the contact opted out of it. */
  optOut: z.record(z.string(), z.array(z.boolean())).optional(),
});
export type ContactColumns = z.infer<typeof ContactColumns>;

/**
 * A campaign that the plan is for. It may act on its contacts, by its channels, on its days (absent or null = all, dates
 * inclusive); every action of the plan is for one campaign that may act there.
 */
export const ProblemCampaign = z.strictObject({
  id: Identifier,
  name: z.string().max(200).optional(),
  /** Who comes first where several may act; absent = 1, the last. */
  priority: Priority.optional(),
  contacts: z.array(Identifier).nullish(),
  channels: z.array(Identifier).nullish(),
  from: IsoDate.nullish(),
  to: IsoDate.nullish(),
  /** Channel id → share of its actions it wishes for; decides among campaigns of equal priority. */
  mix: z.record(Identifier, z.number().min(0)).optional(),
});
export type ProblemCampaign = z.infer<typeof ProblemCampaign>;

/** Contacts, channels and days on which of all campaigns only this one may act; with `soft` others may too, but it comes first. Where several stand, the first listed counts. */
export const ReservedSlots = z.strictObject({ campaign: Identifier, contacts: z.array(Identifier), channels: z.array(Identifier), from: IsoDate, to: IsoDate, soft: z.boolean().optional() });
export type ReservedSlots = z.infer<typeof ReservedSlots>;

/** Public format `omnivor.allocation/1`: everything an optimisation reads. Cross-references are checked by `checkAllocationProblem`. */
export const AllocationProblem = z.strictObject({
  format: z.literal('omnivor.allocation/1'),
  name: z.string().max(200),
  horizon: Horizon,
  channels: z.array(Channel).min(1),
  contacts: ContactColumns,
  constraints: z.array(Constraint),
  fixed: z.array(FixedAction).optional(),
  forbidden: z.array(ActionKey).optional(),
  held: z.array(HeldEntry).optional(),
  /** Campaigns the plan is for; a slot that none of them may act on is closed. */
  campaigns: z.array(ProblemCampaign).min(1).max(50).optional(),
  reserved: z.array(ReservedSlots).optional(),
  /** Rules that count by campaign. They stand apart from `constraints`: a reader that knows no campaigns would take them for everybody's. */
  terms: z.array(Constraint).optional(),
  objective: Objective,
});
export type AllocationProblem = z.infer<typeof AllocationProblem>;

/** Every rule of a problem, those of campaigns last. */
export const rulesOf = ({ constraints, terms = [] }: Pick<AllocationProblem, 'constraints' | 'terms'>): readonly Constraint[] => (terms.length === 0 ? constraints : [...constraints, ...terms]);
