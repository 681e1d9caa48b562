import { afterEach, describe, expect, it } from 'vitest';
import type { SalesforceConfig } from '../../../src/engine/model/sync.ts';
import { startEventServer, type EventServer, type ServerAnswer, type ServerRequest } from '../../support/event-server.ts';
import { unwrap } from '../support/test-core.ts';
import { countById, createSyncCase, makeEvents, mapping, type SyncCase } from './sync-case.ts';

const PAGE = 100;
const events = makeEvents(350);
let one: SyncCase;
let server: EventServer;
/** The tokens that the server takes; a refresh gives the next one. */
let goodToken = 'token-1';

afterEach(async () => {
  await one.dispose();
  await server.close();
  goodToken = 'token-1';
});

const expired: ServerAnswer = { status: 401, body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }] };

/** Answers as the REST API does: query, nextRecordsUrl, token endpoint. */
function answerQuery({ url, headers, body }: ServerRequest): ServerAnswer {
  if (url.pathname === '/services/oauth2/token') {
    const form = new URLSearchParams(body);
    if (form.get('refresh_token') !== 'refresh') return { status: 400, body: { error: 'invalid_grant', error_description: 'expired access/refresh token' } };
    return { body: { access_token: goodToken, instance_url: server.origin, token_type: 'Bearer', id: `${server.origin}/id/1` } };
  }
  if (headers.authorization !== `Bearer ${goodToken}`) return expired;
  const locator = /\/services\/data\/v60\.0\/query\/01gX-(\d+)$/u.exec(url.pathname);
  if (locator === null && url.pathname !== '/services/data/v60.0/query') return { status: 404, body: [{ errorCode: 'NOT_FOUND', message: url.pathname }] };
  if (locator === null && !(url.searchParams.get('q') ?? '').startsWith('SELECT')) return { status: 400, body: [{ errorCode: 'MALFORMED_QUERY', message: 'unexpected token' }] };
  const from = Number(locator?.[1] ?? 0);
  const done = from + PAGE >= events.length;
  const records = events.slice(from, from + PAGE).map((event) => ({ attributes: { type: 'Task', url: `/services/data/v60.0/sobjects/Task/${event.id}` }, ...event }));
  return { body: { totalSize: events.length, done, ...(done ? {} : { nextRecordsUrl: `/services/data/v60.0/query/01gX-${from + PAGE}` }), records } };
}

const start = async (answer: (request: ServerRequest) => ServerAnswer = answerQuery, options: { faultShare?: number } = {}): Promise<void> => {
  server = await startEventServer(answer, options);
  one = await createSyncCase();
};
const configOf = (rest: Partial<SalesforceConfig> = {}): SalesforceConfig => ({ kind: 'salesforce', instanceUrl: server.origin, loginUrl: server.origin, apiVersion: '60.0', query: 'SELECT id, person.key, type, at, amount FROM Task WHERE at >= {since}', sincePath: 'at', mapping, ...rest });

describe('Salesforce', () => {
  it('reads a query page by page, and from the newest value the next time', async () => {
    await start();
    const id = await one.add(configOf(), 'token-1');
    expect(await one.run(id)).toMatchObject({ status: 'succeeded', result: { counts: { pages: 4, created: 350 } } });
    await one.run(id);
    const queries = server.requests.flatMap(({ url }) => url.searchParams.get('q') ?? []);
    expect(queries[0]).toContain('at >= 1970-01-01T00:00:00Z');
    expect(queries[1]).toContain(`at >= ${events.map(({ at }) => at).toSorted().at(-1) ?? ''}`);
  });

  it('renews an expired token in the middle, once, and keeps the new one', async () => {
    await start((request) => {
      if (request.url.pathname.endsWith('-200') && goodToken === 'token-1') goodToken = 'token-2';
      return answerQuery(request);
    });
    const id = await one.add(configOf(), JSON.stringify({ accessToken: 'token-1', refreshToken: 'refresh', clientId: 'client' }));
    expect(await one.run(id)).toMatchObject({ status: 'succeeded', result: { counts: { created: 350 } } });
    expect(server.requests.filter(({ url }) => url.pathname === '/services/oauth2/token')).toHaveLength(1);
    expect(await one.run(id)).toMatchObject({ status: 'succeeded' });
    expect(server.requests.filter(({ url }) => url.pathname === '/services/oauth2/token')).toHaveLength(1);
  });

  it.each([
    ['no refresh token', 'old', 0],
    ['a refresh token that is withdrawn', JSON.stringify({ accessToken: 'old', refreshToken: 'withdrawn', clientId: 'client' }), 1],
  ])('says that a sign-in is needed with %s', async (_name, secret, renewals) => {
    await start();
    const id = await one.add(configOf(), secret);
    expect(await one.run(id)).toMatchObject({ status: 'failed', fault: { code: 'SIGN_IN_NEEDED' } });
    expect(server.requests.filter(({ url }) => url.pathname === '/services/oauth2/token')).toHaveLength(renewals);
    expect(unwrap(await one.sync.list())[0]).toMatchObject({ state: 'needs_sign_in', fault: { code: 'SIGN_IN_NEEDED' } });
  });

  it('gives up on a token that is refused right after it was given', async () => {
    await start((request) => (request.url.pathname === '/services/oauth2/token' ? answerQuery(request) : expired));
    const id = await one.add(configOf(), JSON.stringify({ accessToken: 'old', refreshToken: 'refresh', clientId: 'client' }));
    expect(await one.run(id)).toMatchObject({ status: 'failed', fault: { code: 'SIGN_IN_NEEDED' } });
    expect(server.requests.length).toBeLessThan(5);
  });

  it('begins the query anew where its locator has expired, with nothing doubled', async () => {
    let hasExpired = false;
    await start((request) => {
      if (request.url.pathname.endsWith('-200') && !hasExpired) {
        hasExpired = true;
        return { status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }] };
      }
      return answerQuery(request);
    });
    const job = await one.run(await one.add(configOf(), 'token-1'));
    expect(job).toMatchObject({ status: 'succeeded', result: { counts: { created: 350, unchanged: 200 } } });
    expect([...countById(one).values()].every((n) => n === 1)).toBe(true);
  });

  it('names the query where it is wrong, and tries it once', async () => {
    await start();
    const job = await one.run(await one.add(configOf({ query: 'DELETE everything' }), 'token-1'));
    expect(job).toMatchObject({ status: 'failed', fault: { code: 'BAD_INPUT', path: 'config.query' } });
    expect(server.requests).toHaveLength(1);
  });

  it('reads every event once through faults', async () => {
    await start(answerQuery, { faultShare: 0.3 });
    expect(await one.run(await one.add(configOf(), 'token-1'))).toMatchObject({ status: 'succeeded', result: { counts: { created: 350, rejected: 0 } } });
    expect([...server.faults.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
  });
});

describe('Veeva CRM', () => {
  const person = { Account_vod__c: '001A', Account_vod__r: { NPI_vod__c: null, External_ID_vod__c: 'C3' } };
  const answerRecords = (records: readonly object[]) => (): ServerAnswer => ({ body: { totalSize: records.length, done: true, records } });

  it('takes submitted calls as meetings', async () => {
    await start(answerRecords([{ Id: 'a1', ...person, Call_Date_vod__c: '2026-05-04', Call_Datetime_vod__c: '2026-05-04T08:30:00.000+0000', Status_vod__c: 'Submitted_vod', LastModifiedDate: '2026-05-04T09:00:00.000+0000' }, { Id: 'a2', ...person, Call_Date_vod__c: '2026-06-04', Status_vod__c: 'Planned_vod', LastModifiedDate: '2026-05-04T09:00:00.000+0000' }]));
    const id = await one.add({ kind: 'veeva_crm', instanceUrl: server.origin, apiVersion: '60.0', object: 'Call2_vod__c' }, 'token');
    expect((await one.run(id)).result).toMatchObject({ counts: { received: 2, created: 1, ignored: 1 } });
    expect(unwrap(one.test.core.outcomes.list({ offset: 0, limit: 9 })).rows).toMatchObject([{ sourceEventId: 'a1', contact: 'C3', kind: 'meeting', channel: 'visit', date: '2026-05-04', time: '08:30:00' }]);
    await one.run(id);
    expect(server.requests.at(-1)?.url.searchParams.get('q')).toContain('LastModifiedDate >= 2026-05-04T09:00:00.000Z');
  });

  it('takes a sent mail as its open and its click', async () => {
    const mail = { ...person, Account_Email_vod__c: 'c3@example.org', Status_vod__c: 'Delivered_vod', LastModifiedDate: '2026-05-04T09:00:00.000+0000' };
    await start(answerRecords([{ Id: 'm1', ...mail, Opened_vod__c: 1, Clicked_vod__c: 1, Last_Open_Date_vod__c: '2026-05-01T10:00:00.000+0000', Last_Click_Date_vod__c: '2026-05-01T10:01:00.000+0000' }, { Id: 'm2', ...mail, Opened_vod__c: 0, Clicked_vod__c: 0 }]));
    const job = await one.run(await one.add({ kind: 'veeva_crm', instanceUrl: server.origin, apiVersion: '60.0', object: 'Sent_Email_vod__c' }, 'token'));
    expect(job.result).toMatchObject({ counts: { created: 2, ignored: 1 } });
    expect([...countById(one).keys()].toSorted()).toEqual(['m1:click', 'm1:open']);
  });
});
