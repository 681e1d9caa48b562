import { z } from 'zod';
import { Fault } from '../../engine/base/fault.ts';
import { SecretPlace } from '../../engine/model/sync.ts';

const FilterList = z.array(z.strictObject({ name: z.string(), extensions: z.array(z.string()) }));

/** What the core asks of the main process: dialogs. */
export const ShellRequest = z.discriminatedUnion('ask', [
  z.strictObject({ type: z.literal('shell'), id: z.string(), ask: z.literal('chooseFiles'), title: z.string(), filters: FilterList, multiple: z.boolean() }),
  z.strictObject({ type: z.literal('shell'), id: z.string(), ask: z.literal('chooseSavePath'), title: z.string(), suggestedName: z.string(), filters: FilterList }),
  z.strictObject({ type: z.literal('shell'), id: z.string(), ask: z.literal('chooseFolder'), title: z.string() }),
]);
export type ShellRequest = z.infer<typeof ShellRequest>;

/** What the core asks of the safe storage. `name` is the id of a secret. */
export const SecretRequest = z.discriminatedUnion('ask', [
  z.strictObject({ type: z.literal('secret'), id: z.string(), ask: z.enum(['read', 'remove', 'place']), name: z.string() }),
  z.strictObject({ type: z.literal('secret'), id: z.string(), ask: z.literal('write'), name: z.string(), secret: z.string() }),
]);
export type SecretRequest = z.infer<typeof SecretRequest>;

/** Where the secret stands now; the secret itself only where it was asked for. */
export const SecretAnswer = z.strictObject({ type: z.literal('secretAnswer'), id: z.string(), place: SecretPlace, secret: z.string().nullable() });
export type SecretAnswer = z.infer<typeof SecretAnswer>;

export const RegisteredFileMessage = z.strictObject({ token: z.string(), name: z.string(), sizeBytes: z.int() });

/** What the core tells the main process. */
export const CoreMessage = z.union([
  ShellRequest,
  SecretRequest,
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('registered'), id: z.string(), file: RegisteredFileMessage.nullable(), fault: Fault.nullable() }),
  z.strictObject({ type: z.literal('closed') }),
]);
export type CoreMessage = z.infer<typeof CoreMessage>;

/** What the main process tells the core; a `connect` message carries the window's port. */
export const MainMessage = z.union([
  z.strictObject({ type: z.literal('connect') }),
  z.strictObject({ type: z.literal('register'), id: z.string(), path: z.string() }),
  z.strictObject({ type: z.literal('openWorkspace'), path: z.string() }),
  z.strictObject({ type: z.literal('shellAnswer'), id: z.string(), paths: z.array(z.string()) }),
  SecretAnswer,
  z.strictObject({ type: z.literal('close') }),
]);
export type MainMessage = z.infer<typeof MainMessage>;
