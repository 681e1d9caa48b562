import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import Papa from 'papaparse';
import { dropFiles, goTo, startApplication, takeScreenshot, type Application } from './support/application.ts';
import { approvePlan, countActions, exportPlanCsv, fileCard, importDropped, makeWorkspace, pick, sampleFile } from './support/journey.ts';

/** Says whether the rows of a file become this. */
async function chooseTarget(card: Locator, target: string, isWanted: boolean): Promise<void> {
  const box = card.getByRole('checkbox', { name: target });
  if ((await box.isChecked()) !== isWanted) await box.click();
  await expect(box).toBeChecked({ checked: isWanted });
}

/** Adds a rule of a kind through the page's primary action; the inspector opens on it. */
async function addRule(window: Page, kind: string): Promise<void> {
  await window.getByRole('button', { name: 'Add rule' }).click();
  await window.getByRole('menuitem', { name: kind, exact: true }).click();
  await expect(window.getByRole('complementary')).toContainText(kind);
}

/** Types into a field of the inspector and commits it. */
async function setLimit(window: Page, label: string, value: string): Promise<void> {
  const field = window.getByRole('complementary').getByRole('textbox', { name: label });
  await field.fill(value);
  await field.press('Enter');
}

/** Sees what each column was taken for, corrects one, checks all rows, reads the rejected ones, imports. */
async function importExports({ window }: Application): Promise<void> {
  await dropFiles(window, ['contacts.csv', 'touches.csv', 'outcomes.csv'].map(sampleFile));
  const contacts = fileCard(window, 'contacts.csv');
  const takenFor = (column: string) => contacts.getByRole('combobox', { name: `${column} is taken for` });
  await expect(takenFor('HCP ID')).toHaveText('Contact · ID');
  await expect(takenFor('Annual Value')).toHaveText('Contact · value');
  await expect(fileCard(window, 'touches.csv').getByRole('combobox', { name: 'Order of day and month in Activity Date' })).toHaveText('day/month/year');
  await takeScreenshot(window, 'job-import-columns');

  await takenFor('Email Opt Out').click();
  await window.getByRole('option', { name: 'Not imported' }).click();
  await window.keyboard.press('Escape');
  await expect(takenFor('Email Opt Out')).toHaveText('Not imported');

  await contacts.getByRole('button', { name: 'Check all rows' }).click();
  await expect(contacts.getByRole('status').last()).toContainText('2,004 rows checked. 3 will not be written.');
  const rejects = contacts.getByRole('group', { name: 'Rejected rows' }).getByRole('row');
  await expect(rejects).toHaveCount(4);
  await expect(rejects.nth(1)).toContainText(/Expected/);
  await rejects.nth(1).scrollIntoViewIfNeeded();
  await takeScreenshot(window, 'job-import-rejected');
  const outcomes = fileCard(window, 'outcomes.csv');
  await chooseTarget(outcomes, 'Outcomes', true);
  await chooseTarget(outcomes, 'Touches', false);
  await expect(outcomes.getByRole('combobox', { name: 'Outcome Type is taken for' })).toHaveText('Outcome · kind');
  await importDropped(window);
  await expect(window.getByRole('main')).toContainText('2,000 contacts. 58,495 touches. 7,066 outcomes.');
  await takeScreenshot(window, 'job-imported');
}

/** Finds contacts, keeps the filter as an audience, opens one of them. */
async function browseContacts({ window }: Application): Promise<void> {
  await goTo(window, '/signal-index');
  await expect(window.getByRole('grid', { name: 'Contacts' }).getByRole('row').nth(1)).toBeVisible();
  await window.getByRole('button', { name: 'Filter' }).click();
  await window.getByRole('combobox', { name: 'Value' }).fill('A');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Add condition' }).click();
  await expect(window.getByText('Segment is A')).toBeVisible();
  await window.getByRole('button', { name: /^Audiences/ }).click();
  await window.getByRole('textbox', { name: 'Save the filter as' }).fill('Segment A');
  await window.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(window.getByRole('button', { name: 'Audiences 1' })).toBeVisible();
  await window.getByRole('gridcell').first().click();
  await expect(window.getByRole('complementary')).toContainText('Timeline');
  await takeScreenshot(window, 'job-contact');
  await window.keyboard.press('Escape');
}

/** Capacity, budget, limits, blackout, cooldown. */
async function defineConstraints({ window }: Application): Promise<void> {
  await goTo(window, '/constraint-diagnostic');
  await addRule(window, 'Capacity');
  await setLimit(window, 'Actions at most', '400');
  await addRule(window, 'Rep capacity');
  await setLimit(window, 'Actions at most', '20');
  await addRule(window, 'Budget');
  await setLimit(window, 'Cost at most', '20000');
  await addRule(window, 'Frequency');
  await setLimit(window, 'Actions at most', '2');
  await setLimit(window, 'In any so many days', '10');
  await addRule(window, 'Blackout');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('main')).toContainText('5 rules, 5 enforced.');
  await takeScreenshot(window, 'job-rules');
  await window.getByRole('tab', { name: 'Channels' }).click();
  const cooldown = window.getByRole('textbox', { name: 'Days between two visit on one contact' });
  await cooldown.fill('9');
  await cooldown.press('Enter');
  await expect(window.getByRole('button', { name: /^Undo / })).toBeEnabled();
  await takeScreenshot(window, 'job-channels');
}

/** Optimizes, follows the run, cancels a second one and keeps what it had. */
async function optimize({ window }: Application): Promise<void> {
  await goTo(window, '/allocation-lab');
  await pick(window, 'Method', 'greedy');
  await window.getByRole('button', { name: 'Optimize' }).click();
  await expect(window.getByText(/actions? allocated across/)).toBeVisible({ timeout: 60_000 });
  const plans = window.getByRole('combobox', { name: 'Plan' });
  await expect(plans).toContainText('1 ·');

  await pick(window, 'Method', 'local');
  await window.getByRole('textbox', { name: 'Time limit, s' }).fill('60');
  await window.getByRole('button', { name: 'Optimize' }).click();
  await expect(window.getByText('Best so far')).toBeVisible({ timeout: 60_000 });
  await takeScreenshot(window, 'job-progress');
  await window.getByRole('button', { name: 'Cancel and keep the best' }).click();
  await expect(plans).toContainText('2 ·', { timeout: 30_000 });
  await expect(window.getByText('stopped by you', { exact: false })).toBeVisible();
}

/** Reads the result: numbers, charts, actions, used against limit. */
async function readResult({ window }: Application): Promise<void> {
  for (const metric of ['Total lift', 'Actions', 'Cost', 'Gap']) await expect(window.getByRole('heading', { name: metric, exact: true })).toBeVisible();
  for (const chart of ['Actions by channel', 'Actions by rep', 'Actions by day']) await expect(window.getByRole('heading', { name: chart })).toBeVisible();
  await takeScreenshot(window, 'job-overview');
  await window.getByRole('tab', { name: 'Actions' }).click();
  await expect(window.getByRole('grid', { name: 'Actions of the plan' }).getByRole('row').nth(1)).toBeVisible();
  await takeScreenshot(window, 'job-actions');
  await window.getByRole('tab', { name: 'Rules' }).click();
  await expect(window.getByRole('meter', { name: 'budget' })).toBeVisible();
  await takeScreenshot(window, 'job-used');
}

/** Approves under a name and writes the CSV. */
async function approveAndExport(application: Application, path: string): Promise<void> {
  const { window } = application;
  await approvePlan(window, 'Planner One', { note: 'First cycle', look: () => takeScreenshot(window, 'job-approve') });
  await exportPlanCsv(application, path, 'Planner One', () => takeScreenshot(window, 'job-export'));
}

test('the main job: from dropped exports to an approved, exported plan that is there again after a restart', async () => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-main-job-'));
  const exported = join(folder, 'plan.csv');
  let actions = 0;
  try {
    const first = await startApplication({ folder });
    try {
      await expect(first.window.getByRole('main')).toContainText('Define the problem.');
      await test.step('make a workspace', () => makeWorkspace(first, 'Cycle'));
      await test.step('import', () => importExports(first));
      await test.step('browse', () => browseContacts(first));
      await test.step('constrain', () => defineConstraints(first));
      await test.step('optimize', () => optimize(first));
      await test.step('read', () => readResult(first));
      await test.step('approve and export', () => approveAndExport(first, exported));
      actions = await countActions(first.window);
      expect(first.errors).toEqual([]);
    } finally {
      await first.close();
    }
    await test.step('the file', () => {
      const { data, errors } = Papa.parse<Record<string, string>>(readFileSync(exported, 'utf8').replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true });
      expect(errors).toEqual([]);
      expect(data).toHaveLength(actions);
      for (const row of data) expect(row).toMatchObject({ 'Contact ID': expect.stringMatching(/^HCP-\d{5}$/), Date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    });
    await test.step('everything is there again', async () => {
      const second = await startApplication({ folder });
      try {
        const { window } = second;
        await expect(window.getByRole('heading', { level: 1 })).toHaveText('Allocation Lab');
        await expect(window.getByRole('tab', { name: 'Rules' })).toHaveAttribute('aria-selected', 'true');
        await expect(window.getByText('exported · Planner One')).toBeVisible();
        expect(await countActions(window)).toBe(actions);
        await takeScreenshot(window, 'job-again');
        await goTo(window, '/signal-index');
        await expect(window.getByText('Segment is A')).toBeVisible();
        await goTo(window, '/decision-log');
        await expect(window.getByRole('grid', { name: 'Decisions' })).toContainText('Planner One');
        await takeScreenshot(window, 'job-decisions');
        expect(second.errors).toEqual([]);
      } finally {
        await second.close();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
