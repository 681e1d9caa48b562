import { resolveNode } from './lib/node-runtime.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { inRepository, repositoryRoot } from './lib/repository.mjs';
import { runOnTerminal } from './lib/run-command.mjs';
import { runAsCommand } from './lib/setup-problem.mjs';

/** The command line from its sources: needs no build, no Electron, no display. */
await runAsCommand(async () => {
  const node = await resolveNode();
  await installDependencies(repositoryRoot);
  return runOnTerminal(node, ['--disable-warning=ExperimentalWarning', inRepository('src', 'main', 'cli', 'index.ts'), ...process.argv.slice(2)]);
});
