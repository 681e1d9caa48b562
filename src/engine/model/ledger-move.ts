import { z } from 'zod';
import { LedgerAccount, type LedgerEntry } from './ledger.ts';
import { Identifier, IsoDate } from './text.ts';

const where = {
  date: IsoDate,
  channel: Identifier,
  contact: Identifier.nullable().default(null),
  rep: z.string().max(200).nullable().default(null),
  note: z.string().max(500).nullable().default(null),
  campaign: Identifier.nullable().default(null),
};
const promised = LedgerAccount.exclude(['used']).default('open');

/** What a planner may enter by hand: work done, money promised, money spent, and either given back. */
export const LedgerMove = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consume'), ...where, actions: z.int().min(1), from: promised }),
  z.strictObject({ kind: z.literal('commit'), ...where, amount: z.number().gt(0) }),
  z.strictObject({ kind: z.literal('spend'), ...where, amount: z.number().gt(0), from: promised }),
  z.strictObject({ kind: z.literal('release'), ...where, actions: z.int().min(0), amount: z.number().min(0) }).refine((move) => move.actions > 0 || move.amount > 0, { error: 'expected actions or an amount to give back' }),
]);
export type LedgerMove = z.infer<typeof LedgerMove>;
export type LedgerMoveInput = z.input<typeof LedgerMove>;

/** The entry a move by hand is. */
export function entryOfMove(move: LedgerMove): LedgerEntry {
  const { kind, date, channel, contact, rep, note, campaign } = move;
  const common = { kind, date, channel, contact, rep, note, campaign, plan: null };
  switch (move.kind) {
    case 'consume':
      return { ...common, source: move.from, target: 'used', actions: move.actions, amount: 0 };
    case 'commit':
      return { ...common, source: 'open', target: 'booked', actions: 0, amount: move.amount };
    case 'spend':
      return { ...common, source: move.from, target: 'used', actions: 0, amount: move.amount };
    case 'release':
      return { ...common, source: 'booked', target: 'open', actions: move.actions, amount: move.amount };
  }
}

/** The entry that takes another back. */
export const contraryEntry = (entry: LedgerEntry): LedgerEntry => ({ ...entry, source: entry.target, target: entry.source });
