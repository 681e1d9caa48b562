import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { SecretPlace } from '../../engine/model/sync.ts';
import type { SecretAnswer, SecretRequest } from '../core/process-messages.ts';

/** What hides secrets on the disk: the safe storage of the system. */
export interface Cipher {
  /** False where the system offers no storage that is safe; nothing is written then. */
  isAvailable(): boolean;
  encrypt(text: string): Buffer;
  /** Throws where the text was hidden by another user or system. */
  decrypt(hidden: Buffer): string;
}

/** Answers what the core asks about secrets. */
export interface SecretAnswerer {
  answer(request: SecretRequest): SecretAnswer;
}

const HiddenFile = z.record(z.string(), z.string());

function readHidden(path: string): Map<string, string> {
  if (!existsSync(path)) return new Map();
  try {
    return new Map(Object.entries(HiddenFile.parse(JSON.parse(readFileSync(path, 'utf8')))));
  } catch {
    return new Map();
  }
}

/**
 * Keeps secrets by name: hidden by the cipher in one file that only this user may read, whole or not at all; in memory where
 * there is no cipher. One that can no longer be read counts as none.
 */
export function createSecretStore(path: string, cipher: Cipher): SecretAnswerer {
  const inMemory = new Map<string, string>();
  const save = (hidden: Map<string, string>): void => {
    const neighbour = `${path}.writing`;
    writeFileSync(neighbour, JSON.stringify(Object.fromEntries(hidden)), { mode: 0o600 });
    renameSync(neighbour, path);
  };
  const readSafe = (name: string): string | null => {
    const hidden = cipher.isAvailable() ? readHidden(path).get(name) : undefined;
    if (hidden === undefined) return null;
    try {
      return cipher.decrypt(Buffer.from(hidden, 'base64'));
    } catch {
      return null;
    }
  };
  const placeOf = (name: string): SecretPlace => (inMemory.has(name) ? 'memory' : readSafe(name) === null ? 'none' : 'safe');
  const removeSafe = (name: string): void => {
    const hidden = readHidden(path);
    if (hidden.delete(name)) save(hidden);
  };
  const write = (name: string, secret: string): void => {
    try {
      if (cipher.isAvailable()) {
        save(readHidden(path).set(name, cipher.encrypt(secret).toString('base64')));
        inMemory.delete(name);
        return;
      }
    } catch (error) {
      console.error(`The safe storage took no secret: ${error instanceof Error ? error.message : 'unknown'}.`);
    }
    inMemory.set(name, secret);
  };
  return {
    answer(request) {
      const { name } = request;
      let secret: string | null = null;
      if (request.ask === 'write') write(name, request.secret);
      if (request.ask === 'remove') {
        inMemory.delete(name);
        removeSafe(name);
      }
      if (request.ask === 'read') secret = inMemory.get(name) ?? readSafe(name);
      return { type: 'secretAnswer', id: request.id, place: placeOf(name), secret };
    },
  };
}
