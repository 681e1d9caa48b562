import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { appendDecision, readDecisions, verifyDecisions } from '../../../src/main/core/db/repositories/decision.ts';
import { createOpenWorkspace, NOW_MS } from '../support/workspace-file.ts';

const LENGTH = 8;

/** A log of eight entries; the first is that of the new workspace. */
function createLog(): Sqlite {
  const { sqlite } = createOpenWorkspace();
  for (let number = 2; number <= LENGTH; number += 1) appendDecision(sqlite, { at: NOW_MS + number, actor: `Planner ${number}`, kind: 'approve', subject: `plan ${number}`, detail: { note: `Note ${number}`, actions: number } });
  return sqlite;
}

const dropGuards = (sqlite: Sqlite): void => {
  sqlite.exec('DROP TRIGGER decisions_never_change; DROP TRIGGER decisions_never_leave');
};

describe('the decision log', () => {
  it('is a chain that holds from the first entry on', () => {
    const sqlite = createLog();
    expect(verifyDecisions(sqlite)).toEqual({ entries: LENGTH, brokenAt: null });
    const hashes = sqlite.prepare('SELECT previous_hash AS previous, hash FROM decisions ORDER BY seq').all() as { previous: string; hash: string }[];
    expect(hashes[0]?.previous).toBe('0'.repeat(64));
    for (const [at, entry] of hashes.slice(1).entries()) expect(entry.previous).toBe(hashes[at]?.hash);
  });

  it('takes no change and no removal', () => {
    const sqlite = createLog();
    expect(() => sqlite.exec("UPDATE decisions SET actor = 'x' WHERE seq = 3")).toThrow('append-only');
    expect(() => sqlite.exec('DELETE FROM decisions WHERE seq = 8')).toThrow('append-only');
    expect(() => sqlite.exec('DELETE FROM decisions')).toThrow('append-only');
    expect(verifyDecisions(sqlite)).toEqual({ entries: LENGTH, brokenAt: null });
  });

  it('cannot be written over by REPLACE', () => {
    const sqlite = createLog();
    const replace = (): unknown => sqlite.exec("REPLACE INTO decisions SELECT seq, at, 'x', kind, subject, detail, previous_hash, hash FROM decisions WHERE seq = 3");
    try {
      replace();
    } catch (error) {
      expect(String(error)).toContain('append-only');
    }
    expect(verifyDecisions(sqlite).brokenAt).toBeOneOf([null, 3]);
    expect(sqlite.prepare('SELECT actor FROM decisions WHERE seq = 3').pluck().get() === 'Planner 3' || verifyDecisions(sqlite).brokenAt === 3).toBe(true);
  });

  const columns = ['at', 'actor', 'kind', 'subject', 'detail', 'previous_hash', 'hash'] as const;
  it.each(columns.flatMap((column) => Array.from({ length: LENGTH }, (_, at) => [column, at + 1] as const)))('shows a changed %s in entry %i', (column, seq) => {
    const sqlite = createLog();
    dropGuards(sqlite);
    sqlite.prepare(`UPDATE decisions SET ${column} = ${column === 'at' ? 'at + 1' : `${column} || ' '`} WHERE seq = ?`).run(seq);
    expect(verifyDecisions(sqlite).brokenAt).toBe(seq);
  });

  it.each(Array.from({ length: LENGTH - 1 }, (_, at) => at + 1))('shows that entry %i was taken out', (seq) => {
    const sqlite = createLog();
    dropGuards(sqlite);
    sqlite.prepare('DELETE FROM decisions WHERE seq = ?').run(seq);
    expect(verifyDecisions(sqlite).brokenAt).toBe(seq + 1);
  });

  it('shows that two entries changed places', () => {
    const sqlite = createLog();
    dropGuards(sqlite);
    sqlite.exec('UPDATE decisions SET seq = -1 WHERE seq = 4; UPDATE decisions SET seq = 4 WHERE seq = 5; UPDATE decisions SET seq = 5 WHERE seq = -1');
    expect(verifyDecisions(sqlite).brokenAt).toBe(4);
  });

  it('cannot be told apart after a change that rewrites all hashes behind it, but the last hash then differs', () => {
    const sqlite = createLog();
    const last = (): unknown => sqlite.prepare('SELECT hash FROM decisions ORDER BY seq DESC LIMIT 1').pluck().get();
    const before = last();
    const entries = sqlite.prepare('SELECT at, actor, kind, subject, detail FROM decisions ORDER BY seq').all() as { at: number; actor: string; kind: string; subject: string; detail: string }[];
    dropGuards(sqlite);
    sqlite.exec('DELETE FROM decisions');
    for (const [at, entry] of entries.entries()) appendDecision(sqlite, { ...entry, actor: at === 3 ? 'Forger' : entry.actor, detail: JSON.parse(entry.detail) as Record<string, unknown> });
    expect(verifyDecisions(sqlite).brokenAt).toBeNull();
    expect(last()).not.toBe(before);
  });

  it('holds any text and number exactly', () => {
    const { sqlite } = createOpenWorkspace();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.dictionary(fc.string().filter((key) => key !== '__proto__'), fc.jsonValue()), (actor, subject, detail) => {
        const seq = appendDecision(sqlite, { at: NOW_MS, actor: actor.replaceAll('\0', ''), kind: 'note', subject, detail });
        const [row] = readDecisions(sqlite, { offset: 0, limit: 1 }).rows;
        expect(row?.seq).toBe(seq);
        expect(JSON.parse(row?.detail ?? '')).toEqual(JSON.parse(JSON.stringify(detail)));
      }),
      { numRuns: 150, seed: 3 },
    );
    expect(verifyDecisions(sqlite).brokenAt).toBeNull();
  });

  it('is read newest first, by page, kind and text', () => {
    const sqlite = createLog();
    expect(readDecisions(sqlite, { offset: 0, limit: 3 }).rows.map((row) => row.seq)).toEqual([8, 7, 6]);
    expect(readDecisions(sqlite, { offset: 6, limit: 10 })).toMatchObject({ total: 8, rows: [{ seq: 2 }, { seq: 1 }] });
    expect(readDecisions(sqlite, { offset: 0, limit: 10, kind: 'create' }).rows.map((row) => row.seq)).toEqual([1]);
    expect(readDecisions(sqlite, { offset: 0, limit: 10, search: 'NOTE 5' }).rows.map((row) => row.seq)).toEqual([5]);
    expect(readDecisions(sqlite, { offset: 0, limit: 10, search: "%' OR 1=1 --" }).total).toBe(0);
  });
});
