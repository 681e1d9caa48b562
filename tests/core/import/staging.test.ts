import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite } from '../../../src/main/core/db/connection.ts';
import { groupByReference } from '../../../src/main/core/import/staging/history-rows.ts';
import { newStagingPath } from '../../../src/main/core/import/staging/staging-folder.ts';
import { createTableFile, nextPageNumber } from '../../../src/main/core/import/staging/table-file.ts';
import { createTestFolder, type TestFolder } from './support/workspace.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());

const SQL = 'CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, c REAL, d TEXT)';

function writeAndRead(rows: readonly { integers: readonly number[]; real: number | null }[], pageBytes?: number): void {
  const path = folder.file('rows.db');
  const file = createTableFile(path, pageBytes);
  const table = file.addTable('t', SQL);
  for (const { integers, real } of rows) table.append(integers, real);
  file.close();
  const sqlite = openSqlite(path, { mustExist: true });
  try {
    expect(sqlite.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(sqlite.prepare('SELECT * FROM t ORDER BY id').raw().all()).toEqual(rows.map(({ integers, real }, at) => [at + 1, ...integers, real, null]));
    for (const id of [1, Math.ceil(rows.length / 2), rows.length]) if (id > 0) expect(sqlite.prepare('SELECT a FROM t WHERE id = ?').pluck().get(id)).toBe(rows[id - 1]?.integers[0]);
  } finally {
    sqlite.close();
  }
}

const integer = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 2 ** 46 }), fc.constantFrom(0, 1, 2, 127, 128, 32_767, 32_768, 8_388_607, 8_388_608, 2 ** 31 - 1, 2 ** 31, 2 ** 47 - 1));
const row = fc.record({ integers: fc.tuple(integer, integer), real: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value))) });

test('property: a table file is a sound SQLite file with the rows that were appended', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 300 }), fc.constantFrom(512, 1024, 32_768), (rows, pageBytes) => writeAndRead(rows, pageBytes)),
    { numRuns: 120, seed: 20_270_107 },
  );
});

test('trees of several levels are sound at every size around a full page', () => {
  for (const count of [1300, 1301, 1302, 20_000]) writeAndRead(Array.from({ length: count }, (_, at) => ({ integers: [at * 7919, at % 5], real: at % 3 === 0 ? null : at / 3 })), 512);
});

test('tables share a file', () => {
  const file = createTableFile(folder.file('two.db'));
  const first = file.addTable('t', SQL);
  const second = file.addTable('u', SQL.replace('TABLE t', 'TABLE u'));
  for (let at = 0; at < 10_000; at += 1) (at % 3 === 0 ? first : second).append([at, 0], null);
  file.close();
  const sqlite = openSqlite(folder.file('two.db'));
  expect([sqlite.pragma('integrity_check'), sqlite.prepare('SELECT (SELECT sum(a) FROM t) + (SELECT sum(a) FROM u) AS sum, (SELECT count(*) FROM t) AS t').get()]).toEqual([[{ integrity_check: 'ok' }], { sum: 49_995_000, t: 3334 }]);
  sqlite.close();
});

test.each([
  [512, 2_097_153],
  [32_768, 32_769],
])('pages of %i bytes leave out page %i, whose first byte is the one that SQLite locks', (pageBytes, lockPage) => {
  expect([(lockPage - 1) * pageBytes, nextPageNumber(lockPage - 2, pageBytes), nextPageNumber(lockPage - 1, pageBytes), nextPageNumber(lockPage + 1, pageBytes)]).toEqual([2 ** 30, lockPage - 1, lockPage + 1, lockPage + 2]);
});

test('property: rows are brought together by contact and keep their order within', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 200 }), (refs) => {
      const order = [...groupByReference(Int32Array.from(refs), refs.length, 30)];
      expect(order).toEqual(refs.map((_, at) => at).sort((left, right) => (refs[left] ?? 0) - (refs[right] ?? 0) || left - right));
    }),
  );
});

test('what a program left behind that no longer runs is removed; files of running ones stay', () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const staging = folder.file('staging');
  mkdirSync(staging);
  for (const name of [`${ended}-a.staging`, `${ended}-a.staging.rows`, `${ended}-b.staging.rows`, `${process.pid}-c.staging`, 'notes.txt']) writeFileSync(join(staging, name), '');
  expect(newStagingPath(staging, 'd')).toBe(join(staging, `${process.pid}-d.staging`));
  expect(readdirSync(staging).sort()).toEqual([`${process.pid}-c.staging`, 'notes.txt']);
});
