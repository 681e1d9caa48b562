import { statSync } from 'node:fs';
import { z } from 'zod';
import type { IntegrityReport } from '../../../contract/data.ts';
import { Constraint } from '../../../engine/model/constraint.ts';
import { ContactFilter } from '../../../engine/model/filter.ts';
import { ImportReport } from '../../../engine/model/import.ts';
import type { Database, Sqlite } from '../db/connection.ts';
import { verifyDecisions } from '../db/repositories/decision.ts';
import { StoredSummary } from '../db/repositories/response.ts';

/** JSON columns with the schema each must fit. */
const documents: readonly { readonly table: string; readonly column: string; readonly schema: z.ZodType }[] = [
  { table: 'contacts', column: 'attributes', schema: z.record(z.string(), z.string()) },
  { table: 'audiences', column: 'filter', schema: ContactFilter },
  { table: 'constraints', column: 'body', schema: Constraint },
  { table: 'imports', column: 'report', schema: ImportReport },
  { table: 'response_snapshots', column: 'summary', schema: StoredSummary },
  { table: 'decisions', column: 'detail', schema: z.record(z.string(), z.unknown()) },
];
const MAX_PROBLEMS = 50;

function fits(schema: z.ZodType, text: string): boolean {
  try {
    return schema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function* findProblems(sqlite: Sqlite): Generator<string> {
  for (const { integrity_check: answer } of sqlite.pragma(`integrity_check(${MAX_PROBLEMS})`) as { integrity_check: string }[]) if (answer !== 'ok') yield `Page check: ${answer}`;
  for (const broken of sqlite.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]) yield `${broken.table} row ${broken.rowid} points to a missing row of ${broken.parent}.`;
  for (const { table, column, schema } of documents) {
    for (const { row, text } of sqlite.prepare(`SELECT rowid AS row, ${column} AS text FROM ${table === 'constraints' ? '(SELECT position AS rowid, * FROM constraints)' : table}`).iterate() as Iterable<{ row: number; text: string }>) {
      if (!fits(schema, text)) yield `${table} row ${row}: ${column} does not fit its format.`;
    }
  }
}

/** Pages, references, JSON documents and the decision chain of an open workspace. O(size of the file). */
export function checkIntegrity({ sqlite, path }: Database): z.infer<typeof IntegrityReport> {
  const problems: string[] = [];
  for (const problem of findProblems(sqlite)) {
    problems.push(problem);
    if (problems.length >= MAX_PROBLEMS) break;
  }
  const decisions = verifyDecisions(sqlite);
  if (decisions.brokenAt !== null) problems.push(`Decision ${decisions.brokenAt} does not fit its hash.`);
  const names = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all() as { name: string }[];
  const tables = names.map(({ name }) => ({ table: name, rows: (sqlite.prepare(`SELECT count(*) AS n FROM "${name}"`).get() as { n: number }).n }));
  return { ok: problems.length === 0, problems, tables, decisions, sizeBytes: statSync(path).size };
}
