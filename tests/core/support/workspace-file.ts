import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Fault, Result } from '../../../src/engine/base/fault.ts';
import type { Database, Sqlite } from '../../../src/main/core/db/connection.ts';
import { createWorkspaceFile, openWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { appendDecision } from '../../../src/main/core/db/repositories/decision.ts';
import { insertPlan, insertProblem } from '../../../src/main/core/db/repositories/plan.ts';
import { insertWorkspace } from '../../../src/main/core/db/repositories/workspace.ts';
import { unwrap } from './test-core.ts';

export const NOW_MS = Date.UTC(2027, 0, 4, 9);
export const UUID = '00000000-0000-4000-8000-00000000abcd';

/** A folder that is gone after the test. */
export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-core-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a closed workspace file with one decision in its log. */
export function makeWorkspaceFile(path: string, uuid = UUID): void {
  unwrap(
    createWorkspaceFile(path, {
      nowMs: NOW_MS,
      fill: (sqlite) => {
        insertWorkspace(sqlite, { uuid, name: 'Test', nowMs: NOW_MS });
        appendDecision(sqlite, { at: NOW_MS, actor: 'planner', kind: 'create', subject: 'workspace', detail: { name: 'Test' } });
      },
    }),
  );
}

/** Opens a workspace file and closes it after the test. */
export function openForTest(path: string): Database {
  const database = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
  onTestFinished(() => {
    database.sqlite.close();
  });
  return database;
}

/** A new workspace in a folder of its own, open. */
export function createOpenWorkspace(): Database {
  const path = join(createFolder(), 'test.omnivor');
  makeWorkspaceFile(path);
  return openForTest(path);
}

export function faultOf(result: Result<unknown>): Fault {
  if (result.ok) throw new Error('A fault was expected.');
  return result.fault;
}

export const hashFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Adds contacts `c1` … `cN`. */
export function insertContacts(sqlite: Sqlite, count: number): void {
  const insert = sqlite.prepare('INSERT INTO contacts (key, name) VALUES (?, ?)');
  sqlite.transaction(() => {
    for (let number = 1; number <= count; number += 1) insert.run(`c${number}`, `Contact ${number}`);
  })();
}

/** Stores a small draft plan and answers its id. */
export function insertDraftPlan(sqlite: Sqlite): number {
  const channel = { id: 'email', unitCost: 1, saturation: 0.7, maxPerContact: 2, cooldownDays: 1 };
  const problem = { format: 'omnivor.allocation/1' as const, name: 'Small', horizon: { start: '2027-01-04', days: 7 }, channels: [channel], contacts: { ids: ['c1'], value: [1], response: { email: [0.1] } }, constraints: [], objective: { metric: 'lift' as const } };
  const inputs = { contacts: 0, touches: 0, outcomes: 0, rulesHash: '', snapshotId: null, audienceId: null, audienceFilter: null };
  const action = { contact: 'c1', channel: 'email', date: '2027-01-04', lift: 0.1, cost: 1, exploration: false, reason: 'Highest lift' };
  const plan = { format: 'omnivor.plan/1' as const, problem: 'Small', status: 'optimal' as const, method: 'greedy' as const, seed: 1, objective: 0.1, bound: 0.1, gap: 0, cost: 1, elapsedMs: 1, actions: [action], usage: [] };
  return sqlite
    .transaction(() => {
      const problemId = insertProblem(sqlite, problem, { hash: 'a'.repeat(64), inputs, nowMs: NOW_MS });
      return insertPlan(sqlite, plan, { problemId, nowMs: NOW_MS, engineVersion: 'test', lift: 0.1, reached: 1, contactOf: () => ({ id: null, rep: null, segment: null, territory: null }) });
    })
    .immediate();
}

/** Every row of every table but the listed ones, in key order: what two states are compared by. */
export function dumpTables(sqlite: Sqlite, except: readonly string[] = []): Record<string, unknown[]> {
  const names = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all() as string[];
  return Object.fromEntries(names.filter((name) => !except.includes(name)).map((name) => [name, sqlite.prepare(`SELECT * FROM "${name}" ORDER BY 1, 2, 3`.replace(', 2, 3', countColumns(sqlite, name) < 3 ? '' : ', 2, 3')).raw().all()]));
}

const countColumns = (sqlite: Sqlite, table: string): number => sqlite.prepare('SELECT count(*) FROM pragma_table_info(?)').pluck().get(table) as number;
