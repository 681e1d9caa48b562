import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startEventServer, type EventServer } from '../support/event-server.ts';
import { answerSaveDialog, goTo, startApplication, takeScreenshot } from './support/application.ts';
import { openSample } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';
import { addJsonSource, typeSecret } from './support/sources.ts';

const EVENTS = 160;
const PAGE = 100;

/** Events about contacts of the sample; the last two name one it does not know, and one says nothing. */
const events: readonly object[] = [
  ...Array.from({ length: EVENTS }, (_, at) => ({ id: `crm-${at}`, person: `HCP-${String(at + 1).padStart(5, '0')}`, type: 'reply', at: `2026-12-${String(1 + (at % 28)).padStart(2, '0')}T09:30:00`, amount: 2, channel: 'email' })),
  { id: 'crm-lost-1', person: 'K-77', type: 'reply', at: '2026-12-05T10:00:00', amount: 2, channel: 'email' },
  { id: 'crm-lost-2', person: 'K-77', type: 'reply', at: '2026-12-06T10:00:00', amount: 2, channel: 'email' },
  { id: 'crm-empty' },
];

/** Answers `events` page by page. */
const serve = (): Promise<EventServer> =>
  startEventServer(({ url, headers }) => {
    if (headers.authorization !== 'Bearer hush') return { status: 401, body: { message: 'no token' } };
    const from = (Number(url.searchParams.get('page') ?? '1') - 1) * PAGE;
    return { body: { items: events.slice(from, from + PAGE) } };
  });

test('outcomes are synced, mended, attributed and learned from', async () => {
  test.setTimeout(600_000);
  const server = await serve();
  const application = await startApplication();
  const { window } = application;
  const inspector = window.getByRole('complementary');
  try {
    await openSample(application);
    await window.keyboard.press('g');
    await window.keyboard.press('o');
    await expect(window.getByRole('heading', { level: 1 })).toHaveText('Outcome Diagnostic');
    await expect(window.getByRole('grid', { name: 'Outcome events' })).toContainText('HCP-');
    await lookAtBothSizes(application, 'outcomes-stream');
    await window.getByRole('button', { name: 'Velocity and latency' }).click();
    await expect(window.getByRole('figure', { name: /^Events per day/ })).toBeVisible();
    await lookAtBothSizes(application, 'outcomes-velocity');
    await window.getByRole('combobox', { name: 'Counted' }).click();
    await window.getByRole('option', { name: 'per hour' }).click();
    await expect(window.getByRole('figure', { name: /^Events per hour/ })).toBeVisible();
    await window.getByRole('region', { name: 'Latency by channel' }).getByRole('button', { name: 'Table', exact: true }).click();
    await expect(window.getByRole('table', { name: 'Latency by channel' })).toContainText('webinar');
    await window.getByRole('link', { name: /^Events in range/ }).click();
    await expect(window.getByRole('textbox', { name: 'From' })).toHaveValue('2026-12-27');
    for (const name of ['From', 'To']) await window.getByRole('textbox', { name, exact: true }).fill('');
    await expect(window.getByText('1–100 of 7,066 events')).toBeVisible();

    await window.getByRole('tab', { name: /^Model quality/ }).click();
    await takeScreenshot(window, 'outcomes-no-model');
    await window.getByRole('button', { name: 'Fit the model' }).click();
    await expect(window.getByRole('img', { name: 'Predicted against observed response' })).toBeVisible({ timeout: 120_000 });
    await expect(window.getByText('0 choices with a known probability are judged, 0 wait for outcomes. A comparison needs 50.')).toBeVisible();
    await lookAtBothSizes(application, 'outcomes-quality');
    await window.getByRole('tab', { name: 'Staleness' }).click();
    await expect(window.getByRole('table', { name: 'Drift by feature' })).toContainText('specialty');
    await expect(window.getByRole('grid', { name: 'Stale predictions' })).toBeVisible();
    await lookAtBothSizes(application, 'outcomes-staleness');

    await window.getByRole('tab', { name: 'Sync sources 0' }).click();
    await window.keyboard.press('n');
    await inspector.getByRole('button', { name: 'Add source' }).click();
    await expect(inspector.getByRole('alert')).toBeVisible();
    await lookAtBothSizes(application, 'outcomes-source-form');
    await addJsonSource(window, { name: 'CRM replies', system: 'crm', address: `${server.origin}/events` });
    await typeSecret(window, 'wrong');
    await inspector.getByRole('button', { name: 'Test connection' }).click();
    await expect(inspector.getByRole('alert')).toContainText('SIGN_IN_NEEDED');
    await takeScreenshot(window, 'outcomes-source-refused');
    await typeSecret(window, 'hush');
    await inspector.getByRole('button', { name: 'Test connection' }).click();
    await expect(inspector).toContainText('100 records on the first page: 100 fit, 0 ignored. More pages follow.');
    await inspector.getByRole('button', { name: 'Sync now' }).click();
    await expect(inspector).toContainText('163 records on 2 pages: 160 new, 0 changed, 0 known, 0 ignored, 3 rejected.', { timeout: 60_000 });
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: 'Sync all' }).click();
    await expect(window.getByRole('row', { name: /CRM replies/ })).toContainText('Up to date');
    await expect.poll(() => server.requests.length).toBeGreaterThan(5);

    await goTo(window, '/outcome-diagnostic?tab=stream&status=rejected');
    const grid = window.getByRole('grid', { name: 'Outcome events' });
    await grid.getByText('K-77').first().click();
    await expect(inspector.getByRole('heading', { name: 'Contact not known' })).toBeVisible();
    await lookAtBothSizes(application, 'outcomes-rejected');
    await inspector.getByRole('combobox', { name: 'Contact' }).fill('HCP-00042');
    await window.getByRole('option', { name: /^HCP-00042/ }).click();
    await inspector.getByRole('button', { name: 'Link', exact: true }).click();
    await expect(window.getByText('2 events taken. 0 events still rejected.').first()).toBeVisible();
    await expect(window.getByRole('button', { name: 'Rejected 1' })).toBeVisible();

    await window.getByRole('tab', { name: 'Attribution' }).click();
    await takeScreenshot(window, 'outcomes-unattributed');
    await window.getByRole('button', { name: 'Attribute', exact: true }).click();
    await expect(window.getByRole('table', { name: 'Credited conversions by model and channel' }).getByRole('row')).toHaveCount(11, { timeout: 120_000 });
    await lookAtBothSizes(application, 'outcomes-attribution');
    await window.getByRole('region', { name: 'Agreement' }).scrollIntoViewIfNeeded();
    await takeScreenshot(window, 'outcomes-agreement');
    await window.getByRole('button', { name: 'Attribution settings' }).click();
    await inspector.getByRole('switch', { name: 'reply differs' }).click();
    const kind = inspector.getByRole('group', { name: 'Attribution of reply outcomes' });
    await kind.getByRole('textbox', { name: 'Window' }).first().fill('2');
    await kind.getByRole('textbox', { name: 'Window' }).first().press('Enter');
    await kind.scrollIntoViewIfNeeded();
    await takeScreenshot(window, 'outcomes-settings-kind');
    await inspector.getByRole('button', { name: 'Add an experiment' }).click();
    await inspector.getByRole('textbox', { name: 'Outcomes' }).last().fill('60');
    await inspector.getByRole('textbox', { name: 'Outcomes' }).last().press('Enter');
    await lookAtBothSizes(application, 'outcomes-settings');
    await inspector.getByRole('button', { name: 'Save settings' }).click();
    await expect(kind.getByRole('textbox', { name: 'Window' }).first()).toHaveValue('2');
    await expect(window.getByText(/Stale: settings changed/)).toBeVisible();
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: 'Attribute', exact: true }).click();
    await expect(window.getByRole('table', { name: 'Experiment' })).toContainText('+6', { timeout: 120_000 });
    await expect(window.getByText(/Up to date\./)).toBeVisible();
    await window.getByRole('table', { name: 'Experiment' }).scrollIntoViewIfNeeded();
    await takeScreenshot(window, 'outcomes-experiment');
    const exported = join(application.folder, 'attribution.json');
    await answerSaveDialog(application.electron, exported);
    await window.getByRole('button', { name: 'Export comparison' }).click();
    await expect.poll(() => existsSync(exported)).toBe(true);
    expect(JSON.parse(readFileSync(exported, 'utf8'))).toMatchObject({ format: 'omnivor.attribution/1' });

    await goTo(window, '/outcome-diagnostic?tab=stream&status=attributed');
    await grid.getByText('crm-').first().click();
    await expect(inspector.getByRole('table', { name: 'Credited touches' })).toBeVisible();
    await lookAtBothSizes(application, 'outcomes-credited');
    await window.keyboard.press('Escape');

    await window.getByRole('tab', { name: 'Model quality' }).click();
    await expect(window.getByRole('heading', { name: 'Refit recommended' })).toBeVisible();
    await expect(window.getByText(/162 newer outcomes are not in it\. A refit links by attribution\./)).toBeVisible();
    await takeScreenshot(window, 'outcomes-refit-due');
    await window.getByRole('button', { name: 'Refit', exact: true }).click();
    const scores = window.getByRole('table', { name: 'Old against new' });
    await expect(scores.getByRole('row', { name: /^Log-loss/ })).toBeVisible({ timeout: 120_000 });
    await expect(scores.getByRole('row', { name: /^Outcomes in it/ })).toContainText('162 more');
    await expect(window.getByRole('button', { name: 'Take the new fit' })).toBeDisabled();
    await window.getByRole('textbox', { name: 'Your name' }).fill('A. Planner');
    await lookAtBothSizes(application, 'outcomes-refit');
    await window.getByRole('region', { name: 'Calibration, new fit' }).getByRole('button', { name: 'Table', exact: true }).click();
    await expect(window.getByRole('table', { name: 'Calibration, new fit' })).toBeVisible();
    await takeScreenshot(window, 'outcomes-refit-table');
    await window.getByRole('button', { name: 'Take the new fit' }).click();
    await expect(window.getByText(/linked by attribution\. Nothing newer\./)).toBeVisible();
    await expect(scores).toHaveCount(0);
    await goTo(window, '/decision-log');
    await expect(window.getByRole('grid', { name: 'Decisions' })).toContainText('Take model');
    await goTo(window, '/outcome-diagnostic?tab=quality');
    await window.getByRole('button', { name: 'Use the previous fit' }).click();
    await expect(window.getByText(/162 newer outcomes are not in it/)).toBeVisible();
    expect(application.errors).toEqual([]);
  } finally {
    await application.close().catch(() => undefined);
    await server.close();
  }
});
