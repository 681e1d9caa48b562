import { createEditService } from '../../src/main/core/services/edit.ts';
import { createSyncService } from '../../src/main/core/services/sync.ts';
import { defaultLimits } from '../../src/main/core/sync/http.ts';
import { createTestCore, unwrap } from '../core/support/test-core.ts';
import { CONTACTS, makeEvents, mapping } from '../core/sync/sync-case.ts';
import { startEventServer } from '../support/event-server.ts';

/**
 * Syncs events from a local server that spoils a share of its answers (drops, 429, 500, 503, bodies that are cut or are no
 * JSON), and beside it reads the same pages without faults and without storing them. Prints counts, seconds and events a
 * second as JSON; ends with 1 unless every event is there exactly once. Waits are not waited for.
 * `node tests/bench/sync.ts [EVENTS] [PAGE] [FAULT_SHARE]`, 100,000 events in pages of 500 with 0.05 if not said.
 */
const [count = 100_000, page = 500, faultShare = 0.05] = process.argv.slice(2).map(Number);
const events = makeEvents(count);
const answer = ({ url }: { url: URL }) => ({ body: events.slice(Number(url.searchParams.get('from')), Number(url.searchParams.get('from')) + page) });
const round = (value: number): number => Math.round(value * 100) / 100;

const test = createTestCore();
const server = await startEventServer(answer, { faultShare, seed: 3 });
try {
  await test.createWorkspace();
  const { context } = test.core;
  const sqlite = context.session?.database.sqlite;
  const insert = sqlite?.prepare('INSERT INTO contacts (key) VALUES (?)');
  for (let at = 0; at < CONTACTS; at += 1) insert?.run(`C${at}`);
  const sync = createSyncService(context, createEditService(context), { wait: () => Promise.resolve(), limits: defaultLimits, seed: 1 });
  const config = { kind: 'json', url: `${server.origin}/events`, headers: {}, auth: { type: 'none' }, paging: { type: 'offset', parameter: 'from', size: page }, recordsPath: '', mapping } as const;
  const { id } = unwrap(await sync.create({ settings: { name: 'Bench', sourceSystem: 'crm', config } }));

  const plain = await startEventServer(answer);
  const readMs = performance.now();
  for (let from = 0, read = page; read === page; from += page) read = ((await (await fetch(`${plain.origin}/events?from=${from}`)).json()) as unknown[]).length;
  const readSeconds = (performance.now() - readMs) / 1000;
  await plain.close();

  const startedMs = performance.now();
  const job = await context.session?.jobs.wait(unwrap(sync.run(id)).jobId);
  const seconds = (performance.now() - startedMs) / 1000;
  const stored = sqlite?.prepare('SELECT count(*) AS rows, count(DISTINCT source_key) AS ids FROM outcomes').get() as { rows: number; ids: number };
  const isExact = job?.status === 'succeeded' && stored.rows === count && stored.ids === count;
  console.log(JSON.stringify({ events: count, page, faultShare, faults: Object.fromEntries(server.faults), isExact, stored, result: job?.result, seconds: round(seconds), eventsPerSecond: Math.round(count / seconds), readOnlySeconds: round(readSeconds) }, null, 2));
  if (!isExact) process.exitCode = 1;
} finally {
  await server.close();
  await test.dispose();
}
