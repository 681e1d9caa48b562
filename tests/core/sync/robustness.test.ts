import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import type { JsonConfig } from '../../../src/engine/model/sync.ts';
import { checkAddress } from '../../../src/main/core/sync/http.ts';
import { backoffMs, MAX_TRIES, readRetryAfter } from '../../../src/main/core/sync/retry.ts';
import { startEventServer, type EventServer, type ServerAnswer, type ServerRequest } from '../../support/event-server.ts';
import { importContacts, unwrap } from '../support/test-core.ts';
import { countById, createSyncCase, makeEvents, mapping, type SyncCase } from './sync-case.ts';

const PAGE = 100;
let one: SyncCase;
let server: EventServer;

afterEach(async () => {
  vi.restoreAllMocks();
  await one?.dispose();
  await server?.close();
});

const start = async (answer: (request: ServerRequest) => ServerAnswer | Promise<ServerAnswer>, options: { faultShare?: number; seed?: number; limits?: { timeoutMs?: number; maxBytes?: number } } = {}): Promise<void> => {
  server = await startEventServer(answer, options);
  one = await createSyncCase({ limits: options.limits ?? {} });
};
const configOf = (rest: Partial<JsonConfig> = {}): JsonConfig => ({ kind: 'json', url: `${server.origin}/events`, headers: {}, auth: { type: 'none' }, paging: { type: 'page', parameter: 'page', size: PAGE, first: 1 }, recordsPath: '', mapping, ...rest });
const pagesOf = (events: readonly unknown[]) => ({ url }: ServerRequest): ServerAnswer => ({ body: events.slice((Number(url.searchParams.get('page')) - 1) * PAGE, Number(url.searchParams.get('page')) * PAGE) });

describe('nothing lost, nothing doubled', () => {
  it('5,000 events in pages with one answer in ten spoiled: every one exactly once', async () => {
    const events = makeEvents(5000);
    await start(pagesOf(events), { faultShare: 0.1, seed: 11 });
    const job = await one.run(await one.add(configOf()));
    expect(job).toMatchObject({ status: 'succeeded', result: { isComplete: true, counts: { received: 5000, created: 5000, unchanged: 0, rejected: 0 } } });
    const counts = countById(one);
    expect(counts.size).toBe(5000);
    expect([...counts.values()].every((n) => n === 1)).toBe(true);
    expect([...server.faults.values()].reduce((sum, n) => sum + n, 0)).toBe((job.result as { counts: { retries: number } }).counts.retries);
    expect(one.waits.length).toBeGreaterThan(0);
  });

  it('pages that come twice, overlap or are out of order change nothing', async () => {
    const events = makeEvents(600);
    const order = [3, 1, 1, 0, 2, 3, 5, 4];
    await start(({ url }) => {
      const at = Number(url.searchParams.get('after') ?? 0);
      const first = (order[at] ?? 0) * PAGE;
      return { body: { items: events.slice(Math.max(0, first - 20), first + PAGE), next: at + 1 < order.length ? String(at + 1) : null } };
    });
    await one.run(await one.add(configOf({ recordsPath: 'items', paging: { type: 'cursor', parameter: 'after', path: 'next' } })));
    const counts = countById(one);
    expect(counts.size).toBe(600);
    expect([...counts.values()].every((n) => n === 1)).toBe(true);
  });

  it('goes on from the page after a cancel', async () => {
    const events = makeEvents(1000);
    let jobId = '';
    await start((request) => {
      if (request.url.searchParams.get('page') === '5' && jobId !== '') {
        one.test.core.context.session?.jobs.cancel(jobId);
        jobId = '';
        return new Promise((resolve) => setTimeout(() => resolve(pagesOf(events)(request)), 150));
      }
      return pagesOf(events)(request);
    });
    const id = await one.add(configOf());
    jobId = unwrap(one.sync.run(id)).jobId;
    const cancelled = await one.test.core.context.session?.jobs.wait(jobId);
    expect(cancelled).toMatchObject({ status: 'cancelled', result: { isComplete: false, counts: { pages: 4 } } });
    expect(unwrap(await one.sync.list())[0]).toMatchObject({ state: 'partly', fault: { code: 'CANCELLED' }, cursor: { position: 5 } });
    expect(await one.run(id)).toMatchObject({ status: 'succeeded', result: { counts: { received: 600, created: 600 } } });
    expect(server.requests.filter(({ url }) => url.searchParams.get('page') === '1')).toHaveLength(1);
    expect(countById(one).size).toBe(1000);
  });

  it('takes one run of a source at a time', async () => {
    await start(pagesOf(makeEvents(10)));
    const id = await one.add(configOf());
    const { jobId } = unwrap(one.sync.run(id));
    expect(one.sync.run(id)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    await one.test.core.context.session?.jobs.wait(jobId);
    expect(one.sync.run(id)).toMatchObject({ ok: true });
  });
});

describe('clear states', () => {
  it('gives up after bounded tries, keeps what was stored and says which page broke where', async () => {
    const events = makeEvents(500);
    await start((request) => (request.url.searchParams.get('page') === '3' ? { body: '[{"id": 1}, oops' } : pagesOf(events)(request)));
    const id = await one.add(configOf());
    const job = await one.run(id);
    expect(job).toMatchObject({ status: 'failed', fault: { code: 'BAD_FORMAT' } });
    expect(job.fault?.message).toMatch(/for page 3 is not JSON: it breaks at character 12 of 16/);
    expect(server.requests.filter(({ url }) => url.searchParams.get('page') === '3')).toHaveLength(MAX_TRIES);
    expect(unwrap(await one.sync.list())[0]).toMatchObject({ state: 'partly', cursor: { position: 3 }, counts: { created: 200 } });
  });

  it.each([
    ['no server', 'NETWORK_FAILED', () => ({ body: '' })],
    ['another status', 'NETWORK_FAILED', () => ({ status: 404, body: 'gone' })],
    ['a refused secret', 'SIGN_IN_NEEDED', () => ({ status: 401, body: {} })],
    ['no list', 'BAD_FORMAT', () => ({ body: { items: 5 } })],
    ['another host', 'BAD_FORMAT', () => ({ status: 302, headers: { location: 'https://example.org/events' }, body: '' })],
    ['a file', 'BAD_FORMAT', () => ({ status: 302, headers: { location: 'file:///etc/passwd' }, body: '' })],
    ['redirects without end', 'BAD_FORMAT', ({ url }: ServerRequest) => ({ status: 302, headers: { location: url.href }, body: '' })],
    ['more bytes than are taken', 'FILE_TOO_LARGE', () => ({ body: 'x'.repeat(5000) })],
  ])('%s', async (name, code, answer) => {
    await start(answer, { limits: { maxBytes: 4000 } });
    const id = await one.add(configOf());
    if (name === 'no server') await server.close();
    expect(await one.run(id)).toMatchObject({ status: 'failed', fault: { code } });
    expect(unwrap(await one.sync.list())[0]).toMatchObject({ state: code === 'SIGN_IN_NEEDED' ? 'needs_sign_in' : 'failed', fault: { code } });
    expect(server.requests.every(({ url }) => url.pathname === '/events')).toBe(true);
  });

  it('does not wait for ever for an answer', async () => {
    await start(() => new Promise(() => undefined), { limits: { timeoutMs: 20 } });
    expect(await one.run(await one.add(configOf()))).toMatchObject({ status: 'failed', fault: { code: 'NETWORK_FAILED', message: expect.stringContaining('did not answer within 0.02 s') as unknown } });
  });

  it('waits as long as the source asks, and leaves it for another time where that is too long', async () => {
    let after = '7';
    let calls = 0;
    await start(() => ((calls += 1) === 1 || after === '4000' ? { status: 429, headers: { 'retry-after': after }, body: '' } : { body: [] }));
    const id = await one.add(configOf());
    expect(await one.run(id)).toMatchObject({ status: 'succeeded' });
    expect(one.waits).toEqual([7000]);
    after = '4000';
    expect(await one.run(id)).toMatchObject({ status: 'failed', fault: { code: 'NETWORK_FAILED', message: expect.stringContaining('It asks to wait 4000 s.') as unknown } });
    expect(one.waits).toHaveLength(1);
  });

  it('waits longer each time, by a chance that a seed decides', () => {
    const waits = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 9 }, (_, at) => backoffMs(at + 1, random, null));
    };
    expect(waits(3)).toEqual(waits(3));
    expect(waits(3)).not.toEqual(waits(4));
    waits(3).forEach((ms, at) => {
      const longest = Math.min(60_000, 500 * 2 ** at);
      expect(ms).toBeGreaterThanOrEqual(longest / 2);
      expect(ms).toBeLessThanOrEqual(longest);
    });
    expect(readRetryAfter('3', 0)).toBe(3000);
    expect(readRetryAfter('Thu, 01 Jan 1970 00:00:09 GMT', 4000)).toBe(5000);
    expect(readRetryAfter('soon', 0)).toBeNull();
  });

  it('asks no address but https, or http on this machine', async () => {
    for (const address of ['http://example.org/x', 'file:///etc/passwd', 'ftp://example.org', 'javascript:alert(1)', 'not an address', 'https://name:word@example.org/']) {
      expect(checkAddress(address, 'config.url'), address).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'config.url' } });
    }
    for (const address of ['https://example.org/x', 'http://localhost:8080', 'http://127.0.0.1/']) expect(checkAddress(address, 'config.url'), address).toMatchObject({ ok: true });
    await start(() => ({ body: [] }));
    expect(await one.sync.create({ settings: { name: 'x', sourceSystem: 'crm', config: configOf({ url: 'http://example.org' }) } })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
  });
});

describe('secrets', () => {
  const secret = 'sEcReT-tOkEn-4711';

  it('go to the source alone: no byte of the workspace, the folder or the log holds one, even where the source says it back', async () => {
    const logged: unknown[] = [];
    for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) vi.spyOn(console, name).mockImplementation((...words) => void logged.push(...words));
    let isBroken = false;
    await start(({ headers }) => (isBroken ? { status: 400, body: `What is ${headers.authorization ?? ''}?` } : { body: [{ id: 'a', person: { key: 'nobody' }, type: 'open', at: '2026-01-01', echo: headers.authorization }] }));
    const id = await one.add(configOf({ auth: { type: 'bearer' } }), secret);
    await one.run(id);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${secret}`);
    isBroken = true;
    const job = await one.run(id);
    expect(job.fault?.message).toContain('What is Bearer •••?');
    expect(await one.sync.test(id)).toMatchObject({ ok: false, fault: { message: expect.not.stringContaining(secret) as unknown } });
    unwrap(await one.sync.restart(id));
    for (const entry of readdirSync(one.test.folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name)).includes(secret), entry.name).toBe(false);
    }
    expect(JSON.stringify(logged)).not.toContain(secret);
    expect(JSON.stringify(unwrap(await one.sync.list()))).not.toContain(secret);
  });

  it('are not sent on to another host', async () => {
    const asked: string[] = [];
    const other = createServer((request, response) => {
      asked.push(request.headers.authorization ?? '');
      response.end('[]');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await start(() => ({ body: { items: [], next: `http://127.0.0.1:${port}/steal` } }));
    const id = await one.add(configOf({ recordsPath: 'items', paging: { type: 'cursor', path: 'next' }, auth: { type: 'bearer' } }), secret);
    expect(await one.run(id)).toMatchObject({ status: 'failed', fault: { code: 'BAD_FORMAT' } });
    expect(asked).toEqual([]);
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('contacts that come and go', () => {
  it('an undone import takes its contacts, and their outcomes wait; redo brings them back', async () => {
    await start(pagesOf([{ id: 'a', person: { key: 'NEW' }, type: 'open', at: '2026-01-01T10:00:00' }, { id: 'b', person: { key: 'C1' }, type: 'open', at: '2026-01-01' }]));
    const { core } = one.test;
    await importContacts(one.test, 'id,email\nNEW,new@example.org\n');
    const id = await one.add(configOf());
    await one.run(id);
    expect(unwrap(core.outcomes.counts())).toMatchObject({ pending: 2, rejected: 0 });
    unwrap(await core.edits.undo());
    unwrap(await core.edits.undo());
    expect(unwrap(core.outcomes.counts())).toMatchObject({ pending: 1, rejected: 1 });
    expect(unwrap(core.outcomes.list({ status: 'rejected', offset: 0, limit: 5 })).rows).toMatchObject([{ contact: 'NEW', code: 'contact_left', time: '10:00:00' }]);
    unwrap(await core.edits.redo());
    expect(unwrap(core.outcomes.counts())).toMatchObject({ pending: 2, rejected: 0 });
    expect(unwrap(core.data.check())).toMatchObject({ ok: true });
  });

  it('a rejected event is taken by the next run once its contact was imported', async () => {
    await start(pagesOf([{ id: 'a', person: { key: 'late@example.org' }, type: 'open', at: '2026-01-01' }]));
    const id = await one.add(configOf());
    expect((await one.run(id)).result).toMatchObject({ counts: { rejected: 1 } });
    await importContacts(one.test, 'id,email\nLATE,late@example.org\n');
    expect((await one.run(id)).result).toMatchObject({ counts: { unchanged: 1, rejected: 0 } });
    expect(unwrap(one.test.core.outcomes.counts())).toMatchObject({ pending: 1, rejected: 0 });
  });
});
