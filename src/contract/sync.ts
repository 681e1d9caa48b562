import { z } from 'zod';
import { SecretPlace, SyncSettings, SyncSource } from '../engine/model/sync.ts';
import { FileToken, JobId, Nothing, route } from './base.ts';

const SourceId = z.string().min(1).max(100);

/** A token, a password, or JSON with the parts a kind needs; see docs/outcomes.md. */
const Secret = z.string().min(1).max(20_000);

/** What a trial request found: the records of the first page and the first of them as an event. */
export const SyncTrial = z.strictObject({
  records: z.int(),
  accepted: z.int(),
  ignored: z.int(),
  /** Reasons of the records that do not fit, each once. */
  reasons: z.array(z.string()),
  hasMore: z.boolean(),
});
export type SyncTrial = z.infer<typeof SyncTrial>;

export const syncContract = {
  /** Sources by name, with how far each was read. */
  list: route.input(Nothing).output(z.array(SyncSource)),
  /** Opens a folder dialog for payload files; null when it was closed. The path of a folder source is its token. */
  chooseFolder: route.input(Nothing).output(z.strictObject({ token: FileToken, name: z.string() }).nullable()),
  create: route.input(z.strictObject({ settings: SyncSettings, secret: Secret.optional() })).output(z.strictObject({ id: SourceId, secret: SecretPlace })),
  update: route.input(z.strictObject({ id: SourceId, settings: SyncSettings })).output(z.void()),
  /** The source and its secret go; its outcomes stay. */
  remove: route.input(z.strictObject({ id: SourceId })).output(z.void()),
  /** Keeps a secret in the system's safe storage; in memory until the program ends where there is none. */
  setSecret: route.input(z.strictObject({ id: SourceId, secret: Secret })).output(z.strictObject({ secret: SecretPlace })),
  /** Reads the first page and writes nothing. */
  test: route.input(z.strictObject({ id: SourceId })).output(SyncTrial),
  /** Starts reading a source from where its last run ended; job result: {sourceId, counts, isComplete}. */
  run: route.input(z.strictObject({ id: SourceId })).output(z.strictObject({ jobId: JobId })),
  /** Forgets how far a source was read; the next run begins anew, and events that are known stay as they are. */
  restart: route.input(z.strictObject({ id: SourceId })).output(z.void()),
};
