import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findDependencyDrift } from '../../scripts/lib/dependencies.mjs';
import { createTemporaryFolder, writeFile } from './temporary-folder.ts';

type Entries = Record<string, { version?: string; optional?: boolean; devOptional?: boolean }>;

const locked: Entries = { '': {}, 'node_modules/one': { version: '1.0.0' }, 'node_modules/two': { version: '2.0.0' }, 'node_modules/other-platform': { version: '3.0.0', optional: true } };
const lock = (packages: Entries): string => JSON.stringify({ lockfileVersion: 3, packages });

function createCheckout(installed: Entries): string {
  const root = createTemporaryFolder({ 'package-lock.json': lock(locked), 'node_modules/.package-lock.json': lock(installed) });
  for (const place of Object.keys(installed)) writeFile(root, `${place}/package.json`, '{}');
  return root;
}

const installed: Entries = { 'node_modules/one': { version: '1.0.0' }, 'node_modules/two': { version: '2.0.0' } };

describe('node_modules', () => {
  it('agrees with the lock file, packages of other platforms left out', () => {
    expect(findDependencyDrift(createCheckout(installed))).toBeNull();
  });

  it('drifts where nothing is installed', () => {
    expect(findDependencyDrift(createTemporaryFolder({ 'package-lock.json': lock(locked) }))).toBe('node_modules is not installed');
  });

  it('drifts where a package has another version', () => {
    expect(findDependencyDrift(createCheckout({ ...installed, 'node_modules/two': { version: '2.0.1' } }))).toBe('node_modules/two is 2.0.1, the lock file says 2.0.0');
  });

  it('drifts where a package was never installed, or was deleted', () => {
    expect(findDependencyDrift(createCheckout({ 'node_modules/one': { version: '1.0.0' } }))).toBe('node_modules/two is missing');
    const root = createCheckout(installed);
    rmSync(join(root, 'node_modules', 'one'), { recursive: true });
    expect(findDependencyDrift(root)).toBe('node_modules/one is missing');
  });

  it('drifts where a package is not in the lock file', () => {
    expect(findDependencyDrift(createCheckout({ ...installed, 'node_modules/extra': { version: '1.0.0' } }))).toBe('node_modules/extra is not in the lock file');
  });

  it('can not be judged without a lock file', () => {
    expect(() => findDependencyDrift(createTemporaryFolder())).toThrow('package-lock.json is missing or unreadable.');
  });
});
