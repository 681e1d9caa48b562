import { z } from 'zod';
import { isCancelled, type CancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Job } from '../../../engine/model/job.ts';
import { OutcomeStatus } from '../../../engine/model/outcome.ts';
import { readDocument } from '../../../engine/model/read-document.ts';
import { SyncSettings, type SyncSource } from '../../../engine/model/sync.ts';
import type { Core } from '../../core/core.ts';
import { answerFrom } from '../answer-from.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Terminal } from '../terminal.ts';
import type { Verb } from '../verb.ts';

/** Variable of the environment that holds the secret unless another is named. */
const SECRET_VARIABLE = 'OMNIVOR_SECRET';
const LOOK_MS = 100;

const SyncFile = z.union([SyncSettings.transform((one) => [one]), z.array(SyncSettings)]);

/** Adds the sources of a file, or changes those with the same name. */
async function saveSources(core: Core, path: string): Promise<Result<{ name: string; result: 'created' | 'updated' }[]>> {
  const document = readJsonFile(path);
  if (!document.ok) return document;
  const read = readDocument(SyncFile, document.value);
  if (!read.ok) return { ok: false, fault: { ...read.fault, message: `${path}: ${read.fault.message}` } };
  const known = await core.sync.list();
  if (!known.ok) return known;
  const results: { name: string; result: 'created' | 'updated' }[] = [];
  for (const settings of read.value) {
    const before = known.value.find((source) => source.name === settings.name);
    const saved = before === undefined ? await core.sync.create({ settings, isTrusted: true }) : await core.sync.update({ id: before.id, settings, isTrusted: true });
    if (!saved.ok) return saved;
    results.push({ name: settings.name, result: before === undefined ? 'created' : 'updated' });
  }
  return succeed(results);
}

/** Runs a source to its end, or until Ctrl-C. */
async function runSource(core: Core, source: SyncSource, terminal: Terminal, cancel: CancelFlag): Promise<Result<Job>> {
  const started = core.sync.run(source.id);
  const jobs = core.context.session?.jobs;
  if (!started.ok || jobs === undefined) return started.ok ? fail('NO_WORKSPACE', 'No workspace is open.') : started;
  const { jobId } = started.value;
  const look = setInterval(() => {
    if (isCancelled(cancel)) jobs.cancel(jobId);
  }, LOOK_MS);
  try {
    for await (const job of jobs.watch(jobId)) if (job.progress !== null) terminal.progress(job.progress);
  } finally {
    clearInterval(look);
  }
  const job = await jobs.wait(jobId);
  if (job.fault !== null) return { ok: false, fault: job.fault };
  return job.status === 'cancelled' ? fail('CANCELLED', `${source.name} was cancelled.`, { hint: 'Sync again: it goes on where it ended.' }) : succeed(job);
}

const SyncOptions = z.strictObject({ workspace: z.string(), source: z.string().optional(), config: z.string().optional(), 'secret-env': z.string().default(SECRET_VARIABLE) });

export const syncVerb: Verb = {
  name: 'sync',
  usage: 'sync --workspace W [--config F.json] [--source NAME [--secret-env VARIABLE]]',
  summary: `Adds or changes the sources of a file, and reads one from where it was left; lists them where neither is given. The secret stands in ${SECRET_VARIABLE}.`,
  run: (words, context) =>
    answerFrom(words, context, SyncOptions, { workspace: 'text', source: 'text', config: 'text', 'secret-env': 'text' }, async (options): Promise<Result<unknown>> => {
      const { core, terminal, cancel } = context;
      const saved = options.config === undefined ? succeed(undefined) : await saveSources(core, options.config);
      if (!saved.ok) return saved;
      const sources = await core.sync.list();
      if (!sources.ok) return sources;
      if (options.source === undefined) return succeed({ ...(saved.value === undefined ? {} : { saved: saved.value }), sources: sources.value });
      const source = sources.value.find((one) => one.name === options.source);
      if (source === undefined) return fail('UNKNOWN_REFERENCE', `Source "${options.source}" does not exist. Known: ${sources.value.map((one) => one.name).join(', ') || 'none'}.`);
      const secret = process.env[options['secret-env']];
      const kept = secret === undefined || secret === '' ? succeed(undefined) : await core.sync.setSecret({ id: source.id, secret });
      if (!kept.ok) return kept;
      const job = await runSource(core, source, terminal, cancel);
      return job.ok ? succeed({ source: source.name, ...(job.value.result as object) }) : job;
    }),
};

/** Events that a listing names. */
const LISTED_EVENTS = 1000;

const OutcomeOptions = z.strictObject({ workspace: z.string(), status: OutcomeStatus.optional(), source: z.string().optional(), contact: z.string().optional(), reprocess: z.boolean().default(false), policies: z.boolean().default(false) });

export const outcomesVerb: Verb = {
  name: 'outcomes',
  usage: 'outcomes --workspace W [--status pending|attributed|unattributed|rejected] [--source SYSTEM] [--contact ID] [--reprocess] [--policies]',
  summary: 'Counts the outcomes by status and lists the newest; --reprocess first tries the rejected ones again whose contact was missing; --policies says instead what other policies of the queue would have earned on its logged choices.',
  run: (words, context) =>
    answerFrom(words, context, OutcomeOptions, { workspace: 'text', status: 'text', source: 'text', contact: 'text', reprocess: 'flag', policies: 'flag' }, async ({ status, source, contact, reprocess, policies }): Promise<Result<unknown>> => {
      const { outcomes, queue } = context.core;
      if (policies) return queue.evaluate();
      const tried = reprocess ? await outcomes.reprocess({ sourceSystem: source }) : succeed(undefined);
      const counts = outcomes.counts();
      const list = outcomes.list({ status, sourceSystem: source, contact, offset: 0, limit: LISTED_EVENTS });
      if (!tried.ok) return tried;
      if (!counts.ok) return counts;
      return list.ok ? succeed({ ...(tried.value === undefined ? {} : { reprocessed: tried.value }), counts: counts.value, ...list.value }) : list;
    }),
};
