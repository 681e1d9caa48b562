import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintFiles } from '../../scripts/lib/fingerprint.mjs';
import { createTemporaryFolder, writeFile } from './temporary-folder.ts';

const files = { 'src/a.ts': 'one', 'src/deep/b.ts': 'two', 'package.json': '{}' };
const inputs = ['src', 'package.json', 'not-there.json'];

describe('fingerprint of the sources', () => {
  it('is the same for the same files in another folder', () => {
    expect(fingerprintFiles(createTemporaryFolder(files), inputs)).toBe(fingerprintFiles(createTemporaryFolder(files), inputs));
  });

  it.each([
    ['content', (root: string) => writeFile(root, 'src/a.ts', 'One')],
    ['a new file', (root: string) => writeFile(root, 'src/c.ts', '')],
    ['a missing file', (root: string) => rmSync(join(root, 'src/a.ts'))],
    ['a moved border between two files', (root: string) => (writeFile(root, 'src/a.ts', 'onet'), writeFile(root, 'src/deep/b.ts', 'wo'))],
  ])('changes with %s', (_name, change) => {
    const root = createTemporaryFolder(files);
    const before = fingerprintFiles(root, inputs);
    change(root);
    expect(fingerprintFiles(root, inputs)).not.toBe(before);
  });

  it('does not change with files outside', () => {
    const root = createTemporaryFolder(files);
    const before = fingerprintFiles(root, inputs);
    writeFile(root, 'README.md', 'text');
    expect(fingerprintFiles(root, inputs)).toBe(before);
  });
});
