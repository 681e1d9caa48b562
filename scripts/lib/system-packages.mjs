import { findProgram, lastLines, readOutput, runCommand } from './run-command.mjs';
import { say } from './say.mjs';
import { SetupProblem } from './setup-problem.mjs';

/** What Electron links against on Debian and its descendants, newer package names first. */
export const electronLibraryPackages = [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libasound2t64', 'libasound2'], ['libgbm1']];

/**
 * Shared libraries that a Linux program misses.
 * @param {string} program
 * @returns {string[]}
 */
export function findMissingLibraries(program) {
  const listing = readOutput('ldd', [program]);
  return listing === null ? [] : [...listing.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}

/** Compiler parts that are missing, as Debian packages. @returns {string[]} */
export const findMissingCompilerPackages = () => ['python3', 'make', 'g++'].filter((program) => findProgram(program) === null);

/**
 * @typedef {object} PackageManager
 * @property {(name: string) => boolean} isKnown
 * @property {(names: readonly string[]) => Promise<{ code: number, output: string }>} install
 * @property {() => Promise<{ code: number, output: string }>} update fetches the package lists
 * @property {boolean} isRoot
 */

/** Debian's own package manager, or null on other systems. @returns {PackageManager | null} */
export function findAptGet() {
  if (process.platform !== 'linux' || findProgram('apt-get') === null) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return {
    isKnown: (name) => /^\s*Candidate: (?!\(none\))/m.test(readOutput('apt-cache', ['policy', name]) ?? ''),
    install: (names) => runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env }),
    update: () => runCommand('apt-get', ['update'], { env }),
    isRoot: process.getuid?.() === 0,
  };
}

/**
 * Installs system packages where this user may, else stops with the line to run. The package lists are fetched only
 * where they turn out to be missing or old.
 * @param {{ choices: readonly (readonly string[])[], purpose: string, manager: PackageManager | null }} request each
 * choice is one package under its possible names
 */
export async function installSystemPackages({ choices, purpose, manager }) {
  const oldNames = choices.map((names) => names.at(-1) ?? '');
  if (manager === null) throw new SetupProblem(`System packages for ${purpose} are missing.`, `Install what your system calls ${oldNames.join(', ')}, then run the command again.`);
  const pickNames = () => choices.map((names) => names.find((name) => manager.isKnown(name)) ?? names.at(-1) ?? '');
  const line = () => `apt-get install -y --no-install-recommends ${pickNames().join(' ')}`;
  if (!manager.isRoot) throw new SetupProblem(`System packages for ${purpose} are missing.`, `sudo ${line()}`);
  if (choices.some((names) => !names.some((name) => manager.isKnown(name)))) await manager.update();
  say(`Installing for ${purpose}: ${pickNames().join(' ')}`);
  let installed = await manager.install(pickNames());
  if (installed.code !== 0) {
    await manager.update();
    installed = await manager.install(pickNames());
  }
  if (installed.code !== 0) throw new SetupProblem(`apt-get could not install the system packages for ${purpose}.`, `Run it by hand and read its output: apt-get update && ${line()}`, lastLines(installed.output, 12));
}
