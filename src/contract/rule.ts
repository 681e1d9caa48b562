import { z } from 'zod';
import { parseDay } from '../engine/base/day.ts';
import { ActionKey, Horizon } from '../engine/model/allocation.ts';
import { ReservationKind } from '../engine/model/campaign.ts';
import { Channel } from '../engine/model/channel.ts';
import { Constraint } from '../engine/model/constraint.ts';
import { Objective } from '../engine/model/objective.ts';
import { ContactMapping, PlanningRules } from '../engine/model/rules.ts';
import { Identifier, IsoDate } from '../engine/model/text.ts';
import { FileToken, Nothing, route } from './base.ts';

/** One undoable change of the planning rules. */
export const RuleEdit = z.discriminatedUnion('edit', [
  z.strictObject({ edit: z.literal('horizon'), horizon: Horizon }),
  z.strictObject({ edit: z.literal('objective'), objective: Objective }),
  z.strictObject({ edit: z.literal('contacts'), contacts: ContactMapping }),
  z.strictObject({ edit: z.literal('channel'), channel: Channel }),
  z.strictObject({ edit: z.literal('remove_channel'), id: z.string() }),
  z.strictObject({ edit: z.literal('constraint'), constraint: Constraint }),
  z.strictObject({ edit: z.literal('rename_constraint'), id: z.string(), newId: z.string().min(1).max(200) }),
  z.strictObject({ edit: z.literal('remove_constraint'), id: z.string() }),
  z.strictObject({ edit: z.literal('pin'), effect: z.enum(['fixed', 'forbidden']), action: ActionKey }),
  z.strictObject({ edit: z.literal('unpin'), action: ActionKey }),
]);
export type RuleEdit = z.infer<typeof RuleEdit>;

/** One more action that somebody proposes. */
export const ActionProposal = z.strictObject({
  ...ActionKey.shape,
  /** Who would carry it out; the contact's own rep where left out. */
  rep: Identifier.optional(),
  /** Plan it would stand in, beside what others hold. */
  planId: z.int().optional(),
  /** Only bookings made by the end of this day (UTC). */
  asOf: IsoDate.optional(),
  /** Campaign it is for; the campaigns of the plan where left out. */
  campaign: Identifier.optional(),
  /** Day on which reservations are looked at; that of `asOf` where left out, as stored where both are. */
  today: IsoDate.optional(),
});

/** Whether an action may stand, and if not, every rule against it and the next day. */
export const ActionCheck = z.strictObject({
  passes: z.boolean(),
  failures: z.array(
    z.strictObject({
      rule: z.string(),
      kind: z.string(),
      enforced: z.boolean(),
      limit: z.number(),
      used: z.number(),
      wouldBe: z.number(),
      period: z.string().optional(),
      rep: z.string().optional(),
      message: z.string(),
      rules: z.string(),
    }),
  ),
  /** What other campaigns hold of the contact, channel and day; a soft hold closes nothing. */
  held: z.array(
    z.strictObject({ campaign: z.string(), campaignName: z.string(), channel: z.string().nullable(), kind: ReservationKind, priority: z.int(), from: z.string(), to: z.string(), closes: z.boolean() }),
  ),
  nextDate: z.string().nullable(),
  reason: z.string().nullable(),
});

export type ActionCheck = z.infer<typeof ActionCheck>;

/** Days a calendar may ask for at once: two years. */
const MOST_WINDOW_DAYS = 800;
const dayCount = (from: string, to: string): number => (parseDay(to) ?? 0) - (parseDay(from) ?? 0) + 1;

export const ruleContract = {
  /** The rules of the workspace in the public format. */
  get: route.input(Nothing).output(PlanningRules),
  edit: route.input(RuleEdit).output(PlanningRules),
  /** Replaces all rules by a rules file (dialog or token); one undoable step; null when the dialog was closed. */
  load: route.input(z.strictObject({ file: FileToken.optional() })).output(PlanningRules.nullable()),
  /** Checks one more action against the rules, the history, what stands in the ledger and what campaigns hold. */
  check: route.input(ActionProposal).output(ActionCheck),
  /** The times of every window that touch some days, whole and in order; of one that recurs each time. */
  windowTimes: route
    .input(z.strictObject({ from: IsoDate, to: IsoDate }).refine(({ from, to }) => to >= from && dayCount(from, to) <= MOST_WINDOW_DAYS, { error: `expected up to ${MOST_WINDOW_DAYS} days, from one to a later one`, path: ['to'] }))
    .output(z.array(z.strictObject({ constraint: z.string(), from: IsoDate, to: IsoDate }))),
  /** Pinned actions in the horizon on contacts that a plan for an audience, or for campaigns, does not plan: they take no part in it. */
  pinsOutside: route
    .input(z.strictObject({ audienceId: z.int().optional(), campaigns: z.array(Identifier).max(100).optional() }))
    .output(z.strictObject({ pins: z.int(), contacts: z.array(z.strictObject({ contact: z.string(), name: z.string().nullable() })) })),
  /** Writes the rules file through a save dialog; null when it was closed. */
  save: route.input(Nothing).output(z.strictObject({ path: z.string() }).nullable()),
};
