import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintFiles } from './fingerprint.mjs';
import { withNodeOnPath } from './node-runtime.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { say } from './say.mjs';
import { SetupProblem } from './setup-problem.mjs';

const buildInputs = ['src', 'electron.vite.config.ts', 'scripts/lib/external-packages.mjs', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const buildOutputs = ['out/main/index.js', 'out/main/core.js', 'out/main/cli.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/**
 * Builds main, core, command line, preload and window into out/, unless out/ was built from these very sources.
 * @param {{ root: string, node: string }} places
 */
export async function buildApp({ root, node }) {
  const stamp = join(root, 'out', '.built-from');
  const fingerprint = fingerprintFiles(root, buildInputs);
  const isCurrent = existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint && buildOutputs.every((file) => existsSync(join(root, file)));
  if (isCurrent) return;
  say('Building the application');
  const built = await runCommand(node, [join('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'], { cwd: root, env: withNodeOnPath(node) });
  if (built.code !== 0) throw new SetupProblem('The application could not be built.', 'Correct what the lines above name, then run the command again.', lastLines(built.output, 40));
  writeFileSync(stamp, fingerprint);
}
