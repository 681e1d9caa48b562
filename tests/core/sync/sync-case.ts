import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import type { Job } from '../../../src/engine/model/job.ts';
import type { EventMapping, SyncConfig } from '../../../src/engine/model/sync.ts';
import { createEditService } from '../../../src/main/core/services/edit.ts';
import { createSyncService, type SyncService } from '../../../src/main/core/services/sync.ts';
import { defaultLimits, type HttpLimits } from '../../../src/main/core/sync/http.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

/** An event as the local sources tell of it. */
export interface SourceEvent {
  readonly id: string;
  readonly person: { readonly key: string };
  readonly type: string;
  readonly at: string;
  readonly amount: number;
}

export const CONTACTS = 50;

export const mapping: EventMapping = { eventId: { paths: ['id'] }, contact: { paths: ['person.key'] }, kind: { paths: ['type'] }, occurredAt: { paths: ['at'] }, value: { paths: ['amount'] }, channel: { constant: 'email' } };

/** Events of `CONTACTS` contacts within 2026, the same for the same seed. */
export function makeEvents(count: number, seed = 7): SourceEvent[] {
  const random = createRandom(seed);
  const start = Date.UTC(2026, 0, 1);
  return Array.from({ length: count }, (_, at) => ({
    id: `e${at}`,
    person: { key: `C${randomIndex(random, CONTACTS)}` },
    type: ['open', 'click', 'reply'][randomIndex(random, 3)] ?? 'open',
    at: new Date(start + randomIndex(random, 365 * 86_400) * 1000).toISOString(),
    amount: randomIndex(random, 100),
  }));
}

/** A workspace with contacts and a sync service that waits for nobody. */
export interface SyncCase {
  readonly test: TestCore;
  readonly sync: SyncService;
  /** Milliseconds that were asked to be waited. */
  readonly waits: number[];
  /** Adds a source and answers its id. */
  add(config: SyncConfig, secret?: string): Promise<string>;
  run(id: string): Promise<Job>;
  /** Rows of the workspace by a query. */
  rows(sql: string): unknown[];
  dispose(): Promise<void>;
}

export async function createSyncCase(options: { limits?: Partial<HttpLimits> } = {}): Promise<SyncCase> {
  const test = createTestCore();
  await test.createWorkspace();
  const insert = test.core.context.session?.database.sqlite.prepare('INSERT INTO contacts (key, email) VALUES (?, ?)');
  for (let at = 0; at < CONTACTS; at += 1) insert?.run(`C${at}`, `c${at}@example.org`);
  const waits: number[] = [];
  const { context } = test.core;
  const sync = createSyncService(context, createEditService(context), {
    wait: (ms, signal) => {
      waits.push(ms);
      signal.throwIfAborted();
      return Promise.resolve();
    },
    limits: { ...defaultLimits, ...options.limits },
    seed: 1,
  });
  let sources = 0;
  return {
    test,
    sync,
    waits,
    async add(config, secret) {
      sources += 1;
      return unwrap(await sync.create({ settings: { name: `Source ${sources}`, sourceSystem: 'crm', config }, secret, isTrusted: true })).id;
    },
    async run(id) {
      const { jobId } = unwrap(sync.run(id));
      return (await context.session?.jobs.wait(jobId)) as Job;
    },
    rows: (sql) => context.session?.database.sqlite.prepare(sql).all() ?? [],
    dispose: () => test.dispose(),
  };
}

/** How often each event stands in the workspace. */
export const countById = (one: SyncCase): Map<string, number> => new Map((one.rows("SELECT source_key AS id, count(*) AS n FROM outcomes WHERE source_system = 'crm' GROUP BY 1") as { id: string; n: number }[]).map(({ id, n }) => [id, n]));
