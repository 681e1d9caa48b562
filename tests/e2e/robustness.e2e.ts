import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dropFiles, electronArguments, electronProgram, expectAccessible, goTo, screenshots, startApplication, takeScreenshot, type Application } from './support/application.ts';
import { expectFits, settle } from './support/screens.ts';
import { fileCard, importDropped, makeWorkspace, openSample, pick, sampleFile } from './support/journey.ts';

/** Picture of the window as it is drawn, zoom included. */
async function takeZoomedScreenshot({ electron }: Application, name: string): Promise<void> {
  const png = await electron.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64') ?? '');
  writeFileSync(join(screenshots, `${name}.png`), Buffer.from(png, 'base64'));
}

async function withApplication(body: (application: Application) => Promise<void>): Promise<void> {
  const application = await startApplication();
  try {
    await body(application);
  } finally {
    await application.close();
  }
}

function writeIn(folder: string, name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('a broken file, an empty file and a folder are answered, and nothing is written', async () => {
  await withApplication(async (application) => {
    const { window, folder } = application;
    await makeWorkspace(application, 'Robust');
    const empty = writeIn(folder, 'empty.csv', '');
    const image = writeIn(folder, 'image.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0, 255, 254, 0, 1, 2, 3]));
    const workbook = writeIn(folder, 'broken.xlsx', 'PK\u0003\u0004 but no workbook');
    const inside = join(folder, 'exports');
    mkdirSync(inside);
    await dropFiles(window, [empty]);
    await expect(window.getByText(/empty\.csv.*0 bytes|0 bytes/).first()).toBeVisible();
    await dropFiles(window, [inside]);
    await expect(window.getByText(/is a folder/).first()).toBeVisible();
    await takeScreenshot(window, 'robust-folder');
    await dropFiles(window, [image, workbook]);
    for (const name of ['image.csv', 'broken.xlsx']) await expect(fileCard(window, name).getByRole('alert')).toBeVisible();
    await takeScreenshot(window, 'robust-broken');
    await expectAccessible(window, 'broken files');
    await expectFits(window, 'broken files');
    await expect(window.getByRole('main')).toContainText('0 contacts. 0 touches. 0 outcomes.');
  });
});

test('a damaged workspace is refused with its backups, and one of them takes its place', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-damaged-'));
  try {
    const first = await startApplication({ folder });
    const path = await makeWorkspace(first, 'Sound');
    await goTo(first.window, '/settings');
    await first.window.getByRole('button', { name: 'Back up now' }).click();
    await expect(first.window.getByText(/^Backup made\./).first()).toBeVisible();
    await first.close();
    writeFileSync(path, readFileSync(path).subarray(0, 5000));
    const second = await startApplication({ folder });
    const { window } = second;
    await expect(window.getByRole('alert')).toContainText(/is damaged.*backup/i);
    await takeScreenshot(window, 'robust-damaged');
    await expectAccessible(window, 'damaged workspace');
    await window.getByRole('button', { name: /^Restore the backup of/ }).first().click();
    await expect(window.getByRole('button', { name: 'Close workspace' })).toBeVisible();
    await expect(window.getByRole('alert').filter({ hasText: 'is damaged' })).toHaveCount(0);
    await takeScreenshot(window, 'robust-restored');
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the place the planner was at is there again, however quickly the window was closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-quick-'));
  try {
    const first = await startApplication({ folder });
    await makeWorkspace(first, 'Quick');
    await goTo(first.window, '/constraint-diagnostic');
    await expect(first.window.getByRole('heading', { level: 1 })).toHaveText('Constraint Diagnostic');
    await first.close();
    const second = await startApplication({ folder });
    await expect(second.window.getByRole('heading', { level: 1 })).toHaveText('Constraint Diagnostic');
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a second start is handed to the first, with its workspace', async () => {
  await withApplication(async (application) => {
    const { window, folder } = application;
    const first = await makeWorkspace(application, 'First');
    await window.getByRole('button', { name: 'Close workspace' }).click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText('OMNIVOR Planner');
    const second = spawn(electronProgram(), electronArguments(folder, [first]), { stdio: 'ignore' });
    const [code] = await once(second, 'exit');
    expect(code).toBe(0);
    await expect(window.getByRole('button', { name: 'Close workspace' })).toBeVisible();
    expect(await application.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});

test('when the core is killed in an optimisation the window says so, and a new start has everything but that', async () => {
  await withApplication(async (application) => {
    const { window, electron } = application;
    await openSample(application);
    await goTo(window, '/allocation-lab');
    await pick(window, 'Method', 'local');
    await window.getByRole('textbox', { name: 'Time limit, s' }).fill('60');
    await window.getByRole('button', { name: 'Optimize' }).click();
    await expect(window.getByText('Best so far')).toBeVisible({ timeout: 60_000 });
    const pid = await electron.evaluate(({ app }) => app.getAppMetrics().find((metric) => metric.name === 'OMNIVOR core' || metric.serviceName === 'OMNIVOR core')?.pid ?? 0);
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 'SIGKILL');
    await expect(window.getByRole('alert')).toContainText('interrupted');
    await expect(window.getByRole('alert')).toContainText('Everything committed is in the workspace file.');
    await takeScreenshot(window, 'robust-core-killed');
    await expectAccessible(window, 'core killed');
    const again = await (async () => {
      await electron.close();
      return startApplication({ folder: application.folder });
    })();
    await expect(again.window.getByRole('alert')).toContainText('OMNIVOR Planner ended while the last optimisation ran.');
    await takeScreenshot(again.window, 'robust-solve-cut-off');
    await goTo(again.window, '/signal-index');
    await expect(again.window.getByRole('main')).toContainText('2,000 HCPs. 58,495 touches. 7,066 outcomes.');
    await again.close();
  });
});

test('text at 200 % fits', async () => {
  await withApplication(async (application) => {
    const { window, electron } = application;
    await openSample(application);
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
    for (const [name, route] of [['start', '/'], ['import', '/import'], ['signal-index', '/signal-index'], ['rules', '/constraint-diagnostic'], ['lab', '/allocation-lab'], ['settings', '/settings']] as const) {
      await goTo(window, route);
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      await settle(window);
      await takeZoomedScreenshot(application, `zoom-${name}`);
      await expectFits(window, `200 % ${name}`);
      await expectAccessible(window, `200 % ${name}`);
    }
  });
});

test('long names, other scripts and emoji stay whole and break nothing', async () => {
  await withApplication(async (application) => {
    const { window, folder } = application;
    const long = 'Ünïcödé'.repeat(29).slice(0, 200);
    const arabic = 'العربية‏ وجهة اتصال';
    const family = '👩‍👩‍👧‍👦 🇩🇪 Kontakt';
    const formula = '=HYPERLINK("x")';
    const rows = [long, arabic, family, formula].map((name, at) => [`C-${at + 1}`, `"${name.replaceAll('"', '""')}"`, long.slice(at, 100), 'North'].join(','));
    const file = writeIn(folder, `${'long-name-'.repeat(16)}.csv`, ['Contact ID,Name,Segment,Territory', ...rows, ''].join('\n'));
    await makeWorkspace(application, 'Names');
    await dropFiles(window, [file]);
    await importDropped(window);
    await settle(window);
    await takeScreenshot(window, 'names-import');
    await expectFits(window, 'long file name');
    await goTo(window, '/signal-index');
    for (const name of [long, arabic, family, formula]) await expect(window.getByRole('gridcell', { name, exact: true })).toBeVisible();
    await window.getByRole('gridcell', { name: 'C-1', exact: true }).click();
    await expect(window.getByRole('complementary')).toContainText(long);
    await takeScreenshot(window, 'names-contact');
    await expectFits(window, 'long name');
    await expectAccessible(window, 'long name');
    await window.getByRole('gridcell', { name: 'C-2', exact: true }).click();
    await expect(window.getByRole('complementary')).toContainText(arabic);
    await window.keyboard.press('Escape');

    await goTo(window, '/constraint-diagnostic');
    await window.getByRole('button', { name: 'Add rule' }).click();
    await window.getByRole('menuitem', { name: 'Budget', exact: true }).click();
    const name = window.getByRole('complementary').getByRole('textbox', { name: 'Name' });
    await name.fill(long);
    await name.press('Enter');
    await expect(window.getByRole('rowheader', { name: long })).toBeVisible();
    await takeScreenshot(window, 'names-rule');
    await expectFits(window, 'long rule');
  });
});

test('an import is undone as one step and done again', async () => {
  await withApplication(async (application) => {
    const { window } = application;
    await makeWorkspace(application, 'Undo');
    await dropFiles(window, [sampleFile('contacts.csv')]);
    await importDropped(window);
    const main = window.getByRole('main');
    await expect(main).toContainText('2,000 contacts. 0 touches.');
    await window.getByRole('button', { name: /^Undo / }).click();
    await expect(main).toContainText('0 contacts. 0 touches.');
    await expect(window.getByRole('group', { name: 'Imports' })).toContainText('undone');
    await takeScreenshot(window, 'undone');
    await window.getByRole('button', { name: /^Redo / }).click();
    await expect(main).toContainText('2,000 contacts. 0 touches.');
    expect(application.errors).toEqual([]);
  });
});
