import { buildCommandLine } from './lib/build-command-line.mjs';
import { repositoryRoot as root } from './lib/repository.mjs';
import { runOnTerminal } from './lib/run-command.mjs';
import { setUpTools } from './lib/set-up.mjs';
import { runAsCommand } from './lib/setup-problem.mjs';

/** The command line, bundled from its sources where they changed: needs no Electron, no display. */
await runAsCommand(async () => {
  const { node } = await setUpTools();
  return runOnTerminal(node, [...(await buildCommandLine({ root, node })), ...process.argv.slice(2)]);
});
