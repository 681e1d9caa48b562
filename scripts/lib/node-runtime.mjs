import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFolderWhole, fetchCarrier } from './carrier.mjs';
import { findCacheFolder } from './cache-folder.mjs';
import { nodeCarriers, nodeFloor, nodeVersion } from './pins.mjs';
import { say } from './say.mjs';
import { SetupProblem } from './setup-problem.mjs';

/** @param {string} version */
const majorOf = (version) => Number(version.replace(/^v/, '').split('.')[0]);

/** @param {string} cacheFolder */
export const nodeFolder = (cacheFolder) => join(cacheFolder, 'node', nodeVersion);

/**
 * @param {string} cacheFolder
 * @param {string} platform
 */
const cachedProgram = (cacheFolder, platform) => join(nodeFolder(cacheFolder), 'bin', platform === 'win32' ? 'node.exe' : 'node');

/**
 * Puts the pinned Node into the cache folder, if it is not there yet.
 * @param {{ cacheFolder: string, platform: string, arch: string, fetch: typeof fetchCarrier }} machine
 * @returns {Promise<string>} its program file
 */
export async function fetchNode({ cacheFolder, platform, arch, fetch }) {
  const program = cachedProgram(cacheFolder, platform);
  if (existsSync(program)) return program;
  const carrier = nodeCarriers[`${platform}-${arch}`];
  if (carrier === undefined) throw new SetupProblem(`Node ${nodeFloor} or newer is needed, and no package carries it for ${platform} ${arch}.`, `Install Node ${nodeFloor} and run the command again.`);
  say(`Fetching Node ${nodeVersion} (50 MB, once)`);
  await createFolderWhole(nodeFolder(cacheFolder), async (temporary) => {
    await fetch({ spec: `${carrier.name}@${nodeVersion}`, integrity: carrier.integrity, into: temporary });
    for (const part of ['bin', 'include', 'LICENSE', 'package.json']) {
      const from = join(temporary, 'package', part);
      if (existsSync(from)) renameSync(from, join(temporary, part));
    }
    rmSync(join(temporary, 'package'), { recursive: true });
    const fetched = join(temporary, 'bin', platform === 'win32' ? 'node.exe' : 'node');
    if (!existsSync(fetched)) throw new SetupProblem(`${carrier.name} holds no Node program.`, `Install Node ${nodeFloor} and run the command again.`);
    chmodSync(fetched, 0o755);
  });
  return program;
}

/**
 * Finds a Node that is new enough for the tools: the running one, the cached one, else a fetched one.
 * @param {Partial<{ version: string, execPath: string, cacheFolder: string, platform: string, arch: string, fetch: typeof fetchCarrier }>} [machine]
 * @returns {Promise<string>} path of the program
 */
export async function resolveNode(machine = {}) {
  const { version = process.version, execPath = process.execPath, cacheFolder = findCacheFolder(), platform = process.platform, arch = process.arch, fetch = fetchCarrier } = machine;
  return majorOf(version) >= nodeFloor ? execPath : fetchNode({ cacheFolder, platform, arch, fetch });
}

/**
 * Environment in which `node` means this one.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function withNodeOnPath(node, env = process.env) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...env, PATH: `${dirname(node)}${separator}${env['PATH'] ?? ''}` };
}
