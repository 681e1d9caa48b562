import { z } from 'zod';
import { OutcomeEvent, OutcomeStatus, RejectionCode, SourceSystem } from '../engine/model/outcome.ts';
import { Identifier, IsoDate } from '../engine/model/text.ts';
import { Nothing, page, route } from './base.ts';

const EventId = z.string().regex(/^[or]\d{1,15}$/u);
const RejectedId = z.string().regex(/^r\d{1,15}$/u);

/** Days of a list or figure, both ends included. */
const range = { from: IsoDate, to: IsoDate };

export const OutcomeQuery = z.strictObject({
  status: OutcomeStatus.optional(),
  sourceSystem: z.string().max(50).optional(),
  kind: z.string().max(200).optional(),
  contact: Identifier.optional(),
  search: z.string().max(200).optional(),
  from: IsoDate.optional(),
  to: IsoDate.optional(),
  ...page,
});
export type OutcomeQuery = z.infer<typeof OutcomeQuery>;

export const OutcomeCounts = z.strictObject({
  pending: z.int(),
  attributed: z.int(),
  unattributed: z.int(),
  rejected: z.int(),
  /** attributed / (attributed + unattributed), null where none was processed. */
  attributionRate: z.number().nullable(),
  systems: z.array(z.strictObject({ sourceSystem: z.string(), pending: z.int(), attributed: z.int(), unattributed: z.int(), rejected: z.int() })),
});
export type OutcomeCounts = z.infer<typeof OutcomeCounts>;

export const OutcomeVelocity = z.strictObject({
  /** Hours or days with events; `start` as ISO text without a zone, by occurrence the clock time of the source, by arrival UTC. */
  buckets: z.array(z.strictObject({ start: z.string(), events: z.int(), value: z.number() })),
  /** Events of the range that have no time of day; by the hour they stand in no bucket. */
  withoutTime: z.int(),
  total: z.int(),
  /** Events per day of the range. */
  perDay: z.number(),
});
export type OutcomeVelocity = z.infer<typeof OutcomeVelocity>;

export const OutcomeLatency = z.strictObject({
  /** Days from the contact's last touch on or before the outcome, by the channel of that touch. */
  channels: z.array(z.strictObject({ channel: z.string(), outcomes: z.int(), meanDays: z.number(), medianDays: z.number(), p90Days: z.number() })),
  /** Outcomes of contacts without a touch before. */
  untouched: z.int(),
  /** From the outcome to its arrival here, of synced ones with a time of day. */
  arrival: z.strictObject({ outcomes: z.int(), meanMs: z.number() }).nullable(),
});
export type OutcomeLatency = z.infer<typeof OutcomeLatency>;

export const outcomeContract = {
  /** Events with their status: rejected ones first, newest arrival first in each group. */
  list: route.input(OutcomeQuery).output(z.strictObject({ total: z.int(), rows: z.array(OutcomeEvent) })),
  counts: route.input(Nothing).output(OutcomeCounts),
  velocity: route.input(z.strictObject({ by: z.enum(['occurred', 'received']), unit: z.enum(['hour', 'day']), ...range })).output(OutcomeVelocity),
  latency: route.input(z.strictObject(range)).output(OutcomeLatency),
  /** A rejected event with the record as it came. */
  rejected: route.input(z.strictObject({ id: RejectedId })).output(z.strictObject({ id: z.string(), sourceSystem: z.string(), sourceEventId: z.string(), contact: z.string().nullable(), code: RejectionCode, reason: z.string(), record: z.string() })),
  /** Tries rejected events again whose contact was missing: some, those of a system, or all. */
  reprocess: route.input(z.strictObject({ ids: z.array(RejectedId).min(1).max(10_000).optional(), sourceSystem: SourceSystem.optional() })).output(z.strictObject({ taken: z.int(), left: z.int() })),
  /** Says which contact a rejected event is of. All events of its system with the same reference follow, now and later. */
  link: route.input(z.strictObject({ id: EventId, contact: Identifier })).output(z.strictObject({ taken: z.int(), left: z.int() })),
};
