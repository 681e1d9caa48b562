import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Domain } from '../../../src/contract/event.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { dumpTables, faultOf, hashFile } from '../support/workspace-file.ts';

function makeCore(): TestCore {
  const test = createTestCore({ isInteractive: true });
  onTestFinished(() => test.dispose());
  return test;
}

const current = ({ core }: TestCore) => unwrap(core.workspaces.current());

describe('workspaces', () => {
  it('none is open at first, and nothing that needs one works', async () => {
    const { core } = makeCore();
    expect(unwrap(core.workspaces.current())).toEqual({ open: null, recent: [], refused: null });
    expect(unwrap(core.workspaces.readUiState('x'))).toBeNull();
    expect(unwrap(core.edits.state())).toEqual({ undo: null, redo: null });
    const asked = [await core.workspaces.writeUiState('x', 1), await core.workspaces.updateSettings({ currency: 'USD' }), core.rules.get(), core.contacts.listAudiences(), await core.edits.undo(), await core.contacts.removeAudience(1), await core.rules.save()];
    for (const result of asked) expect(faultOf(result).code).toBe('NO_WORKSPACE');
    unwrap(await core.workspaces.close());
  });

  it('are made where the dialog says, with the ending of their kind, and open', async () => {
    const test = makeCore();
    expect(unwrap(await test.core.workspaces.create({ name: 'Plan' }))).toBeNull();
    for (const name of ['plain', 'ended.omnivor']) {
      test.dialogs.save = join(test.folder, name);
      const path = join(test.folder, name === 'plain' ? 'plain.omnivor' : name);
      expect(unwrap(await test.core.workspaces.create({ name: 'Plan "ü" %' }))).toEqual({ name: name.replace('.omnivor', ''), path, currency: 'EUR', contactNoun: 'contact', contacts: 0, touches: 0, outcomes: 0, lastDate: null });
      expect(current(test).open?.path).toBe(path);
      expect(existsSync(path)).toBe(true);
    }
  });

  it('one that exists is not made again; the open one stays open', async () => {
    const test = makeCore();
    const path = await test.createWorkspace('First');
    const other = await test.createWorkspace('Second');
    const before = hashFile(path);
    expect(faultOf(await test.core.workspaces.createPath(path, 'Third'))).toMatchObject({ code: 'CONFLICT', path });
    expect(faultOf(await test.core.workspaces.openPath(join(test.folder, 'none.omnivor'))).code).toBe('FILE_NOT_FOUND');
    const text = join(test.folder, 'text.omnivor');
    writeFileSync(text, 'no workspace at all, but long enough to hold the header of one, which takes a hundred bytes and more');
    expect(faultOf(await test.core.workspaces.openPath(text)).code).toBe('DATABASE_NOT_OURS');
    expect(hashFile(path)).toBe(before);
    expect(current(test).open?.path).toBe(other);
    unwrap(await test.core.workspaces.updateSettings({ currency: 'USD' }));
    expect(current(test).recent.map((entry) => entry.name)).toEqual(['Second', 'First']);
  });

  it('open through a dialog, a token or the list of recent ones', async () => {
    const test = makeCore();
    const path = await test.createWorkspace('First');
    await test.createWorkspace('Second');
    const { workspaces } = test.core;
    expect(unwrap(await workspaces.open({}))).toBeNull();
    const openedBy = async (how: Parameters<typeof workspaces.open>[0]): Promise<string | undefined> => {
      unwrap(await workspaces.close());
      return unwrap(await workspaces.open(how))?.path;
    };
    test.dialogs.open = [path];
    expect(await openedBy({})).toBe(path);
    expect(await openedBy({ file: unwrap(test.core.files.register(path)).token })).toBe(path);
    const recent = current(test).recent.find((entry) => entry.path === path);
    expect(await openedBy({ recent: recent?.id ?? '' })).toBe(path);
    expect(faultOf(await workspaces.open({ recent: 'unknown' })).code).toBe('NOT_FOUND');
    expect(current(test).open?.path).toBe(path);
  });

  it('closing leaves a file that opens as it was, and nothing beside it', async () => {
    const test = makeCore();
    const path = await test.createWorkspace();
    unwrap(await test.core.workspaces.updateSettings({ name: 'Renamed', currency: 'CHF', contactNoun: 'HCP' }));
    const before = test.core.context.session === null ? {} : dumpTables(test.core.context.session.database.sqlite);
    unwrap(await test.core.workspaces.close());
    expect(current(test).open).toBeNull();
    for (const ending of ['-wal', '-shm', '-journal']) expect(existsSync(`${path}${ending}`), ending).toBe(false);
    unwrap(await test.core.workspaces.openPath(path));
    expect(current(test).open).toMatchObject({ name: 'Renamed', currency: 'CHF', contactNoun: 'HCP' });
    expect(test.core.context.session === null ? null : dumpTables(test.core.context.session.database.sqlite)).toEqual(before);
  });

  it('opening another one closes the first', async () => {
    const test = makeCore();
    await test.createWorkspace('First');
    const first = test.core.context.session;
    await test.createWorkspace('Second');
    expect(first?.database.sqlite.open).toBe(false);
    expect(current(test).open?.name).toBe('Second');
  });

  it('tells the windows that everything has changed', async () => {
    const test = makeCore();
    const leave = new AbortController();
    const changes = test.core.changes.subscribe(leave.signal);
    const told: Domain[][] = [];
    const next = changes.next();
    await test.createWorkspace();
    told.push((await next).value?.domains ?? []);
    const closed = changes.next();
    await test.core.workspaces.close();
    told.push((await closed).value?.domains ?? []);
    leave.abort();
    for (const domains of told) expect(domains).toEqual(expect.arrayContaining(['workspace', 'contacts', 'rules', 'plans', 'jobs', 'edits']));
  });
});

describe('recent workspaces', () => {
  it('stand newest first, each once, twelve at most, those that are gone marked', async () => {
    const test = makeCore();
    const paths: string[] = [];
    for (let number = 1; number <= 14; number += 1) {
      test.clock.advance(1000);
      paths.push(await test.createWorkspace(`W${number}`));
    }
    expect(current(test).recent.map((entry) => entry.name)).toEqual(Array.from({ length: 12 }, (_, at) => `W${14 - at}`));
    test.clock.advance(1000);
    unwrap(await test.core.workspaces.openPath(paths[7] ?? ''));
    expect(current(test).recent.map((entry) => entry.name).slice(0, 3)).toEqual(['W8', 'W14', 'W13']);
    expect(current(test).recent).toHaveLength(12);
    expect(current(test).recent[0]?.openedAt).toBe(test.clock.nowMs());
    rmSync(paths[13] ?? '');
    const gone = current(test).recent[1];
    expect(current(test).recent.map((entry) => entry.exists)).toEqual([true, false, ...Array.from({ length: 10 }, () => true)]);
    expect(faultOf(await test.core.workspaces.open({ recent: gone?.id ?? '' })).code).toBe('FILE_NOT_FOUND');
    expect(new Set(current(test).recent.map((entry) => entry.id)).size).toBe(12);
  });

  it.each(['', '{', '[]', '{"workspaces":[{"path":1}]}', '{"workspaces":"x"}'])('a list that reads %j counts as empty and is written anew', async (text) => {
    const test = makeCore();
    mkdirSync(join(test.folder, 'user'), { recursive: true });
    writeFileSync(join(test.folder, 'user', 'recent.json'), text);
    expect(current(test).recent).toEqual([]);
    const path = await test.createWorkspace();
    expect(current(test).recent.map((entry) => entry.path)).toEqual([path]);
  });
});

describe('the state of screens', () => {
  it('is what was written last, by key, over closing and opening, and no step of undo', async () => {
    const test = makeCore();
    const path = await test.createWorkspace();
    const written = new Map<string, unknown>();
    const key = fc.oneof(fc.constantFrom('grid', "it's", '%', '__proto__', 'ü'), fc.string({ minLength: 1, maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(key, fc.jsonValue({ maxDepth: 2 }), fc.boolean(), async (name, value, reopens) => {
        unwrap(await test.core.workspaces.writeUiState(name, value));
        written.set(name, JSON.parse(JSON.stringify(value)));
        if (reopens) unwrap(await test.core.workspaces.openPath(path));
        for (const [known, expected] of written) expect(unwrap(test.core.workspaces.readUiState(known))).toEqual(expected);
      }),
      { numRuns: 40, seed: 20_270_111 },
    );
    expect(unwrap(test.core.workspaces.readUiState('never written'))).toBeNull();
    expect(unwrap(test.core.edits.state())).toEqual({ undo: null, redo: null });
  });

  it('belongs to its workspace', async () => {
    const test = makeCore();
    const first = await test.createWorkspace('First');
    unwrap(await test.core.workspaces.writeUiState('grid', { page: 3 }));
    await test.createWorkspace('Second');
    expect(unwrap(test.core.workspaces.readUiState('grid'))).toBeNull();
    unwrap(await test.core.workspaces.openPath(first));
    expect(unwrap(test.core.workspaces.readUiState('grid'))).toEqual({ page: 3 });
  });
});
