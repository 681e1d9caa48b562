import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readElectronFolder } from './electron-folder.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { say } from './say.mjs';

const downloadLimitMs = 300_000;
const retryAfterMs = 24 * 3_600_000;

/**
 * The official release in node_modules, or null.
 * @param {string} root folder of package.json
 */
export const readInstalledElectron = (root) => readElectronFolder(join(root, 'node_modules', 'electron', 'dist'), 'installed');

/**
 * Downloads the official release with its own installer. A refusal is remembered for a day, so that the next start does
 * not wait for it again.
 * @param {{ root: string, cacheFolder: string }} places
 */
export async function downloadElectron({ root, cacheFolder }) {
  const refusal = join(cacheFolder, 'electron', 'download-refused');
  if (existsSync(refusal) && Date.now() - statSync(refusal).mtimeMs < retryAfterMs) return null;
  say('Downloading Electron (120 MB, once)');
  const result = await runCommand(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], { cwd: root, timeoutMs: downloadLimitMs });
  const runtime = readInstalledElectron(root);
  if (result.code === 0 && runtime !== null) return { ...runtime, source: /** @type {const} */ ('downloaded') };
  rmSync(join(root, 'node_modules', 'electron', 'dist'), { recursive: true, force: true });
  mkdirSync(join(cacheFolder, 'electron'), { recursive: true });
  writeFileSync(refusal, lastLines(result.output));
  say(result.isTimedOut ? `Electron's download took longer than ${downloadLimitMs / 60_000} minutes` : "Electron's download can't be reached");
  return null;
}
