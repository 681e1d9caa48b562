import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { startEventServer } from '../../support/event-server.ts';
import { inspectAfterKill, readColumn, runAndKill } from '../support/kill.ts';
import { unwrap } from '../support/test-core.ts';
import { createFolder } from '../support/workspace-file.ts';
import { createSyncCase, makeEvents, mapping } from './sync-case.ts';

it('a program killed in the middle of a sync goes on from the page it had not stored', { timeout: 60_000 }, async () => {
  const size = 50;
  const events = makeEvents(3000);
  const asked: number[] = [];
  const server = await startEventServer(({ url }) => {
    const from = Number(url.searchParams.get('from'));
    asked.push(from);
    return { body: events.slice(from, from + size) };
  });
  const one = await createSyncCase();
  const path = join(one.test.folder, 'Test.omnivor');
  const id = await one.add({ kind: 'json', url: `${server.origin}/events`, headers: {}, auth: { type: 'none' }, paging: { type: 'offset', parameter: 'from', size }, recordsPath: '', mapping });
  await one.test.core.workspaces.close();
  const random = createRandom(5);
  try {
    for (let run = 0; run < 4; run += 1) {
      const told = (await runAndKill('sync-source', [path, createFolder(), id], { after: 'stored', forMs: 20 + random() * 60 })).filter((line) => line.startsWith('stored'));
      inspectAfterKill(path, (sqlite) => {
        const stored = readColumn<number>(sqlite, 'SELECT count(*) FROM outcomes')[0] ?? 0;
        const cursor = readColumn<string>(sqlite, 'SELECT cursor FROM sync_states')[0];
        expect(stored % size).toBe(0);
        expect(stored).toBeGreaterThanOrEqual(Number((told.at(-1) ?? 'stored 0').slice(7)));
        if (cursor !== undefined && stored < events.length) expect(JSON.parse(cursor)).toMatchObject({ position: stored });
      });
    }
    const before = asked.length;
    unwrap(await one.test.core.workspaces.openPath(path));
    expect(await one.run(id)).toMatchObject({ status: 'succeeded', result: { isComplete: true } });
    expect(asked.slice(0, before).filter((from) => from === 0)).toHaveLength(1);
    expect(one.rows('SELECT count(*) AS n, count(DISTINCT source_key) AS ids FROM outcomes')).toEqual([{ n: 3000, ids: 3000 }]);
  } finally {
    await one.dispose();
    await server.close();
  }
});
