import { z } from 'zod';
import { funnelStages } from '../engine/model/decision-funnel.ts';
import { CsvFormat } from '../engine/model/csv-format.ts';
import { page, route } from './base.ts';

export const FunnelStageName = z.enum(funnelStages);

/** A rule, or a reason of `funnelReasons`, with the contacts counted under it; they add up to what the stage lost. */
export const FunnelReasonCount = z.strictObject({ reason: z.string(), contacts: z.int() });
export const FunnelStageCount = z.strictObject({ stage: FunnelStageName, contacts: z.int(), lost: z.int(), reasons: z.array(FunnelReasonCount) });
export type FunnelStageCount = z.infer<typeof FunnelStageCount>;

/** A contact that a stage lost. `slots` are its days and channels by the rule that closed them, most first. */
export const FunnelContact = z.strictObject({
  position: z.int(),
  contact: z.string(),
  contactId: z.int().nullable(),
  name: z.string().nullable(),
  segment: z.string().nullable(),
  territory: z.string().nullable(),
  rep: z.string().nullable(),
  value: z.number(),
  /** What its best first action would add to the objective by itself. */
  gain: z.number(),
  reason: z.string(),
  slots: z.array(z.strictObject({ reason: z.string(), slots: z.int() })),
});
export type FunnelContact = z.infer<typeof FunnelContact>;

export const FunnelColumn = z.enum(['contact', 'name', 'segment', 'territory', 'rep', 'value', 'gain', 'reason']);

/** Contacts that a stage lost, all or those under one reason. */
const lost = { planId: z.int(), stage: FunnelStageName, reason: z.string().max(300).optional() };

export const funnelContract = {
  /** Where the contacts of a plan went, stage by stage. Counted on the engine's thread, once for each plan. */
  count: route.input(z.strictObject({ planId: z.int() })).output(z.strictObject({ contacts: z.int(), stages: z.array(FunnelStageCount) })),
  contacts: route
    .input(z.strictObject({ ...lost, ...page, sort: z.strictObject({ column: FunnelColumn, direction: z.enum(['asc', 'desc']) }).optional(), search: z.string().max(200).optional() }))
    .output(z.strictObject({ total: z.int(), value: z.number(), gain: z.number(), rows: z.array(FunnelContact) })),
  /** Writes them as CSV where a dialog says; null where it was closed. */
  exportCsv: route.input(z.strictObject({ ...lost, format: CsvFormat })).output(z.strictObject({ path: z.string(), rows: z.int() }).nullable()),
};
