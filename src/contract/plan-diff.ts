import { z } from 'zod';
import { actionChanges } from '../engine/model/plan-diff.ts';
import { PlannedAction } from '../engine/model/plan.ts';
import { page, route } from './base.ts';

export const ActionChangeName = z.enum(actionChanges);

const Sum = z.strictObject({ actions: z.int(), lift: z.number(), cost: z.number() });
const Counts = z.record(ActionChangeName, z.int());
const Line = z.strictObject({ used: z.number(), limit: z.number() }).nullable();

/** Two plans side by side: `before` is the first, `after` the second. */
export const PlanDiffSummary = z.strictObject({
  before: Sum,
  after: Sum,
  counts: Counts,
  /** Contacts with more lift in the second plan, with less, with the same. */
  gaining: z.int(),
  losing: z.int(),
  level: z.int(),
  channels: z.array(z.strictObject({ channel: z.string(), before: Sum, after: Sum, counts: Counts })),
  usage: z.array(z.strictObject({ constraint: z.string(), period: z.string().optional(), rep: z.string().optional(), kind: z.string(), before: Line, after: Line })),
});
export type PlanDiffSummary = z.infer<typeof PlanDiffSummary>;

/** A contact of one of the plans, or of both. */
const who = { contact: z.string(), contactId: z.int().nullable(), name: z.string().nullable() };
const Side = PlannedAction.pick({ date: true, lift: true, cost: true }).nullable();
export const ChangedActionRow = z.strictObject({ ...who, position: z.int(), change: ActionChangeName, channel: z.string(), before: Side, after: Side });
export type ChangedActionRow = z.infer<typeof ChangedActionRow>;
export const ContactChangeRow = z.strictObject({ ...who, before: Sum, after: Sum });
export type ContactChangeRow = z.infer<typeof ContactChangeRow>;

const pair = { before: z.int(), after: z.int() };
const direction = z.enum(['asc', 'desc']);
const search = z.string().max(200).optional();

export const planDiffContract = {
  summary: route.input(z.strictObject(pair)).output(PlanDiffSummary),
  /** Actions of both plans; all, or those of one change, channel or contact. */
  actions: route
    .input(z.strictObject({ ...pair, ...page, change: ActionChangeName.optional(), channel: z.string().optional(), contact: z.string().optional(), search, sort: z.strictObject({ column: z.enum(['change', 'contact', 'name', 'channel', 'before', 'after', 'lift', 'cost']), direction }).optional() }))
    .output(z.strictObject({ total: z.int(), lift: z.number(), cost: z.number(), rows: z.array(ChangedActionRow) })),
  /** Contacts that gain or lose; the greatest change of lift first. */
  contacts: route
    .input(z.strictObject({ ...pair, ...page, side: z.enum(['gains', 'loses']).optional(), search, sort: z.strictObject({ column: z.enum(['contact', 'name', 'actions', 'lift', 'cost']), direction }).optional() }))
    .output(z.strictObject({ total: z.int(), lift: z.number(), cost: z.number(), rows: z.array(ContactChangeRow) })),
};
