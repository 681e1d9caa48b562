import { z } from 'zod';
import { Nothing, page, route } from './base.ts';

export const Decision = z.strictObject({
  seq: z.int(),
  at: z.int(),
  actor: z.string(),
  kind: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type Decision = z.infer<typeof Decision>;

export const decisionContract = {
  page: route.input(z.strictObject({ ...page, kind: z.string().optional(), search: z.string().max(200).optional() })).output(z.strictObject({ total: z.int(), rows: z.array(Decision) })),
  /** Recomputes the whole hash chain; `brokenAt` is the first entry that does not fit. */
  verify: route.input(Nothing).output(z.strictObject({ entries: z.int(), brokenAt: z.int().nullable() })),
};
