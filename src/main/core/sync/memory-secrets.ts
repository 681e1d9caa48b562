import { succeed } from '../../../engine/base/fault.ts';
import type { SecretStore } from '../shell.ts';

/** Secrets that live as long as the program: for the command line, which has no safe storage. */
export function createMemorySecrets(): SecretStore {
  const kept = new Map<string, string>();
  return {
    read: (id) => Promise.resolve(succeed(kept.get(id) ?? null)),
    write(id, secret) {
      kept.set(id, secret);
      return Promise.resolve(succeed('memory'));
    },
    remove(id) {
      kept.delete(id);
      return Promise.resolve(succeed(undefined));
    },
    place: (id) => Promise.resolve(kept.has(id) ? 'memory' : 'none'),
  };
}
