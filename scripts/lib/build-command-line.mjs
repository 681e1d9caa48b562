import { accessSync, constants, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createFolderWhole } from './carrier.mjs';
import { fingerprintFiles } from './fingerprint.mjs';
import { withNodeOnPath } from './node-runtime.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { SetupProblem } from './setup-problem.mjs';

/**
 * Programs for the Node at hand that are bundled together: a vite config, the folder below out/ that takes the bundles,
 * and the files and folders they are made of.
 * @typedef {{ config: string, folder: string, inputs: readonly string[] }} BundledPrograms
 */

/** What every bundle of the core is made of. */
export const coreInputs = ['src/main', 'src/engine', 'src/contract', 'scripts/lib/external-packages.mjs', 'package-lock.json'];
const commandLineConfig = 'scripts/lib/command-line.vite.config.mjs';
/** @type {BundledPrograms} */
const commandLine = { config: commandLineConfig, folder: 'command-line', inputs: [...coreInputs, commandLineConfig] };
const FINGERPRINT_LETTERS = 16;

/** @param {string} folder */
function isWritable(folder) {
  try {
    return accessSync(folder, constants.W_OK), true;
  } catch {
    return false;
  }
}

/**
 * Bundles programs, unless a bundle of these very sources is there, and answers its folder. It takes about as long as Node
 * takes to strip the types of one start, and the bundle then starts in a tenth of that and with 200 MB less. Bundles of
 * other sources are removed.
 * @param {{ root: string, node: string }} places
 * @param {BundledPrograms} programs
 * @returns {Promise<string>}
 */
export async function buildPrograms({ root, node }, { config, folder, inputs }) {
  const bundles = join(root, 'out', folder);
  const name = fingerprintFiles(root, inputs).slice(0, FINGERPRINT_LETTERS);
  const bundle = join(bundles, name);
  if (existsSync(bundle)) return bundle;
  await createFolderWhole(bundle, async (temporary) => {
    const args = [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', config, '--configLoader', 'native', '--outDir', temporary, '--logLevel', 'warn'];
    const built = await runCommand(node, args, { cwd: root, env: withNodeOnPath(node) });
    if (built.code !== 0) throw new SetupProblem('The command line could not be built.', 'Correct what the lines above name, then run the command again.', lastLines(built.output, 40));
  });
  for (const other of readdirSync(bundles)) if (other.length === FINGERPRINT_LETTERS && other !== name) rmSync(join(bundles, other), { recursive: true, force: true });
  return bundle;
}

/**
 * Bundles the command line into out/command-line/. A checkout that cannot be written to runs from its sources.
 * @param {{ root: string, node: string }} places
 * @returns {Promise<string[]>} what Node is started with
 */
export async function buildCommandLine({ root, node }) {
  if (!isWritable(root)) return ['--disable-warning=ExperimentalWarning', join(root, 'src', 'main', 'cli', 'index.ts')];
  return [join(await buildPrograms({ root, node }, commandLine), 'cli.js')];
}
