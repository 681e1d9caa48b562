import { SetupProblem } from './setup-problem.mjs';

/** @typedef {import('./electron-folder.mjs').ElectronRuntime} ElectronRuntime */

/**
 * Where an Electron can come from. Each source answers null where it has none.
 * @typedef {object} ElectronSources
 * @property {(folder: string) => ElectronRuntime | null} override
 * @property {() => ElectronRuntime | null} installed the official release, already unpacked in node_modules
 * @property {() => Promise<ElectronRuntime | null>} download the official release
 * @property {() => Promise<ElectronRuntime | null>} carried the floor release inside an npm package
 */

/**
 * Finds an Electron: the folder in OMNIVOR_ELECTRON, the installed official release, its download, the floor release
 * carried by npm.
 * @param {ElectronSources} sources
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @returns {Promise<ElectronRuntime>}
 */
export async function resolveElectron(sources, env = process.env) {
  const folder = env['OMNIVOR_ELECTRON'];
  if (folder) {
    const runtime = sources.override(folder);
    if (runtime === null) throw new SetupProblem(`OMNIVOR_ELECTRON names ${folder}, which holds no Electron.`, 'Point it at an unpacked Electron release, or unset it.');
    return runtime;
  }
  const runtime = sources.installed() ?? (await sources.download()) ?? (await sources.carried());
  if (runtime === null) throw new SetupProblem('Electron could not be downloaded.', 'Connect to the internet and run the command again, or set OMNIVOR_ELECTRON to an unpacked Electron release.');
  return runtime;
}
