import { z } from 'zod';
import { Identifier, IsoDate } from './text.ts';

/**
 * Where capacity and money stand: `open` is not yet promised, `booked` is promised to a plan (money: committed), `used` is
 * gone (money: spent).
 */
export const LedgerAccount = z.enum(['open', 'booked', 'used']);
export type LedgerAccount = z.infer<typeof LedgerAccount>;

/** Why an entry was made. `book` and `release` move actions and their cost; `consume` actions, `commit` and `spend` money. */
export const LedgerKind = z.enum(['book', 'release', 'consume', 'commit', 'spend']);
export type LedgerKind = z.infer<typeof LedgerKind>;

/** One movement of actions and money from one account to another, for a channel on a day. Amounts are in the workspace's currency. */
export const LedgerEntry = z.strictObject({
  kind: LedgerKind,
  source: LedgerAccount,
  target: LedgerAccount,
  actions: z.int().min(0),
  amount: z.number().min(0),
  /** Day whose capacity and budget it concerns. */
  date: IsoDate,
  channel: Identifier,
  contact: Identifier.nullable(),
  rep: z.string().max(200).nullable(),
  /** Plan it belongs to; null for what is entered by hand. */
  plan: z.int().nullable(),
  /** Campaign it is for; null where it is for none. */
  campaign: Identifier.nullable(),
  note: z.string().max(500).nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** Actions and money in the two accounts that hold something. */
export const LedgerBalance = z.strictObject({ bookedActions: z.int(), usedActions: z.int(), bookedAmount: z.number(), usedAmount: z.number() });
export type LedgerBalance = z.infer<typeof LedgerBalance>;
