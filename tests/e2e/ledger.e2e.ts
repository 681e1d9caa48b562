import { expect, test } from '@playwright/test';
import { goTo, startApplication, takeScreenshot } from './support/application.ts';
import { lookAtBothSizes } from './support/screens.ts';
import { approvePlan, countActions, openSample, optimizeQuickly, pick } from './support/journey.ts';

test('an approved plan is booked, work by hand is entered and taken back, and every number is a sum of rows', async () => {
  const application = await startApplication();
  const { window } = application;
  try {
    await openSample(application);
    await optimizeQuickly(window);
    const actions = (await countActions(window)).toLocaleString('en-US');
    await approvePlan(window, 'Planner One');

    await goTo(window, '/constraint-diagnostic?tab=ledger');
    const card = (name: string) => window.getByRole('heading', { name, exact: true }).locator('..');
    await expect(card('Booked')).toContainText(actions);
    await expect(window.getByText(new RegExp(`of ${actions} entries`))).toBeVisible();
    await window.getByRole('textbox', { name: 'Actions, or amount in EUR' }).fill('3');
    await window.getByRole('button', { name: 'Enter', exact: true }).click();
    await expect(card('Used')).toContainText('3');
    await takeScreenshot(window, 'ledger');
    await window.getByRole('button', { name: 'Take it back' }).click();
    await expect(card('Used')).toContainText('0');
    await expect(card('Booked')).toContainText(actions);

    await goTo(window, '/constraint-diagnostic?tab=budget');
    await window.getByRole('button', { name: 'budget', exact: true }).first().click();
    await pick(window, 'Counted', 'a week');
    await window.keyboard.press('Escape');
    const period = window.getByRole('combobox', { name: 'Period of budget' });
    await expect(period).toHaveText(/^week [1-4]$/);
    await pick(window, 'Period of budget', 'week 1');
    await expect(period).toHaveText('week 1');
    await period.scrollIntoViewIfNeeded();
    await lookAtBothSizes(application, 'budget-burn-week');
    await window.getByRole('button', { name: /^Undo / }).click();
    await expect(period).toHaveCount(0);

    await goTo(window, '/allocation-lab');
    await pick(window, 'Method', 'greedy');
    await expect(window.getByRole('combobox', { name: 'Approved plans' })).toHaveText('plan beside them');
    await window.getByRole('button', { name: 'Optimize' }).click();
    await expect(window.getByText('0 actions fit beside the approved plans.')).toBeVisible({ timeout: 60_000 });
    await expect(window.getByRole('button', { name: 'Approve' })).toBeDisabled();
    await takeScreenshot(window, 'optimize-beside');

    await window.getByRole('button', { name: 'Plan in their place' }).click();
    await expect(window.getByRole('combobox', { name: 'Plan', exact: true })).toContainText('3 ·', { timeout: 60_000 });
    await expect(window.getByRole('combobox', { name: 'Approved plans' })).toHaveText('plan in their place');
    await window.getByRole('button', { name: 'Approve' }).click();
    const inspector = window.getByRole('complementary');
    await inspector.getByRole('button', { name: 'Approve' }).click();
    await expect(inspector.getByRole('alert')).toContainText(`Plan 1 holds ${actions.replaceAll(',', '')} actions in these days.`);
    await takeScreenshot(window, 'approve-replace');
    await inspector.getByRole('checkbox', { name: 'Replace the plans that hold these days' }).check();
    await inspector.getByRole('button', { name: 'Approve' }).click();
    await expect(window.getByText('approved · Planner One')).toBeVisible();
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
