import { findCacheFolder } from './cache-folder.mjs';
import { installDependencies } from './dependencies.mjs';
import { findMissingDisplayPackages, hasDisplay } from './display.mjs';
import { prepareCarriedElectron } from './electron-carried.mjs';
import { readElectronFolder } from './electron-folder.mjs';
import { downloadElectron, readInstalledElectron } from './electron-official.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { resolveNode } from './node-runtime.mjs';
import { repositoryRoot as root } from './repository.mjs';
import { checkSandbox } from './sandbox.mjs';
import { isSqliteAddonMissing, needsOwnSqliteAddon, prepareSqliteAddon } from './sqlite-addon.mjs';
import { electronLibraryPackages, findAptGet, findMissingCompilerPackages, findMissingLibraries, installSystemPackages } from './system-packages.mjs';

/** What the command line and the tools need: a recent Node and the locked packages. @returns {Promise<{ node: string }>} */
export async function setUpTools() {
  const node = await resolveNode();
  await installDependencies(root);
  return { node };
}

/**
 * What the application needs on top: an Electron, the system libraries it links against, a virtual display where there is
 * no other, and SQLite for that Electron.
 * @param {Promise<{ node: string }>} [tools] where they are being set up already
 * @returns {Promise<{ node: string, electron: import('./electron-folder.mjs').ElectronRuntime }>}
 */
export async function setUpApplication(tools = setUpTools()) {
  const { node } = await tools;
  const places = { root, cacheFolder: findCacheFolder(), node };
  const electron = await resolveElectron({
    override: (folder) => readElectronFolder(folder, 'override'),
    installed: () => readInstalledElectron(root),
    download: () => downloadElectron(places),
    carried: () => prepareCarriedElectron(places),
  });
  const needsAddon = needsOwnSqliteAddon(electron.version);
  await installMissingSystemPackages(electron.program, needsAddon && isSqliteAddonMissing(root, places.cacheFolder));
  checkSandbox(electron.program);
  if (needsAddon) await prepareSqliteAddon(places);
  return { node, electron };
}

/**
 * @param {string} program Electron's
 * @param {boolean} needsCompiler
 */
async function installMissingSystemPackages(program, needsCompiler) {
  if (process.platform !== 'linux') return;
  const libraries = findMissingLibraries(program).length === 0 ? [] : electronLibraryPackages;
  const display = hasDisplay() ? [] : findMissingDisplayPackages();
  const compiler = needsCompiler ? findMissingCompilerPackages() : [];
  const choices = [...libraries, ...display.map((name) => [name]), ...compiler.map((name) => [name])];
  if (choices.length > 0) await installSystemPackages({ choices, purpose: 'Electron', manager: findAptGet() });
}
