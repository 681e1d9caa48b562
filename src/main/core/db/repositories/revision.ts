import type { Sqlite } from '../connection.ts';

/** Parts of a workspace whose writes are counted. */
export type RevisionDomain = 'contacts' | 'touches' | 'outcomes' | 'rules' | 'campaigns';

/** Counts one more write of these domains; call inside the transaction that writes. */
export function bumpRevisions(sqlite: Sqlite, domains: readonly RevisionDomain[]): void {
  const bump = sqlite.prepare('INSERT INTO revisions (domain, revision) VALUES (?, 1) ON CONFLICT (domain) DO UPDATE SET revision = revision + 1');
  for (const domain of domains) bump.run(domain);
}

/** Number of writes per domain, 0 where none was made. */
export function readRevisions(sqlite: Sqlite): Record<RevisionDomain, number> {
  const rows = sqlite.prepare('SELECT domain, revision FROM revisions').all() as { domain: RevisionDomain; revision: number }[];
  const revisions: Record<RevisionDomain, number> = { contacts: 0, touches: 0, outcomes: 0, rules: 0, campaigns: 0 };
  for (const row of rows) revisions[row.domain] = row.revision;
  return revisions;
}
