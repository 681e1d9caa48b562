import { expect, test } from '@playwright/test';
import { goTo, startApplication, takeScreenshot } from './support/application.ts';
import { openSample, optimizeQuickly } from './support/journey.ts';

test('an approved plan is booked, work by hand is entered and taken back, and every number is a sum of rows', async () => {
  const application = await startApplication();
  const { window } = application;
  try {
    await openSample(application);
    await optimizeQuickly(window);
    const sentence = await window.getByText(/actions? allocated across/).innerText();
    const actions = /^([\d,]+)/.exec(sentence)?.[1] ?? '';
    await window.getByRole('button', { name: 'Approve' }).click();
    await window.getByRole('textbox', { name: 'Your name' }).fill('Planner One');
    await window.getByRole('complementary').getByRole('button', { name: 'Approve' }).click();
    await expect(window.getByText('approved · Planner One')).toBeVisible();

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

    await optimizeQuickly(window);
    await window.getByRole('button', { name: 'Approve' }).click();
    const inspector = window.getByRole('complementary');
    // The second plan was made beside what the first holds, so nothing has to be replaced.
    await inspector.getByRole('button', { name: 'Approve' }).click();
    await takeScreenshot(window, 'approve-beside');
    await expect(window.getByText('approved · Planner One')).toBeVisible();
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
