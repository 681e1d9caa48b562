import { afterEach, describe, expect, it } from 'vitest';
import type { VaultConfig } from '../../../src/engine/model/sync.ts';
import { startEventServer, type EventServer, type ServerAnswer, type ServerRequest } from '../../support/event-server.ts';
import { unwrap } from '../support/test-core.ts';
import { countById, createSyncCase, makeEvents, mapping, type SyncCase } from './sync-case.ts';

const PAGE = 100;
const events = makeEvents(350);
const secret = JSON.stringify({ username: 'planner@example.org', password: 'pass-word' });
let one: SyncCase;
let server: EventServer;
let session = 'session-1';

afterEach(async () => {
  await one.dispose();
  await server.close();
  session = 'session-1';
});

const failure = (type: string, message = type): ServerAnswer => ({ body: { responseStatus: 'FAILURE', errors: [{ type, message }] } });

/** Answers as Vault does: errors with status 200, pages by `next_page`, limits in headers. */
function answerVault({ method, url, headers, body }: ServerRequest): ServerAnswer {
  const form = new URLSearchParams(body);
  if (url.pathname === '/api/v25.1/auth') {
    return form.get('password') === 'pass-word' ? { body: { responseStatus: 'SUCCESS', sessionId: session, userId: 12, vaultId: 1, vaultIds: [{ id: 1, name: 'Vault', url: server.origin }] } } : failure('USERNAME_OR_PASSWORD_INCORRECT');
  }
  if (headers.authorization !== session) return failure('INVALID_SESSION_ID', 'Invalid or expired session ID.');
  const isFirst = method === 'POST' && url.pathname === '/api/v25.1/query';
  if (isFirst && !(form.get('q') ?? '').startsWith('SELECT')) return failure('MALFORMED_QUERY');
  const from = isFirst ? 0 : Number(url.searchParams.get('pageoffset'));
  const next = `/api/v25.1/query/8f0c?pagesize=${PAGE}&pageoffset=${from + PAGE}`;
  const details = { pagesize: PAGE, pageoffset: from, size: PAGE, total: events.length, ...(from + PAGE < events.length ? { next_page: next } : {}) };
  return { headers: { 'x-vaultapi-burstlimit': '2000', 'x-vaultapi-burstlimitremaining': from === 100 ? '0' : '1500' }, body: { responseStatus: 'SUCCESS', responseDetails: details, data: events.slice(from, from + PAGE) } };
}

const start = async (answer: (request: ServerRequest) => ServerAnswer = answerVault, options: { faultShare?: number } = {}): Promise<void> => {
  server = await startEventServer(answer, options);
  one = await createSyncCase();
};
const configOf = (rest: Partial<VaultConfig> = {}): VaultConfig => ({ kind: 'vault', url: server.origin, apiVersion: 'v25.1', query: "SELECT id, type__v FROM event__v WHERE modified_date__v >= '{since}'", mapping, ...rest });

describe('Veeva Vault', () => {
  it('signs in, follows next_page, and pauses where the burst limit is used up', async () => {
    await start();
    expect(await one.run(await one.add(configOf(), secret))).toMatchObject({ status: 'succeeded', result: { counts: { pages: 4, created: 350 } } });
    expect(one.waits).toEqual([10_000]);
    expect(new URLSearchParams(server.requests[1]?.body).get('q')).toContain("'1970-01-01T00:00:00Z'");
  });

  it('signs in again once where the session has ended', async () => {
    await start((request) => {
      if (request.url.searchParams.get('pageoffset') === '200' && session === 'session-1') session = 'session-2';
      return answerVault(request);
    });
    expect(await one.run(await one.add(configOf(), secret))).toMatchObject({ status: 'succeeded', result: { counts: { created: 350 } } });
    expect(server.requests.filter(({ url }) => url.pathname.endsWith('/auth'))).toHaveLength(2);
  });

  it.each([
    ['a wrong password', JSON.stringify({ username: 'planner', password: 'wrong' })],
    ['no secret', undefined],
  ])('says that a sign-in is needed with %s', async (_name, given) => {
    await start();
    expect(await one.run(await one.add(configOf(), given))).toMatchObject({ status: 'failed', fault: { code: 'SIGN_IN_NEEDED' } });
    expect(unwrap(await one.sync.list())[0]).toMatchObject({ state: 'needs_sign_in' });
  });

  it('waits a minute where sign-ins are limited', async () => {
    let tries = 0;
    await start((request) => (request.url.pathname.endsWith('/auth') && (tries += 1) === 1 ? failure('API_LIMIT_EXCEEDED') : answerVault(request)));
    expect(await one.run(await one.add(configOf(), secret))).toMatchObject({ status: 'succeeded' });
    expect(one.waits[0]).toBe(60_000);
  });

  it('names a wrong query', async () => {
    await start();
    expect(await one.run(await one.add(configOf({ query: 'DROP' }), secret))).toMatchObject({ status: 'failed', fault: { code: 'BAD_INPUT', path: 'config.query' } });
  });

  it('reads every event once through faults', async () => {
    await start(answerVault, { faultShare: 0.3 });
    expect(await one.run(await one.add(configOf(), secret))).toMatchObject({ status: 'succeeded', result: { counts: { created: 350, rejected: 0 } } });
    expect(countById(one).size).toBe(350);
    expect([...server.faults.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
  });
});
