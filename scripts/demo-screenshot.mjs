import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from '@playwright/test';
import { electronArguments } from './lib/launch.mjs';
import { repositoryRoot } from './lib/repository.mjs';

/** The page that is pictured, and what stands in it once its plan is shown. */
const page = { route: '#/allocation-lab', ready: '[data-plan-ready]' };
const size = { width: 1440, height: 900 };
const waitMs = 60_000;

/**
 * Goes to the page until it shows its plan: before the workspace is open, the program leads back to its start page.
 * @param {import('@playwright/test').Page} window
 */
async function showPage(window) {
  const stopMs = performance.now() + waitMs;
  for (;;) {
    await window.evaluate(`window.location.hash = ${JSON.stringify(page.route)}`);
    try {
      return await window.waitForSelector(page.ready, { timeout: 2000 });
    } catch (error) {
      if (performance.now() > stopMs) throw error;
    }
  }
}

/** Opens the demo's workspace in the built application and saves a picture of its plan. */
const out = resolve(process.argv[2] ?? join(repositoryRoot, 'out', 'demo'));
const userData = mkdtempSync(join(tmpdir(), 'omnivor-demo-'));
const program = process.env['OMNIVOR_ELECTRON_PROGRAM'];
const application = await _electron.launch({
  ...(program === undefined ? {} : { executablePath: program }),
  args: electronArguments(repositoryRoot, [join(out, 'demo.omnivor'), '--disable-gpu', `--user-data-dir=${userData}`]),
});
try {
  const window = await application.firstWindow();
  await application.evaluate(({ BrowserWindow }, content) => BrowserWindow.getAllWindows()[0]?.setContentSize(content.width, content.height), size);
  await showPage(window);
  await window.screenshot({ path: join(out, 'allocation-lab.png') });
} finally {
  await application.close();
  rmSync(userData, { recursive: true, force: true });
}
