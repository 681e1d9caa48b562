import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createSecretStore, type Cipher } from '../../../src/main/shell/secret-store.ts';
import { createFolder } from '../support/workspace-file.ts';

const flip = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
const createCipher = (isAvailable: boolean): Cipher => ({ isAvailable: () => isAvailable, encrypt: (text) => flip(Buffer.from(text)), decrypt: (hidden) => flip(hidden).toString() });
const place = () => join(createFolder(), 'secrets.json');
const ask = (name: string) => ({ type: 'secret', id: '1', ask: 'read', name }) as const;

describe('secrets of the main process', () => {
  it('are kept hidden by the cipher, for this user alone, and outlive the program', () => {
    const path = place();
    expect(createSecretStore(path, createCipher(true)).answer({ type: 'secret', id: '7', ask: 'write', name: 'a', secret: 'word-4711' })).toEqual({ type: 'secretAnswer', id: '7', place: 'safe', secret: null });
    expect(readFileSync(path, 'utf8')).not.toContain('word-4711');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    const later = createSecretStore(path, createCipher(true));
    expect(later.answer(ask('a'))).toMatchObject({ place: 'safe', secret: 'word-4711' });
    expect(later.answer(ask('b'))).toMatchObject({ place: 'none', secret: null });
    later.answer({ type: 'secret', id: '1', ask: 'remove', name: 'a' });
    expect(later.answer({ type: 'secret', id: '1', ask: 'place', name: 'a' })).toMatchObject({ place: 'none' });
  });

  it('stay in memory and are written nowhere without a safe storage', () => {
    const path = place();
    const store = createSecretStore(path, createCipher(false));
    expect(store.answer({ type: 'secret', id: '1', ask: 'write', name: 'a', secret: 'word' })).toMatchObject({ place: 'memory', secret: null });
    expect(store.answer(ask('a'))).toMatchObject({ place: 'memory', secret: 'word' });
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
    expect(createSecretStore(path, createCipher(false)).answer(ask('a'))).toMatchObject({ place: 'none' });
  });

  it('count as none where they can no longer be read', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const path = place();
    createSecretStore(path, createCipher(true)).answer({ type: 'secret', id: '1', ask: 'write', name: 'a', secret: 'word' });
    const other: Cipher = {
      ...createCipher(true),
      decrypt: () => {
        throw new Error('another user');
      },
    };
    expect(createSecretStore(path, other).answer(ask('a'))).toMatchObject({ place: 'none', secret: null });
    writeFileSync(path, 'not json');
    expect(createSecretStore(path, createCipher(true)).answer(ask('a'))).toMatchObject({ place: 'none' });
    vi.restoreAllMocks();
  });
});
