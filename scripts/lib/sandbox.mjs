import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupProblem } from './setup-problem.mjs';

const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';

/**
 * True where this Linux forbids programs to make a sandbox for themselves, as Ubuntu does since 23.10: the helper beside
 * Electron then has to belong to root.
 * @param {string} helper
 * @param {string} [switchFile] kernel setting, 1 meaning forbidden
 */
export function isSandboxBlocked(helper, switchFile = restriction) {
  if (!existsSync(switchFile) || readFileSync(switchFile, 'utf8').trim() !== '1' || !existsSync(helper)) return false;
  const { uid, mode } = statSync(helper);
  return uid !== 0 || (mode & 0o4000) === 0;
}

/**
 * Stops with the line to run where Electron could not start with its sandbox. Root starts without one.
 * @param {string} program Electron's
 */
export function checkSandbox(program) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return;
  const helper = join(dirname(program), 'chrome-sandbox');
  if (isSandboxBlocked(helper)) throw new SetupProblem('This Linux lets Electron make its sandbox only through a helper that belongs to root.', `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`);
}
