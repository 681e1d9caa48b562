import { accessSync, constants, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createFolderWhole } from './carrier.mjs';
import { fingerprintFiles } from './fingerprint.mjs';
import { withNodeOnPath } from './node-runtime.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { SetupProblem } from './setup-problem.mjs';

const config = 'scripts/lib/command-line.vite.config.mjs';
const buildInputs = ['src/main', 'src/engine', 'src/contract', config, 'scripts/lib/external-packages.mjs', 'package-lock.json'];
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
 * Bundles the command line into out/command-line/, unless a bundle of these very sources is there. It takes about as long
 * as Node takes to strip the types of one start, and the bundle then starts in a tenth of that and with 200 MB less.
 * Bundles of other sources are removed. A checkout that cannot be written to runs from its sources.
 * @param {{ root: string, node: string }} places
 * @returns {Promise<string[]>} what Node is started with
 */
export async function buildCommandLine({ root, node }) {
  const bundles = join(root, 'out', 'command-line');
  const name = fingerprintFiles(root, buildInputs).slice(0, FINGERPRINT_LETTERS);
  const program = join(bundles, name, 'cli.js');
  if (existsSync(program)) return [program];
  if (!isWritable(root)) return ['--disable-warning=ExperimentalWarning', join(root, 'src', 'main', 'cli', 'index.ts')];
  await createFolderWhole(join(bundles, name), async (temporary) => {
    const args = [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', config, '--configLoader', 'native', '--outDir', temporary, '--logLevel', 'warn'];
    const built = await runCommand(node, args, { cwd: root, env: withNodeOnPath(node) });
    if (built.code !== 0) throw new SetupProblem('The command line could not be built.', 'Correct what the lines above name, then run the command again.', lastLines(built.output, 40));
  });
  for (const other of readdirSync(bundles)) if (other.length === FINGERPRINT_LETTERS && other !== name) rmSync(join(bundles, other), { recursive: true, force: true });
  return [program];
}
