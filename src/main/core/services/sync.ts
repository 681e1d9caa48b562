import type { SyncTrial } from '../../../contract/sync.ts';
import { createRandom } from '../../../engine/base/rng.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { SecretPlace, SyncConfig, SyncSettings, SyncSource } from '../../../engine/model/sync.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { forgetProgress, isFileRead, putSource, readSource, readSources, readSyncState, type StoredSource } from '../db/repositories/sync.ts';
import { readChannels } from '../db/repositories/rule.ts';
import { createChannelNaming } from '../import/values/canonical-channel.ts';
import type { Session } from '../session.ts';
import { abortOnCancel } from '../sync/abort-on-cancel.ts';
import { PageProblem } from '../sync/connector.ts';
import { checkAddresses, createConnector, type ReadySource } from '../sync/create-connector.ts';
import { defaultLimits, type HttpLimits } from '../sync/http.ts';
import { createEventReader } from '../sync/read-event.ts';
import type { Wait } from '../sync/retry.ts';
import { runSync } from '../sync/run-sync.ts';
import { createRedactor } from '../sync/secrets.ts';
import { createHttpSession, type HttpSession } from '../sync/session.ts';
import { waitForTimer } from '../sync/wait.ts';
import type { EditService } from './edit.ts';

export interface SyncDeps {
  readonly wait: Wait;
  readonly limits: HttpLimits;
  /** Seed of the spread of waits. */
  readonly seed: number;
}

const usual: SyncDeps = { wait: waitForTimer, limits: defaultLimits, seed: 1 };

/** A source that can be read now, with what takes its secrets out of texts. */
interface Opened extends ReadySource {
  readonly http: HttpSession;
  readonly redact: (text: string) => string;
  readonly readRecord: ReturnType<typeof createEventReader>;
}

const MAX_REASONS = 20;

/** Sources of outcomes: their settings and secrets, trial requests, and runs as stored jobs. */
export function createSyncService(context: CoreContext, edits: EditService, deps: SyncDeps = usual) {
  const { secrets } = context.shell;
  const lastJobs = new Map<string, string>();
  const isRunning = (session: Session, id: string): boolean => session.jobs.running().some((job) => job.id === lastJobs.get(id));

  const secretId = (sqlite: Sqlite, sourceId: string): string => `sync:${sqlite.prepare('SELECT uuid FROM workspace').pluck().get() as string}:${sourceId}`;
  const find = (session: Session, id: string): Result<StoredSource> => {
    const source = readSource(session.database.sqlite, id);
    return source === null ? fail('NOT_FOUND', `Source ${id} does not exist.`) : succeed(source);
  };
  const open = async (session: Session, source: StoredSource): Promise<Result<Opened>> => {
    const { sqlite } = session.database;
    const id = secretId(sqlite, source.id);
    const kept = await secrets.read(id);
    if (!kept.ok) return kept;
    const all = kept.value === null ? [] : [kept.value];
    const http = createHttpSession({ wait: deps.wait, random: createRandom(deps.seed), nowMs: context.clock.nowMs, limits: deps.limits });
    const ready = createConnector(source.config, {
      http,
      secret: kept.value,
      async saveSecret(secret) {
        all.push(secret);
        await secrets.write(id, secret);
      },
      isFileRead: (hash) => isFileRead(sqlite, source.id, hash),
    });
    if (!ready.ok) return ready;
    const nameChannel = createChannelNaming(readChannels(sqlite).map((channel) => channel.id));
    return succeed({ ...ready.value, http, redact: createRedactor(() => all), readRecord: createEventReader(ready.value.mapping, nameChannel) });
  };
  /** A folder of the settings: one that is stored already, or one that a dialog gave. */
  const resolveFolder = (config: SyncConfig, before: SyncConfig | null): Result<SyncConfig> => {
    if (config.kind !== 'folder') return succeed(config);
    if (before?.kind === 'folder' && before.path === config.path) return succeed(config);
    const folder = context.files.resolve(config.path);
    return folder.ok ? succeed({ ...config, path: folder.value.path }) : fail('NOT_FOUND', 'The folder is not known. Choose it in the dialog.', { path: 'config.path' });
  };
  const save = (name: string, source: StoredSource): Promise<Result<void>> =>
    edits.run(name, (recorder, sqlite) => {
      const checked = checkAddresses(source.config);
      if (!checked.ok) return checked;
      if (readSources(sqlite).some((other) => other.name === source.name && other.id !== source.id)) return fail('CONFLICT', `A source is called "${source.name}" already.`, { path: 'name' });
      putSource(recorder, source);
      return succeed(undefined);
    });
  const placeOf = (kept: Result<Exclude<SecretPlace, 'none'>>): Result<{ secret: SecretPlace }> => (kept.ok ? succeed({ secret: kept.value }) : kept);

  const service = {
    async list(): Promise<Result<SyncSource[]>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { sqlite } = session.value.database;
      const sources: SyncSource[] = [];
      for (const source of readSources(sqlite)) {
        const secret = await secrets.place(secretId(sqlite, source.id));
        sources.push({ ...source, ...readSyncState(sqlite, source.id), secret });
      }
      return succeed(sources);
    },

    async chooseFolder(): Promise<Result<{ token: string; name: string } | null>> {
      const chosen = await context.shell.chooseFolder({ title: 'Folder of payload files' });
      return chosen.ok ? succeed(chosen.value === null ? null : context.files.registerFolder(chosen.value)) : chosen;
    },

    /** Adds a source; `isTrusted` = a folder is given as a path, by the command line. */
    async create({ settings, secret, isTrusted = false }: { settings: SyncSettings; secret?: string | undefined; isTrusted?: boolean }): Promise<Result<{ id: string; secret: SecretPlace }>> {
      const config = isTrusted ? succeed(settings.config) : resolveFolder(settings.config, null);
      if (!config.ok) return config;
      const id = context.createId();
      const saved = await save(`Add source ${settings.name}`, { ...settings, id, config: config.value });
      if (!saved.ok || secret === undefined) return saved.ok ? succeed({ id, secret: 'none' as const }) : saved;
      const kept = await service.setSecret({ id, secret });
      return kept.ok ? succeed({ id, ...kept.value }) : kept;
    },

    async update({ id, settings, isTrusted = false }: { id: string; settings: SyncSettings; isTrusted?: boolean }): Promise<Result<void>> {
      const session = requireSession(context);
      const before = session.ok ? find(session.value, id) : session;
      if (!before.ok) return before;
      const config = isTrusted ? succeed(settings.config) : resolveFolder(settings.config, before.value.config);
      return config.ok ? save(`Change source ${settings.name}`, { ...settings, id, config: config.value }) : config;
    },

    async remove(id: string): Promise<Result<void>> {
      const session = requireSession(context);
      const source = session.ok ? find(session.value, id) : session;
      if (!session.ok || !source.ok) return session.ok ? (source as Result<void>) : session;
      if (isRunning(session.value, id)) return fail('CONFLICT', `${source.value.name} is being synced.`, { hint: 'Cancel it first.' });
      await secrets.remove(secretId(session.value.database.sqlite, id));
      return edits.run(`Remove source ${source.value.name}`, (recorder) => {
        recorder.remove('sync_sources', { id });
        return succeed(undefined);
      });
    },

    async setSecret({ id, secret }: { id: string; secret: string }): Promise<Result<{ secret: SecretPlace }>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const source = find(session.value, id);
      if (!source.ok) return source;
      const kept = placeOf(await secrets.write(secretId(session.value.database.sqlite, id), secret));
      context.changes.publish(['sync']);
      return kept;
    },

    async test(id: string, signal: AbortSignal = new AbortController().signal): Promise<Result<SyncTrial>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const source = find(session.value, id);
      if (!source.ok) return source;
      const opened = await open(session.value, source.value);
      if (!opened.ok) return opened;
      const { connector, readRecord, redact } = opened.value;
      try {
        for await (const page of connector.pages({ position: null, since: null }, signal)) {
          const read = page.records.map(readRecord);
          const reasons = new Set(read.flatMap((one) => (one.is === 'malformed' ? [redact(one.record.reason)] : [])));
          if (page.unreadable !== undefined) reasons.add(redact(page.unreadable));
          return succeed({ records: read.length, accepted: read.filter((one) => one.is === 'event').length, ignored: read.filter((one) => one.is === 'ignored').length, reasons: [...reasons].slice(0, MAX_REASONS), hasMore: page.next !== null });
        }
        return succeed({ records: 0, accepted: 0, ignored: 0, reasons: [], hasMore: false });
      } catch (error) {
        if (signal.aborted) return fail('CANCELLED', 'The trial was cancelled.');
        if (!(error instanceof PageProblem)) throw error;
        return { ok: false, fault: { ...error.fault, message: redact(error.fault.message) } };
      }
    },

    run(id: string): Result<{ jobId: string }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const source = find(session.value, id);
      if (!source.ok) return source;
      const { name, sourceSystem } = source.value;
      if (isRunning(session.value, id)) return fail('CONFLICT', `${name} is being synced already.`);
      const jobId = session.value.jobs.start('sync', { sourceId: id, name }, async (job) => {
        const { signal, stop } = abortOnCancel(job.cancel);
        try {
          const opened = await open(session.value, source.value);
          if (!opened.ok) return opened;
          const { http, connector, readRecord, sincePath, redact } = opened.value;
          job.report({ phase: `Reading ${name}`, done: 0, total: null });
          const done = await runSync(session.value, { sourceId: id, sourceSystem, jobId: job.jobId, connector, readRecord, sincePath, redact }, {
            signal,
            nowMs: context.clock.nowMs,
            retries: http.retries,
            onPage: (counts) => job.report({ phase: `Reading ${name}`, done: counts.received, total: null }),
          });
          return done.ok ? succeed({ sourceId: id, ...done.value }) : done;
        } finally {
          stop();
          context.changes.publish(['outcomes', 'sync', 'plans']);
        }
      });
      lastJobs.set(id, jobId);
      return succeed({ jobId });
    },

    async restart(id: string): Promise<Result<void>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const source = find(session.value, id);
      if (!source.ok) return source;
      if (isRunning(session.value, id)) return fail('CONFLICT', `${source.value.name} is being synced.`, { hint: 'Cancel it first.' });
      const { database, gate } = session.value;
      await gate.run(() => database.sqlite.transaction(() => forgetProgress(database.sqlite, id)).immediate());
      context.changes.publish(['sync']);
      return succeed(undefined);
    },
  };
  return service;
}
export type SyncService = ReturnType<typeof createSyncService>;
