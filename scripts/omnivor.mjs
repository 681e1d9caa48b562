import { inRepository } from './lib/repository.mjs';
import { runOnTerminal } from './lib/run-command.mjs';
import { setUpTools } from './lib/set-up.mjs';
import { runAsCommand } from './lib/setup-problem.mjs';

/** The command line from its sources: needs no build, no Electron, no display. */
await runAsCommand(async () => {
  const { node } = await setUpTools();
  return runOnTerminal(node, ['--disable-warning=ExperimentalWarning', inRepository('src', 'main', 'cli', 'index.ts'), ...process.argv.slice(2)]);
});
