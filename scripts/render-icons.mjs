import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository, repositoryRoot } from './lib/repository.mjs';
import { onDisplay } from './lib/display.mjs';
import { runOnTerminal } from './lib/run-command.mjs';
import { say } from './lib/say.mjs';
import { setUpApplication } from './lib/set-up.mjs';
import { runAsCommand } from './lib/setup-problem.mjs';
import { withNodeOnPath } from './lib/node-runtime.mjs';

const icons = inRepository('resources', 'icons');
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const files = new Map([...linuxSizes.map((size) => /** @type {[string, number]} */ ([`${size}x${size}.png`, size])), ['icon.png', 1024]]);

/** Draws icon.svg at every size in an Electron window and saves the PNG files beside it. @param {string} program */
async function renderIcons(program) {
  const { _electron } = await import('@playwright/test');
  const userData = mkdtempSync(join(tmpdir(), 'omnivor-icons-'));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const application = await _electron.launch({ executablePath: program, args: [...sandbox, '--disable-gpu', repositoryRoot, `--user-data-dir=${userData}`] });
  try {
    const page = await application.firstWindow();
    await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1100, 1100));
    const drawing = `data:image/svg+xml;base64,${readFileSync(join(icons, 'icon.svg')).toString('base64')}`;
    for (const [file, size] of files) {
      await page.setContent(`<body style="margin:0;background:transparent"><img src="${drawing}" width="${size}" height="${size}" style="display:block"></body>`);
      await page.locator('img').screenshot({ path: join(icons, file), omitBackground: true });
    }
  } finally {
    await application.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

const program = process.env['OMNIVOR_ELECTRON_PROGRAM'];
await runAsCommand(async () => {
  if (program !== undefined) return renderIcons(program);
  const { node, electron } = await setUpApplication();
  const { command, args } = onDisplay(node, [inRepository('scripts', 'render-icons.mjs')]);
  const code = await runOnTerminal(command, args, { cwd: repositoryRoot, env: { ...withNodeOnPath(node), OMNIVOR_ELECTRON_PROGRAM: electron.program } });
  if (code === 0) say('The icons are in resources/icons');
  return code;
});
