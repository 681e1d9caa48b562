import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, resize, startApplication, takeScreenshot } from './support/application.ts';
import { openSample, optimizeQuickly } from './support/journey.ts';

test('a plan says why an action is in it, and why another is not', async () => {
  const application = await startApplication();
  const { window, electron } = application;
  try {
    await openSample(application);
    await optimizeQuickly(window);

    // From a row of the grid: the action itself.
    await window.getByRole('tab', { name: 'Actions' }).click();
    const grid = window.getByRole('grid', { name: 'Actions of the plan' });
    await grid.getByRole('gridcell').first().click();
    await window.keyboard.press('Enter');
    const inspector = window.getByRole('complementary');
    await expect(inspector.getByRole('button', { name: 'Why?' })).toBeVisible();
    await takeScreenshot(window, 'why-action');
    await inspector.getByRole('button', { name: 'Why?' }).click();
    await expect(inspector.getByRole('status')).toContainText('Planned', { timeout: 60_000 });
    const calendar = window.getByRole('grid', { name: /^Channels and days of / });
    const chosen = calendar.getByRole('gridcell', { selected: true });
    await expect(chosen).toHaveAccessibleName(/: planned, worth /);
    await expect(inspector.getByRole('figure')).toContainText('Worth');
    await expect(inspector.getByText('Reason in the plan')).toBeVisible();
    await takeScreenshot(window, 'why-planned');
    await expectAccessible(window, 'why, planned');

    // Arrow keys move the question; a refused cell names its rule, and the rule leads to where it is set.
    await chosen.focus();
    await window.keyboard.press('ArrowRight');
    await expect(chosen).toBeFocused();
    await expect(chosen).not.toHaveAccessibleName(/: planned/);
    const refused = calendar.getByRole('gridcell', { name: /: refused by a rule, / }).first();
    await refused.click();
    await expect(inspector.getByRole('heading', { name: 'Rules against it' })).toBeVisible();
    await expect(inspector.getByRole('heading', { name: 'What would flip it' })).toBeVisible();
    await expect(inspector.getByRole('status')).toContainText('Refused');
    await takeScreenshot(window, 'why-refused');
    await resize(electron, { width: 1024, height: 700 });
    await takeScreenshot(window, 'why-refused-small');
    await expectAccessible(window, 'why, refused, small');
    await resize(electron, { width: 1440, height: 900 });
    await inspector.getByRole('region').or(inspector.locator('section')).filter({ hasText: 'Rules against it' }).getByRole('link').first().click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(/Constraint Diagnostic|Campaign Coordinator/);

    // A contact of nobody: a fact, not a fault of the page; then the search finds one.
    await goTo(window, '/allocation-lab?view=why&contact=nobody');
    await expect(window.getByText('No contact of the plan has the ID nobody.')).toBeVisible({ timeout: 30_000 });
    await goTo(window, '/allocation-lab?view=why');
    await expect(calendar).toBeVisible();
    await window.getByRole('combobox', { name: /^(Contact|HCP)$/ }).hover();
    await window.getByRole('button', { name: 'Clear' }).click();
    await expect(window.getByText(/chosen\.$/)).toBeVisible();
    await takeScreenshot(window, 'why-empty');
    await window.getByRole('combobox', { name: /^(Contact|HCP)$/ }).fill('00042');
    await window.getByRole('option', { name: /^HCP-00042/ }).click();
    await expect(calendar).toBeVisible();

    // A plan whose rules changed since says so, and is explained as it was made.
    await goTo(window, '/constraint-diagnostic');
    await window.getByRole('switch', { name: /^Enforce / }).first().click();
    await expect(window.getByRole('button', { name: /^Undo / })).toBeEnabled();
    await goTo(window, '/allocation-lab?view=why&contact=HCP-00042');
    await expect(window.getByText(/^Plan 1 is stale: rules changed\. Explained as it was made\.$/)).toBeVisible({ timeout: 30_000 });
    await expect(calendar).toBeVisible();
    await takeScreenshot(window, 'why-stale');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
