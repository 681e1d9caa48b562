import { afterEach, describe, expect, it } from 'vitest';
import type { JsonConfig } from '../../../src/engine/model/sync.ts';
import { readNextLink } from '../../../src/main/core/sync/connectors/json-source.ts';
import { startEventServer, type EventServer, type ServerAnswer, type ServerRequest } from '../../support/event-server.ts';
import { unwrap } from '../support/test-core.ts';
import { countById, createSyncCase, makeEvents, mapping, type SyncCase } from './sync-case.ts';

const PAGE = 100;
let one: SyncCase;
let server: EventServer;

afterEach(async () => {
  await one.dispose();
  await server.close();
});

const start = async (answer: (request: ServerRequest) => ServerAnswer, options: { faultShare?: number; seed?: number } = {}): Promise<void> => {
  server = await startEventServer(answer, options);
  one = await createSyncCase();
};

const configOf = (rest: Partial<JsonConfig>): JsonConfig => ({ kind: 'json', url: `${server.origin}/events`, headers: {}, auth: { type: 'none' }, paging: { type: 'none' }, recordsPath: 'data.items', mapping, ...rest });

const events = makeEvents(450);
const pageAt = (from: number): { data: { items: unknown[] } } => ({ data: { items: events.slice(from, from + PAGE) } });

describe('ways of paging', () => {
  const ways: Record<string, { paging: JsonConfig['paging']; answer: (request: ServerRequest) => ServerAnswer }> = {
    page: { paging: { type: 'page', parameter: 'page', sizeParameter: 'size', size: PAGE, first: 1 }, answer: ({ url }) => ({ body: pageAt((Number(url.searchParams.get('page')) - 1) * Number(url.searchParams.get('size'))) }) },
    offset: { paging: { type: 'offset', parameter: 'from', size: PAGE }, answer: ({ url }) => ({ body: pageAt(Number(url.searchParams.get('from'))) }) },
    'cursor token': {
      paging: { type: 'cursor', parameter: 'after', path: 'next' },
      answer: ({ url }) => {
        const from = Number(url.searchParams.get('after') ?? 0);
        return { body: { ...pageAt(from), next: from + PAGE < events.length ? String(from + PAGE) : null } };
      },
    },
    'cursor address': {
      paging: { type: 'cursor', path: 'links.next' },
      answer: ({ url }) => {
        const from = Number(url.searchParams.get('from') ?? 0);
        return { body: { ...pageAt(from), links: { next: from + PAGE < events.length ? `/events?from=${from + PAGE}` : '' } } };
      },
    },
    'link header': {
      paging: { type: 'link' },
      answer: ({ url }) => {
        const from = Number(url.searchParams.get('from') ?? 0);
        return { headers: from + PAGE < events.length ? { link: `<${url.origin}/events?from=0>; rel="first", <${url.origin}/events?from=${from + PAGE}>; rel="next"` } : {}, body: pageAt(from) };
      },
    },
  };

  it.each(Object.entries(ways))('reads every event once by %s', async (_name, { paging, answer }) => {
    await start(answer);
    const id = await one.add(configOf({ paging }));
    const job = await one.run(id);
    expect(job).toMatchObject({ status: 'succeeded', result: { isComplete: true, counts: { pages: 5, received: 450, created: 450, rejected: 0 } } });
    expect(countById(one).size).toBe(450);
    const again = await one.run(id);
    expect(again.result).toMatchObject({ counts: { received: 450, created: 0, unchanged: 450 } });
    expect(unwrap(one.test.core.outcomes.counts())).toMatchObject({ pending: 450, rejected: 0, attributionRate: null });
    expect(unwrap(await one.sync.list())[0]).toMatchObject({ state: 'ok', fault: null, secret: 'none' });
  });

  it('reads the next address out of Link headers', () => {
    expect(readNextLink('<https://a/1>; rel="prev", <https://a/2>; title="x"; rel="next"')).toBe('https://a/2');
    expect(readNextLink('<https://a/2>; rel=next')).toBe('https://a/2');
    expect(readNextLink('<https://a/2>; rel="last"')).toBeNull();
    expect(readNextLink(null)).toBeNull();
  });

  it('stops where the source names a page again as the next one', async () => {
    await start(() => ({ body: { ...pageAt(0), next: 'same' } }));
    const job = await one.run(await one.add(configOf({ paging: { type: 'cursor', parameter: 'after', path: 'next' } })));
    expect(job).toMatchObject({ status: 'failed', fault: { code: 'BAD_FORMAT' } });
    expect(countById(one).size).toBe(PAGE);
  });
});

describe('what an event becomes', () => {
  const stored = (): unknown => one.rows('SELECT source_system, source_key, key, channel, day, second, kind, outcomes.value, status, received_at FROM outcomes JOIN contacts ON contacts.id = contact_id');

  it('keeps system, id, time, kind and value, and is shown', async () => {
    await start(() => ({ body: [{ id: 7, who: 'C1@EXAMPLE.ORG', name: 'Opened', at: '2026-03-01T23:59:58+05:00', worth: '12,5', via: 'E-Mail' }] }));
    const fields = { eventId: { paths: ['id'] }, contact: { paths: ['npi', 'who'] }, kind: { paths: ['name'], values: { opened: 'open' } }, occurredAt: { paths: ['at'] }, value: { paths: ['worth'] }, channel: { paths: ['via'] } };
    await one.run(await one.add(configOf({ recordsPath: '', mapping: fields })));
    expect(stored()).toEqual([{ source_system: 'crm', source_key: '7', key: 'C1', channel: 'email', day: 20_513, second: 86_398, kind: 'open', value: 12.5, status: 'pending', received_at: one.test.clock.nowMs() }]);
    const list = unwrap(one.test.core.outcomes.list({ offset: 0, limit: 10 }));
    expect(list).toMatchObject({ total: 1, rows: [{ sourceSystem: 'crm', sourceEventId: '7', contact: 'C1', date: '2026-03-01', time: '23:59:58', kind: 'open', value: 12.5, status: 'pending' }] });
  });

  it('keeps what does not fit with its reason and record, and takes it once it does', async () => {
    let records: unknown[] = [{ id: 'a', who: 'nobody', at: '2026-01-01', kind: 'open' }, { id: 'b', who: 'C1', at: 'soon', kind: 'open' }, { id: 'c', who: 'C1', at: '2026-01-01', kind: 'processed' }, 'text', { id: 'd', who: 'C1', at: '2026-02-30', kind: 'open' }];
    await start(() => ({ body: records }));
    const fields = { eventId: { paths: ['id'] }, contact: { paths: ['who'] }, kind: { paths: ['kind'], values: { processed: '' } }, occurredAt: { paths: ['at'] } };
    const id = await one.add(configOf({ recordsPath: '', mapping: fields }));
    const job = await one.run(id);
    expect(job.result).toMatchObject({ counts: { received: 5, created: 0, ignored: 1, rejected: 4 } });
    const { outcomes } = one.test.core;
    const rejected = unwrap(outcomes.list({ status: 'rejected', offset: 0, limit: 10 })).rows;
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'The time "2026-02-30" is not an ISO date, nor seconds or milliseconds since 1970.',
      'The record is not an object.',
      'The time "soon" is not an ISO date, nor seconds or milliseconds since 1970.',
      'Contact "nobody" is not in the workspace.',
    ]);
    expect(JSON.parse(unwrap(outcomes.rejected(rejected[2]?.id ?? '')).record)).toEqual(records[1]);
    records = [{ id: 'b', who: 'C1', at: '2026-01-02', kind: 'open' }];
    expect((await one.run(id)).result).toMatchObject({ counts: { created: 1 } });
    expect(unwrap(await outcomes.link({ id: rejected[3]?.id ?? '', contact: 'C2' }))).toEqual({ taken: 1, left: 0 });
    expect(unwrap(outcomes.counts())).toMatchObject({ pending: 2, rejected: 2 });
  });

  it('changes an event that comes with other values, and lets it wait for attribution again', async () => {
    let amount = 1;
    await start(() => ({ body: [{ ...events[0], amount }] }));
    const id = await one.add(configOf({ recordsPath: '' }));
    await one.run(id);
    one.test.core.context.session?.database.sqlite.exec("UPDATE outcomes SET status = 'attributed', processed_at = 5");
    expect((await one.run(id)).result).toMatchObject({ counts: { unchanged: 1 } });
    expect(one.rows('SELECT status FROM outcomes')).toEqual([{ status: 'attributed' }]);
    amount = 2;
    expect((await one.run(id)).result).toMatchObject({ counts: { updated: 1 } });
    expect(one.rows('SELECT status, processed_at, value FROM outcomes')).toEqual([{ status: 'pending', processed_at: null, value: 2 }]);
  });

  it('asks only for what changed since the newest value of the last complete run', async () => {
    await start(({ url }) => ({ body: events.filter((event) => event.at >= (url.searchParams.get('since') ?? '')) }));
    const id = await one.add(configOf({ recordsPath: '', since: { parameter: 'since', path: 'at' } }));
    await one.run(id);
    const newest = events.map((event) => event.at).toSorted().at(-1);
    expect((await one.run(id)).result).toMatchObject({ counts: { received: events.filter((event) => event.at === newest).length } });
    expect(server.requests.at(-1)?.url.searchParams.get('since')).toBe(newest);
  });
});
