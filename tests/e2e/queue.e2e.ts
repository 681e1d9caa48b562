import { expect, test } from '@playwright/test';
import { goTo, startApplication, takeScreenshot } from './support/application.ts';
import { approvePlan, openSample, pick } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';

test('the queue: decided by keyboard and taken back, planned, explored and decided in bulk', async () => {
  test.setTimeout(240_000);
  const application = await startApplication();
  const { window } = application;
  try {
    await openSample(application);
    await window.keyboard.press('g');
    await window.keyboard.press('q');
    await expect(window.getByRole('heading', { name: 'Catalyst Queue' })).toBeVisible();
    await expect(window.getByText('No response estimates yet. The queue ranks by them.')).toBeVisible();
    await takeScreenshot(window, 'queue-empty');
    await window.getByRole('button', { name: 'Fit the response model' }).click();
    const rows = window.locator('[role="row"][data-id]');
    await expect(rows.first()).toBeVisible({ timeout: 90_000 });
    const sentence = window.getByText(/recommended: /u);
    await expect(sentence).toContainText('0 accepted, 0 dismissed');
    const total = Number(/^([\d,]+)/u.exec(await sentence.innerText())?.[1]?.replaceAll(',', ''));
    const counts = (accepted: number, dismissed: number): string => `${total.toLocaleString('en-US')} recommended: ${(total - accepted - dismissed).toLocaleString('en-US')} open, ${accepted} accepted, ${dismissed} dismissed.`;
    await lookAtBothSizes(application, 'queue');

    await test.step('one accepted by key', async () => {
      await window.keyboard.press('j');
      await window.keyboard.press('a');
      await expect(sentence).toContainText(counts(1, 0));
    });
    await test.step('one dismissed with a reason, and taken back', async () => {
      await window.keyboard.press('j');
      await window.keyboard.press('x');
      const reason = window.getByRole('textbox', { name: 'Reason' });
      await expect(reason).toBeFocused();
      await reason.fill('On leave');
      await takeScreenshot(window, 'queue-dismiss');
      await reason.press('Enter');
      await expect(sentence).toContainText(counts(1, 1));
      await window.getByRole('main').click({ position: { x: 5, y: 5 } });
      await window.keyboard.press('ControlOrMeta+z');
      await expect(sentence).toContainText(counts(1, 0));
    });
    await test.step('one looked at and left', async () => {
      await window.keyboard.press('j');
      await window.keyboard.press('e');
      await expect(window.getByRole('textbox', { name: 'Day' })).toBeFocused();
      await lookAtBothSizes(application, 'queue-edit');
      await window.keyboard.press('Escape');
    });
    await test.step('planned and approved', async () => {
      await window.getByRole('button', { name: 'Plan accepted' }).click();
      await expect(window.getByText(/^1 action allocated across 1/u)).toBeVisible({ timeout: 30_000 });
      await takeScreenshot(window, 'queue-plan');
      await approvePlan(window, 'Planner One');
    });
    await goTo(window, '/catalyst-queue');
    await expect(window.getByRole('button', { name: 'Plan accepted' })).toBeDisabled();
    await test.step('some explore, and several are decided at once', async () => {
      await window.getByRole('button', { name: 'Exploration' }).click();
      const share = window.getByRole('textbox', { name: 'Share of cost' });
      await share.fill('20');
      await share.press('Enter');
      await expect(sentence).toContainText(/[\d,]+ explore\./u, { timeout: 30_000 });
      await lookAtBothSizes(application, 'queue-exploration');
      await window.keyboard.press('Escape');
      await pick(window, 'Explores', 'exploring');
      await expect(rows.first().getByText('Explores', { exact: true })).toBeVisible();
      const boxes = window.getByRole('row').getByRole('checkbox', { name: /select row/iu });
      await boxes.nth(0).click();
      await boxes.nth(3).click({ modifiers: ['Shift'] });
      await expect(window.getByRole('button', { name: 'Accept 4 actions' })).toBeVisible();
      await lookAtBothSizes(application, 'queue-bulk');
      await window.getByRole('button', { name: 'Dismiss 4 actions' }).click();
      await window.getByRole('complementary').getByText('Wrong channel').click();
      await expect(sentence).toContainText('1 accepted, 4 dismissed.');
      await pick(window, 'State', 'Dismissed');
      await pick(window, 'Explores', 'all');
      await expect(rows).toHaveCount(4);
      await expect(rows.first()).toContainText('Wrong channel');
      await pick(window, 'State', 'Accepted');
      await expect(rows).toHaveCount(1);
      await expect(rows.first()).toContainText('In plan 1');
    });
    await goTo(window, '/signal-index?contact=1');
    await expect(window.getByRole('complementary').getByText('of variance to learn').first()).toBeVisible();
    await lookAtBothSizes(application, 'contact-uncertainty');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
