import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, resize, startApplication, takeScreenshot } from './support/application.ts';
import { openSample, optimizeQuickly, pick } from './support/journey.ts';
import { expectFits, settle } from './support/screens.ts';

test('a blackout drawn on the calendar is moved, made longer, and kept by Optimize', async () => {
  test.setTimeout(180_000);
  const application = await startApplication();
  const { window } = application;
  const day = (date: string) => window.locator(`.brand-calendar [data-date="${date}"]`).first();
  const dragOver = async (from: string, to: string): Promise<void> => {
    const [start, end] = [await day(from).boundingBox(), await day(to).boundingBox()];
    if (start === null || end === null) throw new Error(`${from} to ${to} is not on the calendar.`);
    await window.mouse.move(start.x + start.width / 2, start.y + start.height - 8);
    await window.mouse.down();
    await window.mouse.move(end.x + end.width / 2, end.y + end.height - 8, { steps: 8 });
    await window.mouse.up();
  };
  try {
    await openSample(application);
    await goTo(window, '/constraint-diagnostic?tab=blackouts');
    await day('2027-01-12').scrollIntoViewIfNeeded();
    await takeScreenshot(window, 'compliance-calendar');
    await expectAccessible(window, 'compliance calendar');
    await expectFits(window, 'compliance calendar');
    await dragOver('2027-01-12', '2027-01-14');
    const inspector = window.getByRole('complementary');
    await expect(inspector).toContainText('No action on these days.');
    await expect(inspector.getByRole('textbox', { name: 'From' })).toHaveValue('2027-01-12');
    await expect(inspector.getByRole('textbox', { name: 'To' })).toHaveValue('2027-01-14');
    const name = await inspector.getByRole('textbox', { name: 'Name' }).inputValue();

    const event = window.locator('.brand-calendar').getByText(name, { exact: true });
    await expect(event).toHaveCount(1);
    const [box, next] = [await event.boundingBox(), await day('2027-01-13').boundingBox()];
    const start = await day('2027-01-12').boundingBox();
    if (box === null || next === null || start === null) throw new Error('The blackout is not on the calendar.');
    await window.mouse.move(start.x + start.width / 2, box.y + box.height / 2);
    await window.mouse.down();
    await window.mouse.move(next.x + next.width / 2, box.y + box.height / 2, { steps: 8 });
    await window.mouse.up();
    await expect(inspector.getByRole('textbox', { name: 'From' })).toHaveValue('2027-01-13');
    await expect(inspector.getByRole('textbox', { name: 'To' })).toHaveValue('2027-01-15');
    await takeScreenshot(window, 'compliance-moved');
    await pick(window, 'Repeats', 'every week');
    await expect.poll(() => event.count()).toBeGreaterThan(2);
    await expectAccessible(window, 'compliance window that recurs');
    await takeScreenshot(window, 'compliance-recurring');
    await window.keyboard.press('Escape');

    await window.getByRole('tab', { name: 'Year' }).or(window.getByRole('button', { name: 'Year' })).click();
    await settle(window);
    await takeScreenshot(window, 'compliance-year');
    await resize(application.electron, { width: 1024, height: 700 });
    await settle(window);
    await expectFits(window, 'compliance calendar, year, narrow');
    await takeScreenshot(window, 'compliance-year-1024');
    await resize(application.electron, { width: 1440, height: 900 });

    await goTo(window, '/allocation-lab');
    await optimizeQuickly(window);
    await window.getByRole('tab', { name: 'Rules' }).click();
    await expect(window.getByRole('meter', { name, exact: true })).toHaveAttribute('aria-valuenow', '0');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
