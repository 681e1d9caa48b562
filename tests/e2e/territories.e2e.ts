import { expect, test } from '@playwright/test';
import { goTo, startApplication, takeScreenshot } from './support/application.ts';
import { openSample } from './support/journey.ts';

test('a rep gets contacts, working days and a day off, and every step can be undone', async () => {
  const application = await startApplication();
  const { window } = application;
  try {
    await openSample(application);
    await goTo(window, '/constraint-diagnostic?tab=territories');
    const reps = window.getByRole('group', { name: 'Reps' });
    await expect(reps.getByRole('row')).toHaveCount(13);
    await window.getByRole('textbox', { name: 'New rep' }).fill('R99');
    await window.getByRole('button', { name: 'Add rep' }).click();
    const inspector = window.getByRole('complementary');
    await expect(inspector).toContainText('0 primary contacts');
    await inspector.getByRole('button', { name: 'Friday' }).click();
    await expect(reps.getByRole('row', { name: /R99/ }).getByRole('button', { name: 'Friday' })).toHaveAttribute('aria-pressed', 'false');
    await inspector.getByRole('textbox', { name: 'Day off' }).fill('2027-01-06');
    await inspector.getByRole('button', { name: 'Add day' }).click();
    await expect(inspector).toContainText('Days off and holidays: 1.');
    await expect(reps.getByRole('row', { name: /R99/ }).getByRole('cell').nth(7)).toHaveText('15');
    await inspector.getByRole('button', { name: 'Add 12 US federal holidays' }).click();
    await expect(inspector).toContainText('Days off and holidays: 13.');
    await expect(reps.getByRole('row', { name: /R99/ }).getByRole('cell').nth(7)).toHaveText('14');
    await takeScreenshot(window, 'territories-holidays');
    await inspector.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(inspector).toContainText('2,000 primary contacts');
    await takeScreenshot(window, 'territories-assigned');
    await window.getByRole('button', { name: /^Undo / }).click();
    await expect(inspector).toContainText('0 primary contacts');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
