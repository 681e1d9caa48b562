import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} version
 * @property {string} program starts a checkout: `program FOLDER`
 * @property {string} folder unpacked release without an app in it, for packaging
 * @property {'override' | 'installed' | 'downloaded' | 'carried'} source
 */

/** Place of the program inside an unpacked release. @param {string} platform */
export function electronProgramName(platform = process.platform) {
  if (platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Reads an unpacked Electron release; null where the folder holds none.
 * @param {string} folder
 * @param {ElectronRuntime['source']} source
 * @returns {ElectronRuntime | null}
 */
export function readElectronFolder(folder, source) {
  const program = join(folder, electronProgramName());
  const versionFile = join(folder, 'version');
  if (!existsSync(program) || !existsSync(versionFile)) return null;
  return { version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, ''), program, folder, source };
}
