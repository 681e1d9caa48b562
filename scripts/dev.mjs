import { withNodeOnPath } from './lib/node-runtime.mjs';
import { inRepository, repositoryRoot } from './lib/repository.mjs';
import { runOnTerminal } from './lib/run-command.mjs';
import { setUpApplication } from './lib/set-up.mjs';
import { runAsCommand } from './lib/setup-problem.mjs';

/** The application with its sources reloaded as they change. */
await runAsCommand(async () => {
  const { node, electron } = await setUpApplication();
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  const env = { ...withNodeOnPath(node), ELECTRON_EXEC_PATH: electron.program, ...(isRootOnLinux ? { NO_SANDBOX: '1' } : {}) };
  return runOnTerminal(node, [inRepository('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'dev'], { cwd: repositoryRoot, env });
});
