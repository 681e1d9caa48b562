import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runNpm } from './run-command.mjs';
import { say } from './say.mjs';
import { SetupProblem } from './setup-problem.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean, os?: string[], cpu?: string[] }} LockEntry
 */

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | null} null where the file is missing or unreadable
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * First way in which node_modules differs from the lock file, or null where they agree. Packages of other platforms may
 * be missing.
 * @param {string} root folder of package-lock.json
 * @returns {string | null}
 */
export function findDependencyDrift(root) {
  const wanted = readLock(join(root, 'package-lock.json'));
  if (wanted === null) throw new SetupProblem('package-lock.json is missing or unreadable.', 'Restore it with `git checkout package-lock.json`.');
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'));
  if (installed === null) return 'node_modules is not installed';
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '' || entry.link) continue;
    const found = installed[place];
    if (found === undefined) {
      if (entry.optional || entry.devOptional) continue;
      return `${place} is missing`;
    }
    if (found.version !== entry.version) return `${place} is ${found.version}, the lock file says ${entry.version}`;
    if (!existsSync(join(root, place, 'package.json'))) return `${place} is missing`;
  }
  const extra = Object.keys(installed).find((place) => wanted[place] === undefined);
  return extra === undefined ? null : `${extra} is not in the lock file`;
}

/**
 * Installs the dependencies exactly as locked, if node_modules differs.
 * @param {string} root
 */
export async function installDependencies(root) {
  const drift = findDependencyDrift(root);
  if (drift === null) return;
  say(`Installing the dependencies (${drift}; about a minute)`);
  const installed = await runNpm(['ci', '--no-audit', '--no-fund'], { cwd: root });
  if (installed.code !== 0) throw new SetupProblem('npm could not install the dependencies.', 'Check the network connection and the lines above, then run the command again.', lastLines(installed.output));
  const remaining = findDependencyDrift(root);
  if (remaining !== null) throw new SetupProblem(`The installed dependencies differ from the lock file: ${remaining}.`, 'Delete node_modules and run the command again.');
}
