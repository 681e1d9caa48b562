import { join } from 'node:path';
import { buildApp } from './lib/build-app.mjs';
import { hasDisplay, onDisplay } from './lib/display.mjs';
import { electronArguments } from './lib/launch.mjs';
import { withNodeOnPath } from './lib/node-runtime.mjs';
import { repositoryRoot as root } from './lib/repository.mjs';
import { runOnTerminal } from './lib/run-command.mjs';
import { say } from './lib/say.mjs';
import { setUpApplication } from './lib/set-up.mjs';
import { runAsCommand } from './lib/setup-problem.mjs';

/**
 * Without a display: the main job from the command line, and a picture of its result.
 * @param {string} node
 * @param {import('./lib/electron-folder.mjs').ElectronRuntime} electron
 */
async function runDemo(node, electron) {
  say('There is no display: running `omnivor demo` instead of opening the window');
  const out = join('out', 'demo');
  const env = { ...withNodeOnPath(node), OMNIVOR_ELECTRON_PROGRAM: electron.program };
  const planned = await runOnTerminal(node, ['--disable-warning=ExperimentalWarning', join('src', 'main', 'cli', 'index.ts'), 'demo', '--out', out], { cwd: root, env });
  if (planned !== 0) return planned;
  const { command, args } = onDisplay(node, [join('scripts', 'demo-screenshot.mjs'), out]);
  const pictured = await runOnTerminal(command, args, { cwd: root, env });
  if (pictured !== 0) {
    say(`The plan is in ${out}; the picture of it could not be taken`);
    return pictured;
  }
  say(`Done: plan.csv, plan.json, summary.json and allocation-lab.png are in ${out}`);
  return 0;
}

await runAsCommand(async () => {
  const { node, electron } = await setUpApplication();
  await buildApp({ root, node });
  if (!hasDisplay()) return runDemo(node, electron);
  say(`Opening OMNIVOR Planner on Electron ${electron.version}`);
  return runOnTerminal(electron.program, electronArguments(root, process.argv.slice(2)), { cwd: root });
});
