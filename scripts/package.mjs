import { rmSync } from 'node:fs';
import { buildApp } from './lib/build-app.mjs';
import { withNodeOnPath } from './lib/node-runtime.mjs';
import { inRepository, repositoryRoot as root } from './lib/repository.mjs';
import { findProgram, lastLines, runCommand } from './lib/run-command.mjs';
import { say } from './lib/say.mjs';
import { setUpApplication } from './lib/set-up.mjs';
import { runAsCommand, SetupProblem } from './lib/setup-problem.mjs';
import { findAptGet, installSystemPackages } from './lib/system-packages.mjs';

/**
 * Environment of the packager: on Linux it takes the system's 7-Zip, where it would fetch its own, and a compression
 * level that takes seconds instead of minutes.
 * @param {string} node
 */
async function packagerEnvironment(node) {
  const env = withNodeOnPath(node);
  if (process.platform !== 'linux') return env;
  if (findProgram('7za') === null) await installSystemPackages({ choices: [['p7zip-full']], purpose: 'the tar.gz package', manager: findAptGet() });
  return { ELECTRON_BUILDER_COMPRESSION_LEVEL: '1', ...env, ELECTRON_BUILDER_7ZIP_PATH: findProgram('7za') ?? '' };
}

/**
 * Packages the application for this platform into dist/: the unpacked folder, and with --archive also what
 * electron-builder.yml lists (tar.gz on Linux, installer and zip on Windows, dmg and zip on macOS).
 */
await runAsCommand(async () => {
  const isArchive = process.argv.includes('--archive');
  const { node, electron } = await setUpApplication();
  await buildApp({ root, node });
  say(`Packaging on Electron ${electron.version}`);
  rmSync(inRepository('dist'), { recursive: true, force: true });
  const env = isArchive ? await packagerEnvironment(node) : withNodeOnPath(node);
  const args = [...(isArchive ? [] : ['--dir']), '--publish', 'never', `-c.electronVersion=${electron.version}`, `-c.electronDist=${electron.folder}`];
  const packaged = await runCommand(node, [inRepository('node_modules', 'electron-builder', 'cli.js'), ...args], { cwd: root, env });
  if (packaged.code !== 0) throw new SetupProblem('The package could not be made.', 'The lines above are the last ones of electron-builder.', lastLines(packaged.output, 40));
  say('The package is in dist');
});
