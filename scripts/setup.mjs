import { setUpApplication } from './lib/set-up.mjs';
import { say } from './lib/say.mjs';
import { runAsCommand } from './lib/setup-problem.mjs';

/** Everything that start and test need, without starting or testing. */
await runAsCommand(async () => {
  const { electron } = await setUpApplication();
  say(`Ready: Electron ${electron.version} (${electron.source})`);
});
