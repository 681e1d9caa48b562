import { z } from 'zod';
import { LedgerBalance, LedgerEntry } from '../engine/model/ledger.ts';
import { LedgerMove } from '../engine/model/ledger-move.ts';
import { IsoDate } from '../engine/model/text.ts';
import { page, route } from './base.ts';

/** Which entries: every part narrows. Dates are inclusive; entries made after `asOf` (ms since the epoch) do not count. */
export const LedgerQuery = z.strictObject({
  from: IsoDate.optional(),
  to: IsoDate.optional(),
  asOf: z.int().optional(),
  channel: z.string().max(200).optional(),
  contact: z.string().max(200).optional(),
  rep: z.string().max(200).optional(),
  plan: z.int().optional(),
  /** Text that occurs in contact, rep or note. */
  search: z.string().max(200).optional(),
});
export type LedgerQuery = z.infer<typeof LedgerQuery>;

export const LedgerRow = z.strictObject({ ...LedgerEntry.shape, id: z.int(), posting: z.int(), at: z.int() });

export const ledgerContract = {
  /** What is booked and used, as a sum of entries. */
  balance: route.input(LedgerQuery).output(LedgerBalance),
  /** Entries newest first. */
  entries: route.input(z.strictObject({ ...LedgerQuery.shape, ...page })).output(z.strictObject({ total: z.int(), rows: z.array(LedgerRow) })),
  /** Enters work or money by hand; what is taken from the booked account must be booked there. */
  record: route.input(LedgerMove).output(z.strictObject({ posting: z.int() })),
  /** Takes an entry by hand back with a contrary one; a plan's bookings are released by withdrawing its approval. */
  reverse: route.input(z.strictObject({ posting: z.int() })).output(z.strictObject({ posting: z.int() })),
};
