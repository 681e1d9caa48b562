import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTACTS, makeEvents, mapping } from '../core/sync/sync-case.ts';
import { startEventServer, type EventServer } from '../support/event-server.ts';
import { createFolder, runOmnivor } from './run-omnivor.ts';

/** Contacts that are there at first. */
const KNOWN = 30;

describe('omnivor sync and outcomes', () => {
  const home = createFolder();
  const workspace = join(home.path, 'w.omnivor');
  const secret = 'command-line-secret';
  let server: EventServer;
  const run = async (...words: string[]): Promise<{ code: number | null; answer: unknown; stderr: string }> => {
    const { code, stdout, stderr } = await runOmnivor([...words, '--workspace', workspace], { home: home.path });
    return { code, answer: stdout === '' ? null : JSON.parse(stdout), stderr };
  };

  beforeAll(async () => {
    server = await startEventServer(({ headers }) => (headers['x-key'] === secret ? { body: makeEvents(30) } : { status: 401, body: {} }));
    const contacts = join(home.path, 'contacts.csv');
    writeFileSync(contacts, `contact id\n${Array.from({ length: KNOWN }, (_, at) => `C${at}`).join('\n')}\n`);
    await run('import', contacts);
  });
  afterAll(async () => {
    await server.close();
    home.dispose();
    delete process.env['OMNIVOR_TEST_SECRET'];
  });

  it('add a source from a file, read it with a secret of the environment, list and count', async () => {
    const config = join(home.path, 'source.json');
    const settings = { name: 'Events', sourceSystem: 'crm', config: { kind: 'json', url: `${server.origin}/events`, auth: { type: 'header', name: 'X-Key' }, mapping } };
    writeFileSync(config, JSON.stringify(settings));
    expect(await run('sync', '--config', config)).toMatchObject({ code: 0, answer: { saved: [{ name: 'Events', result: 'created' }], sources: [{ state: 'never' }] } });
    expect(await run('sync', '--source', 'Events')).toMatchObject({ code: 2, stderr: expect.stringContaining('SIGN_IN_NEEDED') as unknown });
    process.env['OMNIVOR_TEST_SECRET'] = secret;
    const synced = await run('sync', '--source', 'Events', '--secret-env', 'OMNIVOR_TEST_SECRET');
    const unknown = makeEvents(30).filter(({ person }) => Number(person.key.slice(1)) >= KNOWN).length;
    expect(unknown).toBeGreaterThan(0);
    expect(synced).toMatchObject({ code: 0, answer: { source: 'Events', isComplete: true, counts: { received: 30, created: 30 - unknown, rejected: unknown } } });
    expect(await run('outcomes', '--status', 'rejected')).toMatchObject({ code: 0, answer: { total: unknown, counts: { pending: 30 - unknown, rejected: unknown } } });
    const more = join(home.path, 'more.csv');
    writeFileSync(more, `contact id\n${Array.from({ length: CONTACTS }, (_, at) => `C${at}`).join('\n')}\n`);
    await run('import', more);
    expect(await run('outcomes', '--reprocess')).toMatchObject({ code: 0, answer: { reprocessed: { taken: unknown, left: 0 }, counts: { pending: 30, rejected: 0 } } });
    expect(await run('outcomes', '--policies')).toMatchObject({ code: 2, stderr: expect.stringContaining('No response estimates yet.') as unknown });
    writeFileSync(config, JSON.stringify([{ ...settings, config: { ...settings.config, recordsPath: 'items' } }]));
    expect(await run('sync', '--config', config)).toMatchObject({ code: 0, answer: { saved: [{ result: 'updated' }] } });
    expect(await run('sync', '--source', 'Nobody')).toMatchObject({ code: 2, stderr: expect.stringContaining('Known: Events.') as unknown });
    for (const entry of readdirSync(home.path, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name)).includes(secret), entry.name).toBe(false);
    }
  }, 60_000);
});
