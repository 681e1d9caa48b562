import { z } from 'zod';
import { Identifier } from '../../../../engine/model/text.ts';
import type { Sqlite } from '../connection.ts';

/** One decision of a portfolio about a contact that two of its campaigns wanted. */
export const SettledContact = z.strictObject({
  contact: Identifier,
  /** Channel both reserved, null = the whole contact. */
  channel: Identifier.nullable(),
  winner: Identifier,
  loser: Identifier,
  /** What both wanted: the same days by reservation, or the contact by their audiences. */
  over: z.enum(['reservation', 'audience']),
  /** What decided: rank of reservations, priority of campaigns, the smaller id, a budget that is used up, else the whole plan. */
  because: z.enum(['rank', 'priority', 'id', 'budget', 'plan']),
});
export type SettledContact = z.infer<typeof SettledContact>;

/** Stores the decisions of a plan in their order; call inside the transaction that stores the plan. */
export function insertSettlements(sqlite: Sqlite, planId: number, settled: readonly SettledContact[]): void {
  const insert = sqlite.prepare('INSERT INTO plan_settlements (plan_id, position, contact, channel, winner, loser, over, because) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (const [position, { contact, channel, winner, loser, over, because }] of settled.entries()) insert.run(planId, position, contact, channel, winner, loser, over, because);
}

/** A page of the decisions of a plan, and how many there are. */
export function readSettlements(sqlite: Sqlite, planId: number, { offset, limit }: { offset: number; limit: number }): { total: number; rows: SettledContact[] } {
  const total = sqlite.prepare('SELECT count(*) FROM plan_settlements WHERE plan_id = ?').pluck().get(planId) as number;
  const rows = sqlite.prepare('SELECT contact, channel, winner, loser, over, because FROM plan_settlements WHERE plan_id = ? ORDER BY position LIMIT ? OFFSET ?').all(planId, limit, offset);
  return { total, rows: rows.map((row) => SettledContact.parse(row)) };
}

/** Decisions of a plan per winner and loser, by their ids, the first decided first. */
export function countSettlements(sqlite: Sqlite, planId: number): { winner: string; loser: string; reservations: number; contacts: number }[] {
  return sqlite
    .prepare(`SELECT winner, loser, sum(over = 'reservation') AS reservations, sum(over = 'audience') AS contacts FROM plan_settlements WHERE plan_id = ? GROUP BY winner, loser ORDER BY min(position)`)
    .all(planId) as { winner: string; loser: string; reservations: number; contacts: number }[];
}
