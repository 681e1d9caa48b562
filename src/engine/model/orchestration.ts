import { z } from 'zod';
import { Identifier, IsoDate } from './text.ts';

/** One action for a program that carries it out. */
export const OrchestratedAction = z.strictObject({
  /** Names the action for ever: a program that has carried it out skips it. */
  idempotencyKey: z.string().min(1).max(1000),
  contact: Identifier,
  channel: Identifier,
  /** What the channel is in the target. */
  channelName: z.string(),
  date: IsoDate,
  /** From when to when, in UTC; null = at any time of the day. */
  window: z.strictObject({ start: z.iso.datetime(), end: z.iso.datetime() }).nullable(),
  rep: z.string().nullable(),
  territory: z.string().nullable(),
  segment: z.string().nullable(),
  campaign: z.string().nullable(),
  expectedLift: z.number(),
  cost: z.number().min(0),
  exploration: z.boolean(),
  reason: z.string(),
});
export type OrchestratedAction = z.infer<typeof OrchestratedAction>;

/** Public format `omnivor.orchestration/1`: an approved plan as work to do, by day. */
export const Orchestration = z.strictObject({
  format: z.literal('omnivor.orchestration/1'),
  plan: z.strictObject({ key: z.string(), name: z.string(), from: IsoDate, to: IsoDate, currency: z.string() }),
  generatedAt: z.iso.datetime(),
  timeZone: z.string(),
  totals: z.strictObject({ actions: z.int().min(0), contacts: z.int().min(0), cost: z.number(), expectedLift: z.number(), byChannel: z.record(z.string(), z.int()) }),
  actions: z.array(OrchestratedAction),
});
export type Orchestration = z.infer<typeof Orchestration>;
