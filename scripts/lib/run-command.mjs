import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ code: number, output: string, isTimedOut: boolean }} CommandResult `output` holds both streams as they came;
 * `code` is 127 where the command could not be started, 129 where a signal ended it.
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, echo?: boolean }} CommandOptions
 */

/**
 * Runs a command to its end and keeps what it printed, without colours. At the time limit the whole process group is ended.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options] `echo` also prints the output on standard error as it comes
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, { cwd, env, timeoutMs, echo = false } = {}) {
  return new Promise((resolve) => {
    const hasGroup = process.platform !== 'win32';
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'], detached: hasGroup });
    /** @type {Buffer[]} */
    const chunks = [];
    let isTimedOut = false;
    const stop = () => {
      if (child.pid === undefined) return;
      try {
        if (hasGroup) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It has ended already.
      }
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => ((isTimedOut = true), stop()), timeoutMs);
    const onSignal = () => (stop(), process.exit(130));
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (/** @type {Buffer} */ chunk) => {
        chunks.push(chunk);
        if (echo) process.stderr.write(chunk);
      });
    }
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      resolve({ code, output: stripVTControlCharacters(Buffer.concat(chunks).toString('utf8')), isTimedOut });
    };
    child.on('error', (error) => {
      chunks.push(Buffer.from(String(error)));
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 129));
  });
}

/**
 * Runs a command on this terminal until it ends: signals sent to this process are passed on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} the command's exit code, 128 + number for a signal
 */
export function runOnTerminal(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: 'inherit' });
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      const numbers = /** @type {Record<string, number>} */ ({ SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 });
      resolve(code ?? 128 + (numbers[signal ?? ''] ?? 1));
    });
  });
}

/**
 * Standard output of a short command, or null where it failed or does not exist.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function readOutput(command, args, env = process.env) {
  const result = spawnSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
  return result.status === 0 ? result.stdout : null;
}

/**
 * Full path of a program on PATH, or null.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findProgram(name, env = process.env) {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      if (folder !== '') return accessSync(file, constants.X_OK), file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** npm's own program file beside the running Node, or the one that started this process. @returns {string | null} */
function findNpmProgram() {
  const started = process.env['npm_execpath'];
  const nodeFolder = dirname(process.execPath);
  const places = [join(nodeFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js'), join(dirname(nodeFolder), 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')];
  if (started !== undefined && basename(started) === 'npm-cli.js') places.unshift(started);
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * Runs npm. A quiet `npm run -s` around this process does not silence it.
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 */
export function runNpm(args, options = {}) {
  const { npm_config_loglevel: _, ...env } = options.env ?? process.env;
  const program = findNpmProgram();
  return program === null ? runCommand('npm', args, { ...options, env }) : runCommand(process.execPath, [program, ...args], { ...options, env });
}

/**
 * Last lines of a command's output.
 * @param {string} output
 * @param {number} [count]
 */
export const lastLines = (output, count = 25) => output.trimEnd().split('\n').slice(-count).join('\n');
