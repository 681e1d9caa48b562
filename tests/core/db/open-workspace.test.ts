import { chmodSync, existsSync, mkdirSync, openSync, closeSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import type { FaultCode } from '../../../src/engine/base/fault.ts';
import { openSqlite } from '../../../src/main/core/db/connection.ts';
import { createWorkspaceFile, inspectWorkspaceFile, openWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { insertWorkspace } from '../../../src/main/core/db/repositories/workspace.ts';
import { startChild } from '../support/child.ts';
import { unwrap } from '../support/test-core.ts';
import { createFolder, faultOf, hashFile, insertContacts, makeWorkspaceFile, NOW_MS, UUID } from '../support/workspace-file.ts';

const open = (path: string) => openWorkspaceFile(path, { nowMs: NOW_MS });

function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

/** A workspace of some hundred pages, closed. */
function makeFilledWorkspace(): string {
  const path = join(createFolder(), 'test.omnivor');
  makeWorkspaceFile(path);
  const database = unwrap(open(path));
  insertContacts(database.sqlite, 5000);
  database.sqlite.close();
  return path;
}

/** Things that stand where a workspace is expected: how they get there, the fault, a word of its message. */
const refused: readonly [string, (path: string) => unknown, FaultCode, RegExp][] = [
  ['a missing file', () => undefined, 'FILE_NOT_FOUND', /does not exist/],
  ['a folder', (path) => mkdirSync(path), 'FILE_IS_FOLDER', /is a folder/],
  ['a file of 0 bytes', (path) => writeFileSync(path, ''), 'FILE_EMPTY', /0 bytes/],
  ['a text file', (path) => writeFileSync(path, 'id;name\n1;x\n'.repeat(50)), 'DATABASE_NOT_OURS', /600 bytes without a SQLite header/],
  ['a few bytes', (path) => writeFileSync(path, 'SQLite format 3\0'), 'DATABASE_NOT_OURS', /16 bytes/],
  [
    'a SQLite file of another program',
    (path) => {
      const sqlite = openSqlite(path);
      sqlite.exec('CREATE TABLE bookmarks (id INTEGER)');
      sqlite.close();
    },
    'DATABASE_NOT_OURS',
    /another program/,
  ],
];

describe('what is no workspace', () => {
  it.each(refused)('%s is refused and left as it is', (_, put, code, message) => {
    const path = join(createFolder(), 'thing.omnivor');
    put(path);
    const before = existsSync(path) && statSync(path).isFile() ? hashFile(path) : null;
    for (const result of [open(path), inspectWorkspaceFile(path)]) {
      const fault = faultOf(result);
      expect(fault.code).toBe(code);
      expect(fault.message).toMatch(message);
      expect(fault.path).toBe(path);
    }
    if (before !== null) expect(hashFile(path)).toBe(before);
    expect(readdirSync(dirname(path)).filter((name) => name !== 'thing.omnivor')).toEqual([]);
  });
});

describe('a damaged workspace', () => {
  it('is refused with a way out, bytes unchanged, wherever it was overwritten', () => {
    const random = createRandom(7);
    const sound = readFileSync(makeFilledWorkspace());
    const seen = new Set<string>();
    const folder = createFolder();
    for (let run = 0; run < 60; run += 1) {
      const path = join(folder, `damaged-${run}.omnivor`);
      writeFileSync(path, sound);
      const at = 100 + Math.floor(random() * (sound.length - 5000));
      overwrite(path, at, Uint8Array.from({ length: 4900 }, () => Math.floor(random() * 256)));
      const before = hashFile(path);
      const fault = faultOf(open(path));
      seen.add(fault.code);
      expect(fault.path).toBe(path);
      expect(hashFile(path), `run ${run}`).toBe(before);
    }
    expect([...seen]).toEqual(['DATABASE_DAMAGED']);
    expect(readdirSync(folder)).toHaveLength(60);
  });

  it('is refused when its end is missing, at any length', () => {
    const sound = readFileSync(makeFilledWorkspace());
    const folder = createFolder();
    for (const length of [100, 512, 4095, 4096, 4097, 8192, Math.floor(sound.length / 2), sound.length - 4096, sound.length - 1]) {
      const path = join(folder, `cut-${length}.omnivor`);
      writeFileSync(path, sound);
      truncateSync(path, length);
      const before = hashFile(path);
      expect(faultOf(open(path)), `${length} bytes`).toMatchObject({ code: 'DATABASE_DAMAGED', path });
      expect(hashFile(path)).toBe(before);
    }
  });

  it('says how to go on', () => {
    const path = makeFilledWorkspace();
    overwrite(path, 4096, new Uint8Array(40_000).fill(0xaa));
    const fault = faultOf(open(path));
    expect(fault.message).toMatch(/is damaged/);
    expect(fault.hint).toContain('omnivor restore --workspace');
  });

  it('is refused without the row of the workspace', () => {
    const path = makeFilledWorkspace();
    const sqlite = openSqlite(path);
    sqlite.exec('DELETE FROM workspace');
    sqlite.close();
    expect(faultOf(open(path)).message).toMatch(/row of the workspace is missing/);
  });
});

describe('a file that cannot be written', () => {
  it.skipIf(process.platform === 'win32').each([
    ['file', 0o444, 0o777],
    ['folder', 0o666, 0o555],
  ])('is refused when the %s is read-only', async (_, fileMode, folderMode) => {
    const path = makeFilledWorkspace();
    chmodSync(dirname(path), folderMode);
    chmodSync(path, fileMode);
    const before = hashFile(path);
    try {
      const { lines } = await (await startChild('open-file', [path])).ended;
      expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ code: 'FILE_NOT_WRITABLE', path });
      expect(hashFile(path)).toBe(before);
    } finally {
      chmodSync(dirname(path), 0o777);
      chmodSync(path, 0o666);
    }
  });
});

describe('a new workspace', () => {
  const fill = (sqlite: ReturnType<typeof openSqlite>): void => insertWorkspace(sqlite, { uuid: UUID, name: 'New', nowMs: NOW_MS });

  it('leaves nothing where it cannot be made', () => {
    const folder = createFolder();
    expect(() =>
      createWorkspaceFile(join(folder, 'a.omnivor'), {
        nowMs: NOW_MS,
        fill: () => {
          throw new Error('no');
        },
      }),
    ).toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
    expect(faultOf(createWorkspaceFile(join(folder, 'none', 'a.omnivor'), { nowMs: NOW_MS, fill })).code).toBe('FILE_NOT_FOUND');
  });

  it('never replaces a file', () => {
    const path = join(createFolder(), 'a.omnivor');
    writeFileSync(path, 'mine');
    expect(faultOf(createWorkspaceFile(path, { nowMs: NOW_MS, fill }))).toMatchObject({ code: 'CONFLICT', path });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('is made over what an interrupted attempt left', () => {
    const folder = createFolder();
    const path = join(folder, 'a.omnivor');
    writeFileSync(`${path}.creating`, 'half');
    writeFileSync(`${path}.creating-wal`, 'half');
    unwrap(createWorkspaceFile(path, { nowMs: NOW_MS, fill }));
    expect(readdirSync(folder)).toEqual(['a.omnivor']);
    unwrap(open(path)).sqlite.close();
  });
});
