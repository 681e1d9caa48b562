import { createHash } from 'node:crypto';
import { createSelectSchema } from 'drizzle-zod';
import { z } from 'zod';
import type { Sqlite } from '../connection.ts';
import { decisions } from '../schema/edit.ts';

export interface NewDecision {
  readonly at: number;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
  readonly detail: Record<string, unknown>;
}

const StoredDecision = createSelectSchema(decisions);
/** An entry as it stands in the file; rows are checked against the table's schema when read. */
export type StoredDecision = z.infer<typeof StoredDecision>;

const GENESIS = '0'.repeat(64);
const COLUMNS = 'seq, at, actor, kind, subject, detail, previous_hash AS previousHash, hash';

/** Hash of an entry: SHA-256 of the JSON of its fields, the previous hash first. */
function hashDecision(entry: Omit<StoredDecision, 'hash'>): string {
  return createHash('sha256').update(JSON.stringify([entry.previousHash, entry.seq, entry.at, entry.actor, entry.kind, entry.subject, entry.detail])).digest('hex');
}

/** Adds an entry to the chain; call inside the transaction of what was decided. */
export function appendDecision(sqlite: Sqlite, decision: NewDecision): number {
  const last = sqlite.prepare('SELECT seq, hash FROM decisions ORDER BY seq DESC LIMIT 1').get() as { seq: number; hash: string } | undefined;
  const entry = { seq: (last?.seq ?? 0) + 1, at: decision.at, actor: decision.actor, kind: decision.kind, subject: decision.subject, detail: JSON.stringify(decision.detail), previousHash: last?.hash ?? GENESIS };
  sqlite
    .prepare('INSERT INTO decisions (seq, at, actor, kind, subject, detail, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(entry.seq, entry.at, entry.actor, entry.kind, entry.subject, entry.detail, entry.previousHash, hashDecision(entry));
  return entry.seq;
}

/** Recomputes the chain; `brokenAt` is the first entry whose number, link or hash does not fit. O(entries). */
export function verifyDecisions(sqlite: Sqlite): { entries: number; brokenAt: number | null } {
  let previousHash = GENESIS;
  let entries = 0;
  for (const row of sqlite.prepare(`SELECT ${COLUMNS} FROM decisions ORDER BY seq`).iterate() as Iterable<StoredDecision>) {
    entries += 1;
    if (row.seq !== entries || row.previousHash !== previousHash || row.hash !== hashDecision(row)) return { entries, brokenAt: row.seq };
    previousHash = row.hash;
  }
  return { entries, brokenAt: null };
}

/** Entries newest first, filtered by kind and by a text in actor, subject or detail. */
export function readDecisions(sqlite: Sqlite, query: { offset: number; limit: number; kind?: string | undefined; search?: string | undefined }): { total: number; rows: StoredDecision[] } {
  const where = `WHERE (@kind IS NULL OR kind = @kind) AND (@search IS NULL OR instr(lower(actor || char(10) || subject || char(10) || detail), lower(@search)) > 0)`;
  const bound = { kind: query.kind ?? null, search: query.search ?? null };
  const total = sqlite.prepare(`SELECT count(*) AS n FROM decisions ${where}`).get(bound) as { n: number };
  const rows = sqlite.prepare(`SELECT ${COLUMNS} FROM decisions ${where} ORDER BY seq DESC LIMIT @limit OFFSET @offset`).all({ ...bound, limit: query.limit, offset: query.offset });
  return { total: total.n, rows: z.array(StoredDecision).parse(rows) };
}
