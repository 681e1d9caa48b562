import { z } from 'zod';
import { LedgerBalance, LedgerEntry } from '../engine/model/ledger.ts';
import { LedgerMove } from '../engine/model/ledger-move.ts';
import { IsoDate } from '../engine/model/text.ts';
import { UsageUnit } from './allocation.ts';
import { Nothing, page, route } from './base.ts';

/** Which entries: every part narrows. Dates are inclusive; entries made after `asOf` (ms since the epoch) do not count. */
export const LedgerQuery = z.strictObject({
  from: IsoDate.optional(),
  to: IsoDate.optional(),
  asOf: z.int().optional(),
  channel: z.string().max(200).optional(),
  contact: z.string().max(200).optional(),
  rep: z.string().max(200).optional(),
  plan: z.int().optional(),
  /** Id of a rule: only what its line of usage counts, in `period` where one is named; `rep` then is the one the line is for. */
  constraint: z.string().max(200).optional(),
  period: z.string().max(40).optional(),
  /** Text that occurs in contact, rep or note. */
  search: z.string().max(200).optional(),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

export const LedgerRow = z.strictObject({ ...LedgerEntry.shape, id: z.int(), posting: z.int(), at: z.int() });

/** Used of one limit by what stands in the ledger. */
export const Utilisation = z.strictObject({ constraint: z.string(), kind: z.string(), period: z.string().optional(), rep: z.string().optional(), used: z.number(), limit: z.number(), enforced: z.boolean(), unit: UsageUnit });
export type Utilisation = z.infer<typeof Utilisation>;

/** Money of a budget rule in one of its periods, day by day: what is committed and spent up to each day that moved any, both included. */
export const BudgetBurn = z.strictObject({
  constraint: z.string(),
  /** Name of the period; absent = the horizon. */
  period: z.string().optional(),
  /** Last day of the period inside the horizon. */
  to: z.string(),
  limit: z.number(),
  days: z.array(z.strictObject({ date: z.string(), committed: z.number(), spent: z.number() })),
  /** Money a day from the first day that moved any to the last; 0 where none did. */
  perDay: z.number(),
  /** Day on which the limit is reached at that rate, null where it is not within ten years. */
  exhausted: z.string().nullable(),
});
export type BudgetBurn = z.infer<typeof BudgetBurn>;

export const ledgerContract = {
  /** Every limit of the present rules with what is booked or used of it in the horizon, as of an instant. */
  utilisation: route.input(z.strictObject({ asOf: z.int().optional() })).output(z.array(Utilisation)),
  /** How fast each budget is committed and spent, period by period. */
  burn: route.input(Nothing).output(z.array(BudgetBurn)),
  /** What is booked and used, as a sum of entries. */
  balance: route.input(LedgerQuery).output(LedgerBalance),
  /** Entries newest first. */
  entries: route.input(z.strictObject({ ...LedgerQuery.shape, ...page })).output(z.strictObject({ total: z.int(), rows: z.array(LedgerRow) })),
  /** Enters work or money by hand; what is taken from the booked account must be booked there. */
  record: route.input(LedgerMove).output(z.strictObject({ posting: z.int() })),
  /** Takes an entry by hand back with a contrary one; a plan's bookings are released by withdrawing its approval. */
  reverse: route.input(z.strictObject({ posting: z.int() })).output(z.strictObject({ posting: z.int() })),
};
