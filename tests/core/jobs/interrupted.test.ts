import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { succeed, type Result } from '../../../src/engine/base/fault.ts';
import { announcePresence, isPresent, removeAbsent } from '../../../src/main/core/db/presence.ts';
import { createWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { insertWorkspace } from '../../../src/main/core/db/repositories/workspace.ts';
import type { Session } from '../../../src/main/core/session.ts';
import { startChild } from '../support/child.ts';
import { shippedMigrations } from '../support/slow-migrations.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { createFolder, faultOf, makeWorkspaceFile, NOW_MS, UUID } from '../support/workspace-file.ts';

/** A core that is gone after the test. */
function makeCore(): TestCore {
  const test = createTestCore();
  onTestFinished(() => test.dispose());
  return test;
}

async function openIn(test: TestCore, path: string): Promise<Session> {
  unwrap(await test.core.workspaces.openPath(path));
  if (test.core.context.session === null) throw new Error('No workspace is open.');
  return test.core.context.session;
}

function makeFile(): string {
  const path = join(createFolder(), 'shared.omnivor');
  makeWorkspaceFile(path);
  return path;
}

/** Names of the files that say who has a workspace open. */
const presentFiles = (path: string): string[] => readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}-open-`));

const statuses = (session: Session): string[] => session.database.sqlite.prepare('SELECT status FROM jobs ORDER BY input').pluck().all() as string[];

/** All rows that wait to be written are. */
const settleRows = async ({ gate }: Session): Promise<void> => {
  for (let round = 0; round < 3; round += 1) await gate.run(() => undefined);
};

describe('jobs under way when a file is opened', () => {
  it('stay those of a program that lives', async () => {
    const path = makeFile();
    const first = await openIn(makeCore(), path);
    let end: (result: Result<unknown>) => void = () => undefined;
    const id = first.jobs.start('check', null, () => new Promise((resolve) => (end = resolve)));
    await settleRows(first);
    const second = await openIn(makeCore(), path);
    expect(unwrap(second.jobs.get(id))).toMatchObject({ status: 'running', fault: null });
    expect(second.jobs.running()).toEqual([]);
    expect(faultOf(second.jobs.cancel(id))).toMatchObject({ code: 'JOB_NOT_RUNNING', message: 'The job runs in another program.' });
    end(succeed('done'));
    expect(await first.jobs.wait(id)).toMatchObject({ status: 'succeeded', result: 'done' });
    expect(unwrap(second.jobs.get(id))).toMatchObject({ status: 'succeeded', result: 'done' });
  });

  it('failed where their program was killed, and only then', async () => {
    const path = makeFile();
    const child = await startChild('run-jobs', [path, createFolder()]);
    onTestFinished(() => child.kill());
    const count = Number((await child.waitFor('jobs ')).slice('jobs '.length));
    const underWay = [...Array.from({ length: count - 1 }, () => 'running'), 'queued'];
    const test = makeCore();
    expect(statuses(await openIn(test, path)).sort()).toEqual([...underWay].sort());
    expect(presentFiles(path)).toHaveLength(2);
    child.kill();
    await child.ended;
    const session = await openIn(test, path);
    expect(session.jobs.list(100).map((job) => [job.status, job.fault?.code, job.finishedAt])).toEqual(underWay.map(() => ['failed', 'APP_CLOSED', test.clock.nowMs()]));
    expect(presentFiles(path)).toHaveLength(1);
  });

  it('failed where they were started before jobs had owners', async () => {
    const path = join(createFolder(), 'old.omnivor');
    const fill = (sqlite: Session['database']['sqlite']): void => {
      insertWorkspace(sqlite, { uuid: UUID, name: 'Old', nowMs: NOW_MS });
      for (const status of ['queued', 'running', 'succeeded']) sqlite.prepare("INSERT INTO jobs (id, kind, status, input, queued_at) VALUES (?, 'solve', ?, ?, 1)").run(status, status, status);
    };
    unwrap(createWorkspaceFile(path, { nowMs: NOW_MS, fill, migrations: shippedMigrations.slice(0, 1) }));
    expect(statuses(await openIn(makeCore(), path))).toEqual(['failed', 'failed', 'succeeded']);
  });

  it('end with the session; opening the file again finds nothing to fail', async () => {
    const path = makeFile();
    const test = makeCore();
    const session = await openIn(test, path);
    for (let number = 0; number < 5; number += 1) session.jobs.start('check', number, () => Promise.resolve(succeed(number)));
    const again = await openIn(test, path);
    for (const job of again.jobs.list(10)) expect(['succeeded', 'cancelled']).toContain(job.status);
    expect(again.jobs.list(10)).toHaveLength(5);
    expect(presentFiles(path)).toHaveLength(1);
    await test.core.workspaces.close();
    expect(presentFiles(path)).toEqual([]);
  });
});

describe('presence at a workspace', () => {
  it('lasts from announcing to leaving, each for itself', () => {
    const path = makeFile();
    const one = announcePresence(path, 'one');
    const other = announcePresence(path, 'other');
    expect(['one', 'other', 'none'].map((id) => isPresent(path, id))).toEqual([true, true, false]);
    one.leave();
    expect(['one', 'other'].map((id) => isPresent(path, id))).toEqual([false, true]);
    removeAbsent(path);
    expect(presentFiles(path)).toEqual(['shared.omnivor-open-other']);
    other.leave();
    expect(presentFiles(path)).toEqual([]);
  });

  it('is not shown by a file that nobody holds, and leaves other files alone', () => {
    const path = makeFile();
    for (const name of ['shared.omnivor-open-gone', 'shared.omnivor-opening', 'other.omnivor-open-gone']) writeFileSync(join(dirname(path), name), '');
    removeAbsent(path);
    expect(readdirSync(dirname(path)).sort()).toEqual(['other.omnivor-open-gone', 'shared.omnivor', 'shared.omnivor-opening']);
  });
});
