import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { LARGEST_SEED } from '../../../engine/model/scenario.ts';
import { checkFilePlace, writeFileSafely } from '../../core/export/write-file.ts';
import { writeBatchResult } from '../../core/scenarios/batch-result.ts';
import { playBatchFile, readBatchDocument } from '../../core/scenarios/play-batch-file.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Verb } from '../verb.ts';

const MOST_THREADS = 64;

const Options = z.strictObject({
  batch: z.string(),
  out: z.string(),
  threads: z.coerce.number().int().min(1).max(MOST_THREADS).optional(),
  seed: z.coerce.number().int().min(0).max(LARGEST_SEED).optional(),
});

const exitOf = (code: string): ExitCode => (code === 'CANCELLED' ? exitCodes.cancelled : code === 'WORKER_DIED' ? exitCodes.bug : exitCodes.badInput);

export const batchVerb: Verb = {
  name: 'batch',
  usage: 'batch BATCH.json --out F.json [--threads N] [--seed S]',
  summary: 'Plays the variants of an omnivor.batch/1 and writes them ranked, as omnivor.batch_result/1.',
  async run(words, { terminal, cancel }) {
    const options = readOptions(words, Options, { out: 'text', threads: 'text', seed: 'text' }, ['batch']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const place = checkFilePlace(resolve(options.value.out));
    if (!place.ok) return terminal.fault(place.fault), exitCodes.badInput;
    const document = readJsonFile(options.value.batch);
    if (!document.ok) return terminal.fault(document.fault), exitCodes.badInput;
    const read = readBatchDocument(document.value);
    if (!read.ok) return terminal.fault(read.fault), exitCodes.badInput;
    const { seed = read.value.seed, threads = Math.max(1, availableParallelism()) } = options.value;
    const played = await playBatchFile({ ...read.value, seed }, threads, { cancel, report: terminal.progress });
    if (!played.ok) return terminal.fault(played.fault), exitOf(played.fault.code);
    const { head, variants } = played.value;
    const written = writeFileSafely(options.value.out, writeBatchResult(head, variants));
    if (!written.ok) return terminal.fault(written.fault), exitCodes.badInput;
    const { batch, scenario, status, goal, counts, replications, best } = head;
    terminal.answer({ batch, scenario, status, metric: goal.metric, direction: goal.direction, counts, replications, best: variants.find(({ number }) => number === best) ?? null });
    return status === 'cancelled' ? exitCodes.cancelled : best === null ? exitCodes.infeasible : exitCodes.done;
  },
};
