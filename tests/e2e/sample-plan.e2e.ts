import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, startApplication, takeScreenshot } from './support/application.ts';
import { approvePlan } from './support/journey.ts';

test('the sample opens, is planned, approved and read again after a restart', async () => {
  const first = await startApplication();
  const { window } = first;
  try {
    await window.getByRole('button', { name: 'Open the sample' }).click();
    await expect(window.getByRole('main')).toContainText('58,495 touches', { timeout: 30_000 });
    await expectAccessible(window, 'workspace');
    await goTo(window, '#/allocation-lab');
    const limit = window.getByRole('textbox', { name: 'Time limit, s' });
    await limit.press('ControlOrMeta+a');
    await limit.press('Backspace');
    await limit.pressSequentially('5');
    await expect(limit).toHaveValue('5');
    await window.getByRole('button', { name: 'Optimize' }).click();
    await expect(window.getByRole('heading', { name: 'Actions by channel' })).toBeVisible({ timeout: 60_000 });
    await takeScreenshot(window, 'sample-plan');
    await expectAccessible(window, 'allocation lab');
    await approvePlan(window, 'Test Planner');
    expect(first.errors).toEqual([]);
    await first.electron.close();
    const again = await startApplication({ folder: first.folder });
    try {
      await goTo(again.window, '#/allocation-lab');
      await expect(again.window.getByText('approved · Test Planner')).toBeVisible();
      await goTo(again.window, '#/decision-log');
      await expect(again.window.getByRole('gridcell', { name: 'Approve', exact: true })).toBeVisible();
      await expectAccessible(again.window, 'decision log');
      expect(again.errors).toEqual([]);
    } finally {
      await again.electron.close();
    }
  } finally {
    await first.close().catch(() => undefined);
  }
});
