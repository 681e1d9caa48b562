import { statSync } from 'node:fs';
import type { z } from 'zod';
import type { IntegrityReport } from '../../../contract/data.ts';
import type { Database, Sqlite } from '../db/connection.ts';
import { verifyDecisions } from '../db/repositories/decision.ts';
import { faultOfStorageError } from '../db/sqlite-fault.ts';
import { findMisfits } from './stored-documents.ts';

const MAX_PROBLEMS = 50;
type Report = z.infer<typeof IntegrityReport>;

/** Plans whose state is not the one their last decision gave them. */
const UNDECIDED_PLANS = `
  SELECT id, state, (SELECT kind FROM decisions WHERE subject = 'plan ' || plans.id AND kind IN ('approve', 'withdraw') ORDER BY seq DESC LIMIT 1) AS decided
  FROM plans WHERE (state = 'draft') = (ifnull(decided, 'withdraw') = 'approve')`;

function* findProblems(sqlite: Sqlite): Generator<string> {
  let isSound = true;
  for (const answer of sqlite.pragma(`integrity_check(${MAX_PROBLEMS})`) as { integrity_check: string }[]) {
    if (answer.integrity_check === 'ok') continue;
    isSound = false;
    yield `Page check: ${answer.integrity_check}`;
  }
  if (!isSound) return;
  for (const broken of sqlite.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[]) {
    yield `${broken.table}${broken.rowid === null ? '' : ` row ${broken.rowid}`} points to a missing row of ${broken.parent}.`;
  }
  yield* findMisfits(sqlite);
  for (const plan of sqlite.prepare(UNDECIDED_PLANS).all() as { id: number; state: string; decided: string | null }[]) {
    yield `Plan ${plan.id} is ${plan.state}; its last decision is ${plan.decided ?? 'none'}.`;
  }
}

function countRows(sqlite: Sqlite): Report['tables'] {
  const names = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all() as string[];
  return names.map((table) => ({ table, rows: sqlite.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number }));
}

/**
 * Pages, references, JSON documents, plan states and the decision chain of an open workspace; at most 50 problems are
 * named. Pages that cannot be read are an answer, not an error. O(size of the file).
 */
export function checkIntegrity({ sqlite, path }: Database): Report {
  const problems: string[] = [];
  let tables: Report['tables'] = [];
  let decisions: Report['decisions'] = { entries: 0, brokenAt: null };
  try {
    for (const problem of findProblems(sqlite)) {
      problems.push(problem);
      if (problems.length >= MAX_PROBLEMS) break;
    }
    decisions = verifyDecisions(sqlite);
    if (decisions.brokenAt !== null) problems.push(`Decision ${decisions.brokenAt} does not fit its hash.`);
    tables = countRows(sqlite);
  } catch (error) {
    const fault = faultOfStorageError(error, path);
    if (fault === null) throw error;
    problems.push(fault.message);
  }
  return { ok: problems.length === 0, problems, tables, decisions, sizeBytes: statSync(path).size };
}
