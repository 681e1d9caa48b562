import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, goTo, startApplication, takeScreenshot } from './support/application.ts';
import { openSample, optimizeQuickly, pick } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';

/** Opens a view of the plan by its tab. */
async function openTab(window: Page, name: string): Promise<void> {
  await window.getByRole('tab', { name }).click();
  await expect(window.getByRole('tab', { name, selected: true })).toBeVisible();
}

/** Number at the start of a text such as `26,895 contacts without capacity`. */
const numberIn = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));

test('a plan is read from the audience to who gets what', async () => {
  const application = await startApplication();
  const { window, errors } = application;
  try {
    await openSample(application);
    await optimizeQuickly(window);

    await openTab(window, 'Funnel');
    await expect(window.getByRole('list', { name: 'Decision funnel' })).toBeVisible({ timeout: 30_000 });
    await lookAtBothSizes(application, 'allocation-funnel');
    const loss = window.getByRole('link', { name: /^−[\d,]+ / }).first();
    const lost = numberIn(await loss.innerText());
    await loss.click();
    await expect(window.getByRole('grid', { name: /^Contacts / })).toBeVisible();
    await expect(window.getByRole('heading', { level: 2, name: new RegExp(`^${lost.toLocaleString('en-US')} `) })).toBeVisible();
    await window.getByRole('grid', { name: /^Contacts / }).getByRole('gridcell').first().click();
    await expect(window.getByRole('complementary').getByText('Best action adds')).toBeVisible();
    await lookAtBothSizes(application, 'allocation-funnel-contacts');
    await window.getByRole('button', { name: 'Close the inspector' }).click();
    await window.getByRole('button', { name: 'Whole funnel' }).click();

    await openTab(window, 'Who gets what');
    await pick(window, 'Rows', 'Rep');
    await expect(window.getByRole('table', { name: 'Actions by rep and channel' })).toBeVisible();
    await lookAtBothSizes(application, 'allocation-map');
    await pick(window, 'Columns', 'Channel and week');
    await pick(window, 'Value', 'Share reached');
    await lookAtBothSizes(application, 'allocation-map-weeks');
    await pick(window, 'Value', 'Actions');
    const cell = window.locator('a[data-row][tabindex="0"]');
    const before = await cell.getAttribute('aria-label');
    await cell.focus();
    await window.keyboard.press('ArrowDown');
    const chosen = await window.locator('a[data-row]:focus').getAttribute('aria-label');
    expect(chosen).not.toBe(before);
    await window.keyboard.press('Enter');
    await expect(window.getByRole('grid', { name: 'Actions of the plan' })).toBeVisible();
    await expect(window.getByText(new RegExp(`\\b${numberIn((chosen ?? '').split(': ').at(-1) ?? '')} actions?\\b`)).first()).toBeVisible();

    expect(errors).toEqual([]);
  } finally {
    await application.close();
  }
});

test('a solve is followed as it closes its gap, and its plan set beside another', async () => {
  const application = await startApplication();
  const { window, errors } = application;
  try {
    await openSample(application);
    await optimizeQuickly(window);
    await goTo(window, '/allocation-lab');
    await pick(window, 'Method', 'local');
    const limit = window.getByRole('textbox', { name: 'Time limit, s' });
    await limit.fill('12');
    await limit.press('Enter');
    await window.getByRole('button', { name: 'Optimize' }).click();
    await expect(window.getByText(/from the bound so far, after/)).toBeVisible({ timeout: 30_000 });
    await takeScreenshot(window, 'allocation-progress-1440');
    await expect(window.getByRole('button', { name: 'Cancel and keep the best' })).toHaveCount(0, { timeout: 60_000 });
    await expect(window.getByRole('heading', { name: 'Actions by channel' })).toBeVisible({ timeout: 30_000 });
    await lookAtBothSizes(application, 'allocation-overview');
    await window.getByRole('region', { name: 'Best and bound' }).scrollIntoViewIfNeeded();
    await takeScreenshot(window, 'allocation-convergence-1440');

    await pick(window, 'Compare with', /^1 · /);
    await expect(window.getByRole('heading', { name: 'By channel' })).toBeVisible();
    await lookAtBothSizes(application, 'allocation-diff');
    await window.getByRole('link', { name: /^added: / }).click();
    await expect(window.getByRole('grid', { name: 'Actions of both plans' })).toBeVisible();
    await lookAtBothSizes(application, 'allocation-diff-actions');
    expect(errors).toEqual([]);
  } finally {
    await application.close();
  }
});

test('a problem is defined from an audience, saved, branched and solved', async () => {
  const application = await startApplication();
  const { window, errors } = application;
  try {
    await openSample(application);
    await goTo(window, '/signal-index');
    await window.getByRole('button', { name: /^Audiences/ }).click();
    await window.getByRole('textbox', { name: 'Save the filter as' }).fill('Everybody in the field');
    await window.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(window.getByText(/^Everybody in the field saved/).first()).toBeVisible();
    await window.getByRole('button', { name: /^Audiences/ }).click();
    await window.getByRole('button', { name: 'Optimize audience Everybody in the field' }).click();

    await expect(window.getByRole('textbox', { name: 'Problem' })).toHaveValue(/^Everybody in the field/);
    await expect(window.getByRole('combobox', { name: 'Audience' })).toContainText('Everybody in the field');
    await expect(window.getByRole('heading', { name: 'What it comes to' })).toBeVisible();
    await lookAtBothSizes(application, 'allocation-problem');
    await window.getByRole('button', { name: 'Next: Rules' }).click();
    await window.getByRole('checkbox').first().press('Space');
    await expect(window.getByRole('checkbox').first()).not.toBeChecked();
    await lookAtBothSizes(application, 'allocation-problem-rules');
    for (const step of ['Objective', 'Horizon', 'Method and time']) {
      await window.getByRole('button', { name: `Next: ${step}` }).click();
      await expect(window.getByRole('heading', { level: 2, name: step })).toBeVisible();
      await expectAccessible(window, step);
    }
    await pick(window, 'Method', 'greedy');
    await window.getByRole('textbox', { name: 'Problem' }).fill('Field without the first rule');
    await window.getByRole('button', { name: 'Save problem' }).click();
    await expect(window.getByText(/^Field without the first rule saved/).first()).toBeVisible();
    await window.getByRole('button', { name: 'Branch' }).click();
    await expect(window.getByRole('textbox', { name: 'Problem' })).toHaveValue('Field without the first rule (branch)');
    await window.getByRole('button', { name: 'All problems' }).click();
    await expect(window.getByRole('link', { name: 'Field without the first rule (branch)' })).toBeVisible();
    await lookAtBothSizes(application, 'allocation-problems');
    await window.getByRole('link', { name: 'Field without the first rule', exact: true }).click();
    await window.getByRole('button', { name: 'Optimize' }).click();
    await expect(window.getByRole('combobox', { name: 'Plan', exact: true })).toContainText('Field without the first rule', { timeout: 60_000 });
    expect(errors).toEqual([]);
  } finally {
    await application.close();
  }
});
