import { findProgram } from './run-command.mjs';

/**
 * True where a window can be shown.
 * @param {string} [platform]
 * @param {Readonly<Record<string, string | undefined>>} [env]
 */
export const hasDisplay = (platform = process.platform, env = process.env) => platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);

/** Debian packages that a virtual display still needs. @returns {string[]} */
export function findMissingDisplayPackages() {
  const needed = { 'xvfb-run': 'xvfb', xauth: 'xauth' };
  return Object.entries(needed).flatMap(([program, name]) => (findProgram(program) === null ? [name] : []));
}

/**
 * A command as it runs here: as it is, or inside a virtual display of its own.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ isShown?: boolean, firstNumber?: number }} [options] `firstNumber`: displays are tried from this number on;
 * two commands that start at once need ranges of their own
 * @returns {{ command: string, args: string[] }}
 */
export function onDisplay(command, args, { isShown = hasDisplay(), firstNumber = 99 } = {}) {
  return isShown ? { command, args: [...args] } : { command: 'xvfb-run', args: ['-a', '-n', String(firstNumber), '-s', '-screen 0 1600x1000x24', command, ...args] };
}
