import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { startApplication } from '../e2e/support/application.ts';

const program = process.env['OMNIVOR_PACKAGED'];
if (program === undefined) throw new Error('Run these tests through npm test -- --only e2e-packaged: it makes the package first.');
const folder = dirname(program);
const isLinux = process.platform === 'linux';

test('the package holds the app in one archive, with the licences of its parts beside it', () => {
  test.skip(!isLinux, 'the layout of the Linux package');
  expect(readdirSync(join(folder, 'resources')).toSorted()).toEqual(['app.asar', 'app.asar.unpacked']);
  for (const file of ['LICENSE.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html', 'NOTICES.core.md', 'NOTICES.window.md', 'omnivor']) expect(existsSync(join(folder, file)), file).toBe(true);
});

test('the fuses let the program run nothing but its own archive', async () => {
  const fuses = await getCurrentFuseWire(program);
  expect(fuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
  expect(fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.RunAsNode]).toBe(FuseState.ENABLE);
});

test('the packaged app opens its window without an error', async () => {
  const application = await startApplication();
  try {
    expect(await application.electron.evaluate(({ app }) => app.isPackaged)).toBe(true);
    await expect(application.window).toHaveTitle(/OMNIVOR Planner/);
    await expect(application.window.locator('#root')).not.toBeEmpty();
    await application.window.waitForLoadState('networkidle');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});

test('the packaged command line does the main job on the sample', () => {
  test.skip(!isLinux, 'the command beside the Linux program');
  const out = mkdtempSync(join(tmpdir(), 'omnivor-packaged-'));
  try {
    const run = spawnSync(join(folder, 'omnivor'), ['demo', '--out', out, '--seconds', '5'], { encoding: 'utf8', timeout: 90_000, cwd: out });
    expect(run.status, run.stderr).toBe(0);
    for (const file of ['plan.csv', 'plan.json', 'problem.json', 'summary.json']) expect(existsSync(join(out, file)), file).toBe(true);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
