import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFolderWhole, fetchCarrier } from './carrier.mjs';
import { fetchNode, nodeFolder, withNodeOnPath } from './node-runtime.mjs';
import { electronMajorWithNodeApiFloor } from './pins.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { say } from './say.mjs';
import { SetupProblem } from './setup-problem.mjs';

/** Where the checkout and the package look for the addon of older runtimes, relative to their root. */
export const sqliteAddonPath = join('native', 'better_sqlite3-napi9.node');

const shippedDefine = "'NAPI_VERSION=10'";
const deferredFinalizerDefines = "'NAPI_EXPERIMENTAL','NODE_API_EXPERIMENTAL_NO_WARNING'";

/**
 * True where the SQLite binary in the npm package can't be used: it needs a newer Node-API.
 * @param {string} electronVersion
 */
export const needsOwnSqliteAddon = (electronVersion) => Number(electronVersion.split('.')[0]) < electronMajorWithNodeApiFloor;

/**
 * @param {string} root
 * @param {string} name
 * @returns {string}
 */
const versionOf = (root, name) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;

/**
 * Folder of the compiled addon in the cache: one for every version of what it is made of.
 * @param {string} root
 * @param {string} cacheFolder
 */
export function sqliteAddonFolder(root, cacheFolder) {
  const made = `${versionOf(root, 'better-sqlite3')}-addon-api-${versionOf(root, 'node-addon-api')}-napi9-${process.platform}-${process.arch}`;
  return join(cacheFolder, 'sqlite', made);
}

/**
 * True where the addon still has to be compiled.
 * @param {string} root
 * @param {string} cacheFolder
 */
export const isSqliteAddonMissing = (root, cacheFolder) => !existsSync(join(sqliteAddonFolder(root, cacheFolder), 'better_sqlite3.node'));

/**
 * A Node folder with C headers: that of the running program, else the fetched one's.
 * @param {string} node
 * @param {string} cacheFolder
 */
async function findHeaders(node, cacheFolder) {
  const own = dirname(dirname(node));
  if (existsSync(join(own, 'include', 'node', 'node_api.h'))) return own;
  await fetchNode({ cacheFolder, platform: process.platform, arch: process.arch, fetch: fetchCarrier });
  return nodeFolder(cacheFolder);
}

/**
 * Compiles the addon from the source in its own package with one define changed: finalizers are put off to a moment at
 * which an older runtime allows them. With the shipped define it loads there and fails at some later garbage collection. An npm
 * setting that names other headers is left out: it would win over the argument.
 * @param {{ root: string, cacheFolder: string, node: string }} places
 */
async function compileSqliteAddon({ root, cacheFolder, node }) {
  say('Compiling SQLite for this Electron (about a minute, once)');
  const headers = await findHeaders(node, cacheFolder);
  const { npm_config_nodedir: _, ...env } = withNodeOnPath(node);
  const gyp = createRequire(join(root, 'package.json')).resolve('node-gyp/bin/node-gyp.js');
  const work = mkdtempSync(join(tmpdir(), 'omnivor-sqlite-'));
  try {
    const source = join(work, 'better-sqlite3');
    cpSync(join(root, 'node_modules', 'better-sqlite3'), source, { recursive: true, filter: (path) => !path.endsWith('prebuilds') });
    cpSync(join(root, 'node_modules', 'node-addon-api'), join(work, 'node_modules', 'node-addon-api'), { recursive: true });
    const recipe = readFileSync(join(source, 'binding.gyp'), 'utf8');
    if (!recipe.includes(shippedDefine)) throw new SetupProblem('The build file of better-sqlite3 is not the expected one.', 'Run `npm ci` and try again.');
    writeFileSync(join(source, 'binding.gyp'), recipe.replace(shippedDefine, deferredFinalizerDefines));
    const built = await runCommand(node, [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`, '-j', '2'], { cwd: source, env });
    if (built.code !== 0) throw new SetupProblem('SQLite could not be compiled.', 'Install python3, make and g++ and run the command again; the lines above say what the compiler missed.', lastLines(built.output));
    await createFolderWhole(sqliteAddonFolder(root, cacheFolder), async (temporary) => {
      copyFileSync(join(source, 'build', 'Release', 'better_sqlite3.node'), join(temporary, 'better_sqlite3.node'));
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Puts the addon for an older runtime where the checkout looks for it; compiled once, then from the cache.
 * @param {{ root: string, cacheFolder: string, node: string }} places
 */
export async function prepareSqliteAddon(places) {
  const { root, cacheFolder } = places;
  if (isSqliteAddonMissing(root, cacheFolder)) await compileSqliteAddon(places);
  const built = join(sqliteAddonFolder(root, cacheFolder), 'better_sqlite3.node');
  const local = join(root, sqliteAddonPath);
  if (existsSync(local) && statSync(local).size === statSync(built).size && readFileSync(local).equals(readFileSync(built))) return;
  mkdirSync(dirname(local), { recursive: true });
  copyFileSync(built, `${local}.part`);
  renameSync(`${local}.part`, local);
}
