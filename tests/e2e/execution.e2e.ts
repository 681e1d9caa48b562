import { expect, test } from '@playwright/test';
import { goTo, startApplication, takeScreenshot } from './support/application.ts';
import { approvePlan, openSample, optimizeQuickly } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';

test('a plan is carried out, rests and goes on, loses a rep’s Fridays and is rebalanced', async () => {
  test.setTimeout(360_000);
  const application = await startApplication();
  const { window } = application;
  try {
    await openSample(application);
    await optimizeQuickly(window);
    const inspector = window.getByRole('complementary');
    await window.getByRole('tab', { name: 'Execution' }).click();
    await expect(window.getByText(/is a draft\. Approving it books/)).toBeVisible();
    await approvePlan(window, 'Test Planner');
    await expect(window.getByText(/Approved and booked, not begun/)).toBeVisible();
    await lookAtBothSizes(application, 'execution-ready');
    await window.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(window.getByText(/^Running\. 0 of/)).toBeVisible();

    await test.step('one action is marked by key, many at once, and taken back', async () => {
      const grid = window.getByRole('grid', { name: 'Actions to carry out' });
      await grid.getByRole('row').nth(1).getByRole('gridcell').nth(3).click();
      await expect(inspector).toContainText('Expected value');
      await window.keyboard.press('a');
      await expect(window.getByText(/^Running\. 1 of/)).toBeVisible();
      await expect(inspector).toContainText('Answered');
      await takeScreenshot(window, 'execution-action');
      await window.keyboard.press('j');
      await window.keyboard.press('f');
      await expect(window.getByRole('link', { name: 'Failed or skipped: 1' })).toBeVisible();
      await window.keyboard.press('Escape');
      for (const nth of [3, 4, 5]) await grid.getByRole('row').nth(nth).getByRole('checkbox').check();
      await window.getByRole('button', { name: 'Done: 3 actions' }).click();
      await expect(window.getByText(/^Running\. 4 of/)).toBeVisible();
      await window.getByRole('button', { name: /^Undo / }).click();
      await expect(window.getByText(/^Running\. 1 of/)).toBeVisible();
    });

    await test.step('the timeline is walked by key and opens the actions of a day', async () => {
      const timeline = window.getByRole('grid', { name: 'Timeline of the plan' });
      await timeline.getByRole('gridcell').first().focus();
      await window.keyboard.press('ArrowDown');
      await window.keyboard.press('ArrowRight');
      await expect(timeline.locator(':focus')).toHaveAttribute('data-day', '1');
      await window.keyboard.press('Enter');
      await expect(window.getByText(/^date 20/)).toBeVisible();
      await lookAtBothSizes(application, 'execution-running');
      await window.getByRole('button', { name: 'By channel' }).click();
      await expect(timeline.getByRole('rowheader', { name: 'email', exact: true })).toBeVisible();
      await takeScreenshot(window, 'execution-by-channel');
      await window.getByRole('button', { name: 'By rep' }).click();
    });

    await test.step('it rests and goes on', async () => {
      await window.getByRole('button', { name: 'Pause', exact: true }).click();
      await expect(window.getByText(/^Paused from/)).toBeVisible();
      await window.getByRole('button', { name: 'Resume', exact: true }).click();
      await expect(inspector).toContainText('0 actions were to be done in the pause.');
      await inspector.getByRole('button', { name: 'Resume' }).click();
      await expect(window.getByText(/^Running\./)).toBeVisible();
    });

    await test.step('a rep’s lost Fridays raise a suggestion with its gain, its disruption and why', async () => {
      await goTo(window, '/constraint-diagnostic?tab=territories');
      await window.getByRole('group', { name: 'Reps' }).getByRole('row').nth(1).getByRole('button', { name: 'Friday' }).click();
      await goTo(window, '/allocation-lab?view=execution');
      await expect(window.getByRole('heading', { name: 'A rebalanced version waits' })).toBeVisible({ timeout: 120_000 });
      await expect(window.getByText(/Capacity lost\./)).toBeVisible();
      await lookAtBothSizes(application, 'execution-suggestion');
      await window.getByRole('button', { name: 'What changes' }).click();
      await expect(window.getByRole('grid', { name: 'Changes of the rebalanced version' }).getByRole('row').nth(1)).toBeVisible();
      await expect(window.getByText(/is a day off/).first()).toBeVisible();
      await lookAtBothSizes(application, 'execution-changes');
      await window.getByRole('button', { name: 'Back to the timeline' }).click();
    });

    await test.step('the version is accepted, approved, and goes on', async () => {
      await window.getByRole('button', { name: 'Accept', exact: true }).click();
      await inspector.getByRole('button', { name: 'Accept' }).click();
      await expect(window.getByText(/waits for approval/).first()).toBeVisible();
      await approvePlan(window, 'Test Planner');
      await window.getByRole('tab', { name: 'Execution' }).click();
      await expect(window.getByText(/^Running\. 0 of/)).toBeVisible();
    });

    await test.step('settings are edited where they stand', async () => {
      await window.getByRole('button', { name: 'Execution settings' }).click();
      await inspector.getByRole('textbox', { name: 'Begins' }).fill('25:00');
      await expect(inspector).toContainText('A time before the end');
      await inspector.getByRole('textbox', { name: 'Begins' }).fill('08:00');
      await inspector.getByRole('textbox', { name: 'Begins' }).press('Enter');
      await inspector.getByRole('switch', { name: /Runs by schedule/ }).click();
      await expect(inspector).toContainText(/Next Mon/);
      await lookAtBothSizes(application, 'execution-settings');
    });
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
