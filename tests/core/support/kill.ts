import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { checkIntegrity } from '../../../src/main/core/data-safety/integrity.ts';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { openWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { startChild } from './child.ts';
import { unwrap } from './test-core.ts';
import { NOW_MS } from './workspace-file.ts';

/**
 * Starts a child, lets it work for so long after the first line that begins so, kills it as the system would and answers
 * what it had told by then.
 */
export async function runAndKill(script: string, words: readonly string[], moment: { after: string; forMs: number }): Promise<string[]> {
  const child = await startChild(script, words);
  await child.waitFor(moment.after);
  await wait(moment.forMs);
  child.kill();
  const { lines, errors } = await child.ended;
  if (errors !== '') throw new Error(errors);
  return lines.slice(1);
}

/** Opens what a killed program left, checks all of it, looks closer, closes it. */
export function inspectAfterKill(path: string, look: (sqlite: Sqlite) => void): void {
  const database = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
  try {
    expect(checkIntegrity(database).problems).toEqual([]);
    look(database.sqlite);
  } finally {
    database.sqlite.close();
  }
}

/** First column of a query. */
export const readColumn = <Value extends string | number>(sqlite: Sqlite, query: string): Value[] => sqlite.prepare(query).pluck().all() as Value[];

/** Numbers that were told after a word: `edit 7`. */
export const numbersAfter = (lines: readonly string[], word: string): number[] => lines.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.slice(word.length + 1)));
