import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolderWhole } from '../../scripts/lib/carrier.mjs';
import { checkIntegrity } from '../../scripts/lib/integrity.mjs';
import { electronCarrier, nodeCarriers } from '../../scripts/lib/pins.mjs';
import { createTemporaryFolder } from './temporary-folder.ts';

const digest = (content: string): string => `sha512-${createHash('sha512').update(content).digest('base64')}`;

describe('a fetched file', () => {
  it('passes with the pinned content', async () => {
    const folder = createTemporaryFolder({ 'carrier.tgz': 'as pinned' });
    await expect(checkIntegrity(join(folder, 'carrier.tgz'), digest('as pinned'), 'carrier')).resolves.toBeUndefined();
  });

  it('is refused with any other, naming both digests', async () => {
    const folder = createTemporaryFolder({ 'carrier.tgz': 'as pinned.' });
    const checked = checkIntegrity(join(folder, 'carrier.tgz'), digest('as pinned'), 'carrier');
    await expect(checked).rejects.toMatchObject({ name: 'SetupProblem', message: expect.stringContaining(digest('as pinned')) as unknown });
    await expect(checked).rejects.toThrow(digest('as pinned.'));
  });

  it('is pinned by a whole SHA-512', () => {
    for (const { integrity } of [electronCarrier, ...Object.values(nodeCarriers)]) expect(integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  });
});

describe('a cached folder', () => {
  it('appears whole', async () => {
    const cache = createTemporaryFolder();
    await createFolderWhole(join(cache, 'deep', 'tool'), async (temporary) => {
      writeFileSync(join(temporary, 'a'), '1');
      expect(readdirSync(join(cache, 'deep'))).not.toContain('tool');
      await Promise.resolve();
    });
    expect(readdirSync(join(cache, 'deep'))).toEqual(['tool']);
  });

  it('does not appear where filling it fails', async () => {
    const cache = createTemporaryFolder();
    const filled = createFolderWhole(join(cache, 'tool'), async (temporary) => {
      writeFileSync(join(temporary, 'a'), '1');
      await Promise.resolve();
      throw new Error('disk full');
    });
    await expect(filled).rejects.toThrow('disk full');
    expect(readdirSync(cache)).toEqual([]);
  });

  it('stays as another process made it first', async () => {
    const cache = createTemporaryFolder();
    await createFolderWhole(join(cache, 'tool'), async (temporary) => {
      writeFileSync(join(temporary, 'a'), 'second');
      mkdirSync(join(cache, 'tool'));
      writeFileSync(join(cache, 'tool', 'a'), 'first');
      await Promise.resolve();
    });
    expect(readdirSync(cache)).toEqual(['tool']);
    expect(readFileSync(join(cache, 'tool', 'a'), 'utf8')).toBe('first');
  });
});
