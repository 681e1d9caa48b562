import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startEventServer, type EventServer } from '../support/event-server.ts';
import { goTo, startApplication, takeScreenshot, type Application } from './support/application.ts';
import { makeWorkspace } from './support/journey.ts';
import { lookAtBothSizes, settle } from './support/screens.ts';
import { addJsonSource, typeSecret } from './support/sources.ts';

const TOKEN = 'window-token-7734';

/** Answers one event to whoever knows the token. */
const serve = (): Promise<EventServer> =>
  startEventServer(({ headers }) => (headers.authorization === `Bearer ${TOKEN}` ? { body: { items: [{ id: 'e-1', person: 'K-1', type: 'reply', at: '2026-03-01T10:00:00', channel: 'email' }] } } : { status: 401, body: { message: 'no token' } }));

/** Files below a folder that hold a text, as bytes of one or two to a letter. */
function findInFiles(folder: string, text: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(Buffer.from(text).toString('base64').slice(0, -4))];
  return files.filter((file) => forms.some((form) => readFileSync(file).includes(form)));
}

/** Whether the system hides secrets: without a keyring, as on a bare display, Linux answers `basic_text`, a password that everybody knows. */
const hasSafeStorage = ({ electron }: Application): Promise<boolean> =>
  electron.evaluate(({ safeStorage }) => safeStorage.isEncryptionAvailable() && (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'));

/** Has the program take the storage it finds for a keyring: texts are hidden and read by the system's own cipher. */
async function pretendKeyring({ electron }: Application): Promise<void> {
  await electron.evaluate(({ safeStorage }) => {
    safeStorage.setUsePlainTextEncryption(true);
    safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
  });
}

const row = (window: Page) => window.getByRole('row', { name: /Replies/ });

const openReplies = (window: Page): Promise<void> => window.getByRole('button', { name: 'Replies', exact: true }).click();

/** Opens the sources again after a start. */
async function openSources(window: Page): Promise<void> {
  await expect(window.getByRole('button', { name: 'Close workspace' }).or(row(window)).first()).toBeVisible();
  await goTo(window, '/outcome-diagnostic?tab=sources');
  await expect(row(window)).toBeVisible();
}

/** Syncs once; the server is asked with the token. */
async function syncReplies(window: Page, { requests }: EventServer): Promise<void> {
  const asked = requests.length;
  await window.getByRole('button', { name: 'Sync Replies' }).click();
  await expect.poll(() => requests.slice(asked).map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`]);
  await expect(row(window)).toContainText('Up to date', { timeout: 30_000 });
}

test('a typed token lives until the program ends where nothing can hide it, and is used after a new start where something can', async () => {
  const server = await serve();
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-secrets-'));
  const hidden = join(folder, 'user', 'secrets.json');
  /** One start of the program; the token stands in no file while it runs and after it. */
  const start = async (body: (application: Application) => Promise<void>): Promise<void> => {
    const application = await startApplication({ folder });
    try {
      await body(application);
      expect(findInFiles(folder, TOKEN), 'files that hold the token').toEqual([]);
      expect(application.errors).toEqual([]);
    } finally {
      await application.close();
    }
    expect(findInFiles(folder, TOKEN), 'files that hold the token').toEqual([]);
  };
  try {
    let isSafe = false;
    await start(async (application) => {
      const { window } = application;
      isSafe = await hasSafeStorage(application);
      await makeWorkspace(application, 'Secrets');
      await goTo(window, '/outcome-diagnostic?tab=sources');
      await window.getByRole('button', { name: 'Add a source' }).click();
      await addJsonSource(window, { name: 'Replies', system: 'crm', address: `${server.origin}/replies` });
      const inspector = window.getByRole('complementary');
      await expect(inspector).toContainText('Secret missing. Type its secret, then sync.');
      await typeSecret(window, TOKEN);
      await expect(inspector).toContainText(isSafe ? 'A secret is in the system’s safe storage.' : 'The secret is kept in memory until the program ends: this system has no safe storage. Type it again after each start.');
      await settle(window);
      await takeScreenshot(window, 'secret-kept');
      await window.keyboard.press('Escape');
      await syncReplies(window, server);
      expect(existsSync(hidden)).toBe(isSafe);
    });
    await start(async (application) => {
      const { window } = application;
      await openSources(window);
      if (!isSafe) {
        await expect(row(window)).toContainText('Secret missing');
        const asked = server.requests.length;
        await window.getByRole('button', { name: 'Sync Replies' }).click();
        await expect(window.getByText(/asks for a secret, and none is kept/u).first()).toBeVisible();
        expect(server.requests).toHaveLength(asked);
        await pretendKeyring(application);
        await openReplies(window);
        await typeSecret(window, TOKEN);
        await expect(window.getByRole('complementary')).toContainText('A secret is in the system’s safe storage. It is not shown again.');
        await window.keyboard.press('Escape');
      }
      await syncReplies(window, server);
      expect(readFileSync(hidden, 'utf8')).toMatch(/^\{"sync:[^"]+":"[A-Za-z0-9+/=]+"\}$/u);
    });
    await start(async (application) => {
      const { window } = application;
      if (!isSafe) await pretendKeyring(application);
      await openSources(window);
      await syncReplies(window, server);
      await openReplies(window);
      await window.getByRole('complementary').getByRole('button', { name: 'Remove Replies' }).click();
      await expect(window.getByText('No sources.')).toBeVisible();
      expect(readFileSync(hidden, 'utf8')).toBe('{}');
      await window.getByRole('button', { name: 'Undo', exact: true }).click();
      await expect(row(window)).toContainText('Secret missing');
      await expect(row(window)).toContainText('Type its secret, then sync.');
      await lookAtBothSizes(application, 'secret-missing');
      await openReplies(window);
      await typeSecret(window, TOKEN);
      await window.keyboard.press('Escape');
      await syncReplies(window, server);
    });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
