import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startEventServer, type EventServer } from '../support/event-server.ts';
import { dropFiles, goTo, startApplication, takeScreenshot } from './support/application.ts';
import { approvePlan, exportPlanCsv, importDropped, makeWorkspace, optimizeQuickly } from './support/journey.ts';
import { settle } from './support/screens.ts';
import { writeSmallExports, type SmallExports } from './support/small-exports.ts';
import { addJsonSource, typeSecret } from './support/sources.ts';

const TOKEN = 'loop-token-5521';
const PAGE = 100;
/** Contacts of every third place answer no e-mail; the others answer all. */
const REPLYING = 80;

/** Replies to the e-mails of `REPLYING` contacts. */
const writeReplies = ({ contacts, emails }: SmallExports) => {
  const replying = new Set(contacts.filter((_, at) => at % 3 !== 0));
  if (replying.size !== REPLYING) throw new Error(`${replying.size} contacts reply, not ${REPLYING}.`);
  return emails.filter(({ contact }) => replying.has(contact)).map(({ contact, date }, at) => ({ id: `r-${at}`, person: contact, type: 'reply', at: `${date}T20:00:00`, amount: 1, channel: 'email' }));
};

/** Answers events page by page; the second page is broken the first time it is asked for. */
function serve(events: readonly object[]): Promise<EventServer> {
  let isBroken = true;
  return startEventServer(({ url, headers }) => {
    if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { message: 'no token' } };
    const page = Number(url.searchParams.get('page') ?? '1');
    const body = { items: events.slice((page - 1) * PAGE, page * PAGE) };
    if (page !== 2 || !isBroken) return { body };
    isBroken = false;
    return { body: JSON.stringify(body).slice(0, 400) };
  });
}

/** A recommendation as the grid shows it. */
interface Shown {
  readonly contact: string;
  readonly channel: string;
  readonly worth: number;
}

/** The first rows of the queue from the top. */
async function readRows(window: Page, count: number): Promise<Shown[]> {
  const rows = window.locator('[role="row"][data-id]');
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(count);
  const texts = await rows.evaluateAll((found) => found.map((row) => ['contact', 'channel', 'worth'].map((field) => row.querySelector(`[data-field="${field}"]`)?.textContent ?? '')));
  return texts.slice(0, count).map(([contact = '', channel = '', worth = '']) => ({ contact, channel, worth: Number(worth.replaceAll(',', '')) }));
}

/** Why the next action of a contact is recommended stands in the inspector. */
async function expectReason(window: Page, contact: string, expected: RegExp): Promise<void> {
  const search = window.getByRole('textbox', { name: /^Search/ });
  const rows = window.locator('[role="row"][data-id]');
  await search.fill(contact);
  await expect(rows).toHaveCount(1);
  await rows.getByText(contact, { exact: true }).click();
  await expect(window.getByRole('complementary').locator('dt', { hasText: 'Reason' }).locator('xpath=following-sibling::dd[1]')).toHaveText(expected);
  await window.keyboard.press('Escape');
  await search.fill('');
  await search.blur();
  await expect(rows).not.toHaveCount(1);
}

test('outcomes synced past a broken page change the queue, and ten accepted by key leave as a CSV file', async () => {
  test.setTimeout(120_000);
  const application = await startApplication();
  const { window, folder } = application;
  const exports = writeSmallExports(folder);
  const replies = writeReplies(exports);
  const server = await serve(replies);
  const inspector = window.getByRole('complementary');
  try {
    await makeWorkspace(application, 'Loop');
    await dropFiles(window, exports.files);
    await importDropped(window);
    await optimizeQuickly(window);
    await goTo(window, '/catalyst-queue');
    const before = await readRows(window, 10);
    const watched = before[0]?.contact ?? '';
    await expectReason(window, watched, /, ahead of email/u);

    await test.step('a source is added in the window and read past a broken page', async () => {
      await goTo(window, '/outcome-diagnostic?tab=sources');
      await window.getByRole('button', { name: 'Add a source' }).click();
      await addJsonSource(window, { name: 'Replies', system: 'crm', address: `${server.origin}/replies` });
      await typeSecret(window, TOKEN);
      await inspector.getByRole('button', { name: 'Sync now' }).click();
      await expect(inspector).toContainText(`${replies.length} records on 3 pages: ${replies.length} new, 0 changed, 0 known, 0 ignored, 0 rejected.`, { timeout: 30_000 });
      await expect(inspector).toContainText('1 time');
      expect(server.requests.filter(({ url }) => url.searchParams.get('page') === '2')).toHaveLength(2);
      await settle(window);
      await takeScreenshot(window, 'loop-synced');
      await window.keyboard.press('Escape');
    });
    await test.step('outcomes are attributed and learned from', async () => {
      await window.getByRole('tab', { name: 'Attribution' }).click();
      await window.getByRole('button', { name: 'Attribute', exact: true }).click();
      await expect(window.getByText(/Up to date\./)).toBeVisible({ timeout: 30_000 });
      await settle(window);
      await takeScreenshot(window, 'loop-attributed');
      await window.getByRole('tab', { name: 'Model quality' }).click();
      await window.getByRole('button', { name: 'Refit', exact: true }).click();
      await window.getByRole('textbox', { name: 'Your name' }).fill('A. Planner');
      await window.getByRole('button', { name: 'Take the new fit' }).click();
      await expect(window.getByText(/linked by attribution\. Nothing newer\./)).toBeVisible();
    });
    const accepted: Shown[] = [];
    await test.step('the queue has other rows in another order for other reasons', async () => {
      await goTo(window, '/catalyst-queue');
      const orderBefore = before.map(({ contact }) => contact);
      await expect.poll(async () => (await readRows(window, 10)).map(({ contact }) => contact)).not.toEqual(orderBefore);
      const after = await readRows(window, 10);
      expect(new Set(before.map(({ channel }) => channel))).toEqual(new Set(['visit']));
      expect(new Set(after.map(({ channel }) => channel))).toEqual(new Set(['email']));
      expect(after.reduce((sum, { worth }) => sum + worth, 0)).toBeGreaterThan(before.reduce((sum, { worth }) => sum + worth, 0));
      for (const rows of [before, after]) expect(rows.map(({ worth }) => worth)).toEqual(rows.map(({ worth }) => worth).toSorted((one, other) => other - one));
      await expectReason(window, watched, /, ahead of visit/u);
      accepted.push(...after);
    });
    await test.step('ten are accepted by key', async () => {
      const sentence = window.getByText(/recommended: /u);
      // The row whose reason was read has the keys.
      for (let at = accepted.findIndex(({ contact }) => contact === watched); at > 0; at -= 1) await window.keyboard.press('k');
      for (const done of accepted.keys()) {
        await window.keyboard.press('a');
        await expect(sentence).toContainText(` ${done + 1} accepted, 0 dismissed`);
      }
      await settle(window);
      await takeScreenshot(window, 'loop-accepted');
    });
    await test.step('they flow into a plan that is approved and exported', async () => {
      await window.getByRole('button', { name: 'Plan accepted' }).click();
      await expect(window.getByText(/^10 actions allocated across 10/u)).toBeVisible({ timeout: 30_000 });
      await approvePlan(window, 'A. Planner');
      const path = join(folder, 'queue.csv');
      await exportPlanCsv(application, path, 'A. Planner');
      await settle(window);
      await takeScreenshot(window, 'loop-exported');
      const [header = '', ...lines] = readFileSync(path, 'utf8').replace('\uFEFF', '').trim().split(/\r?\n/u);
      expect(header).toMatch(/^Contact ID,Name,Channel,Date,/u);
      const named = lines.map((line) => line.split(',')).map(([contact, , channel]) => `${contact} ${channel}`);
      expect(named.toSorted()).toEqual(accepted.map(({ contact, channel }) => `${contact} ${channel}`).toSorted());
    });
    expect(application.errors).toEqual([]);
  } finally {
    await application.close().catch(() => undefined);
    await server.close();
  }
});
