import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportSettings, TargetMapping } from '../../../src/engine/model/import.ts';
import { importOrThrow, settingsFor } from './support/run-import.ts';
import { createTestFolder, createWorkspace, withWorkspace, type TestFolder } from './support/workspace.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());

const touches: TargetMapping = { target: 'touches', fields: { contact: { column: 'id' }, date: { column: 'date', dateOrder: 'ymd' }, channel: { column: 'channel' }, kind: { column: 'kind' }, cost: { column: 'cost' } } };
const keyedTouches: TargetMapping = { ...touches, fields: { ...touches.fields, source_key: { column: 'key' } } };
const contacts: TargetMapping = { target: 'contacts', fields: { key: { column: 'id' }, segment: { column: 'channel' }, value: { column: 'cost' } } };

interface Row {
  key: string;
  id: string;
  date: string;
  channel: string;
  kind: string;
  cost: string;
}
const HEADER: (keyof Row)[] = ['key', 'id', 'date', 'channel', 'kind', 'cost'];

const row = fc.record<Row>({
  key: fc.constantFrom('', 'k1', 'k2', 'k3', 'k4'),
  id: fc.constantFrom('1', '2', '3', '', '4'),
  date: fc.constantFrom('2024-01-01', '2024-01-02', '2024-01-01 10:00', 'never'),
  channel: fc.constantFrom('email', 'E-Mail', 'visit', ''),
  kind: fc.constantFrom('', 'sent'),
  cost: fc.constantFrom('', '1', '2', 'x'),
});
const files = fc.array(fc.array(row, { maxLength: 12 }), { minLength: 1, maxLength: 3 });

/** The rules of FORMATS written down once more, row by row and without a database, for touches without ids. */
function createNaiveTouches() {
  const stored = new Map<string, string>();
  return (rows: readonly Row[], mode: ImportSettings['mode']): number[] => {
    const counts = [0, 0, 0, 0, 0];
    const seen = new Map<string, string>();
    const count = (at: number): void => void (counts[at] = (counts[at] ?? 0) + 1);
    const writes: [string, string][] = [];
    for (const { id, date, channel, kind, cost } of rows) {
      if (id === '' || date === 'never' || channel === '' || cost === 'x') count(4);
      else {
        const event = [id, date, channel === 'E-Mail' ? 'email' : channel, kind].join('|');
        const earlier = seen.get(event);
        if (earlier !== undefined) {
          count(cost === '' || cost === earlier ? 3 : 4);
          continue;
        }
        seen.set(event, cost);
        const before = stored.get(event);
        if (before === undefined) {
          count(mode === 'update' ? 4 : 0);
          if (mode !== 'update') writes.push([event, cost]);
        } else if (cost === '' || cost === before) count(2);
        else {
          count(mode === 'create' ? 4 : 1);
          if (mode !== 'create') writes.push([event, cost]);
        }
      }
    }
    for (const [event, cost] of writes) stored.set(event, cost);
    return counts;
  };
}

const totals = ({ created, updated, unchanged, duplicates, rejected }: { created: number; updated: number; unchanged: number; duplicates: number; rejected: number }): number[] => [created, updated, unchanged, duplicates, rejected];

test('property: counts agree with a naive reading, add up, and the check says what the commit does', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(files, fc.array(fc.constantFrom('upsert' as const, 'create' as const, 'update' as const), { minLength: 3, maxLength: 3 }), async (contents, modes) => {
      const workspace = createWorkspace(folder);
      const naive = createNaiveTouches();
      for (const [at, rows] of contents.entries()) {
        const path = folder.file('t.csv');
        writeFileSync(path, `${HEADER.join(',')}\n${rows.map((cells) => `${HEADER.map((name) => cells[name]).join(',')}\n`).join('')}`);
        const settings = settingsFor([touches], { mode: modes[at] ?? 'upsert' });
        const checked = await importOrThrow(path, workspace, { settings, dryRun: true });
        const written = await importOrThrow(path, workspace, { settings });
        expect(totals(written.total)).toEqual(naive(rows, settings.mode));
        expect(totals(checked.total)).toEqual(totals(written.total));
        expect(checked.reasons).toEqual(written.reasons);
        expect(totals(written.total).reduce((sum, n) => sum + n, 0)).toBe(written.rows);
        expect(written.contactsCreatedFromReferences).toBe(checked.contactsCreatedFromReferences);
      }
    }),
    { numRuns: 60, seed: 20_270_107 },
  );
});

test('property: files of several targets and of rows with ids: the check says what the commit does, and all adds up', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(files, fc.constantFrom([contacts, touches], [keyedTouches], [contacts, keyedTouches], [contacts]) as fc.Arbitrary<TargetMapping[]>, fc.constantFrom('upsert' as const, 'create' as const, 'update' as const), async (contents, targets, mode) => {
      const workspace = createWorkspace(folder);
      for (const rows of contents) {
        const path = folder.file('t.csv');
        writeFileSync(path, `${HEADER.join(',')}\n${rows.map((cells) => `${HEADER.map((name) => cells[name]).join(',')}\n`).join('')}`);
        const settings = settingsFor(targets, { mode });
        const checked = await importOrThrow(path, workspace, { settings, dryRun: true });
        const before = withWorkspace(workspace, (sqlite) => sqlite.prepare('SELECT (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM touches) AS touches').get()) as { contacts: number; touches: number };
        const written = await importOrThrow(path, workspace, { settings });
        const after = withWorkspace(workspace, (sqlite) => sqlite.prepare('SELECT (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM touches) AS touches').get()) as { contacts: number; touches: number };
        expect(written.targets.map(({ counts }) => totals(counts))).toEqual(checked.targets.map(({ counts }) => totals(counts)));
        expect(totals(written.total).reduce((sum, n) => sum + n, 0)).toBe(written.rows);
        for (const { counts } of written.targets) expect(totals(counts).reduce((sum, n) => sum + n, 0)).toBe(counts.rows);
        const created = (target: string): number => written.targets.filter((entry) => entry.target === target).reduce((sum, { counts }) => sum + counts.created, 0);
        expect(after.touches - before.touches).toBe(created('touches'));
        expect(after.contacts - before.contacts).toBe(created('contacts') + written.contactsCreatedFromReferences);
      }
    }),
    { numRuns: 60, seed: 20_270_107 },
  );
});
