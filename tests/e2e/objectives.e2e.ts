import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, goTo, startApplication } from './support/application.ts';
import { openSample } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';

async function setNumber(window: Page, name: string, text: string): Promise<void> {
  const field = window.getByRole('textbox', { name, exact: true });
  await field.fill(text);
  await field.press('Enter');
}

async function choose(window: Page, name: string, option: string | RegExp): Promise<void> {
  await window.getByRole('combobox', { name, exact: true }).click();
  await window.getByRole('option', { name: option }).click();
}

async function optimize(window: Page, plan: number): Promise<void> {
  await goTo(window, '/allocation-lab');
  await setNumber(window, 'Time limit, s', '6');
  await window.getByRole('button', { name: 'Optimize' }).click();
  await expect(window.getByRole('combobox', { name: 'Plan', exact: true })).toContainText(`${plan} ·`, { timeout: 120_000 });
}

test('an objective in order and a robust one are set, planned and played', async () => {
  test.setTimeout(420_000);
  const application = await startApplication();
  const { window } = application;
  try {
    await openSample(application);
    await goTo(window, '/constraint-diagnostic?tab=frame');
    const objective = window.getByRole('group', { name: 'Objective', exact: true });

    await choose(window, 'Maximise', 'weighted sum');
    await setNumber(window, 'Weight of lift', '0');
    await expect(objective.getByRole('status')).toHaveText('A weight above 0 needed on lift, contacts or responses.');
    await setNumber(window, 'Per contact reached', '2.5');
    await expect(objective.getByRole('status')).toContainText('1 × lift + 2.5 × contact reached.');
    await lookAtBothSizes(application, 'objectives-weights');

    await choose(window, 'Maximise', 'in order, with tolerances');
    await expect(objective.getByRole('status')).toHaveText('In order: lift (within 2%), then least cost.');
    await objective.getByRole('button', { name: 'Add level' }).click();
    await expect(objective.getByRole('listitem')).toHaveCount(3);
    await objective.getByRole('button', { name: 'Move Net lift up' }).press('Alt+ArrowUp');
    await expect(objective.getByRole('listitem').nth(1)).toHaveAccessibleName('Level 2, Net lift');
    await objective.getByRole('button', { name: 'Remove Net lift' }).click();
    await expect(objective.getByRole('listitem')).toHaveCount(2);
    await objective.getByRole('textbox', { name: 'May lose, %' }).fill('5');
    await objective.getByRole('textbox', { name: 'May lose, %' }).press('Enter');
    await expect(objective.getByRole('status')).toHaveText('In order: lift (within 5%), then least cost.');
    await lookAtBothSizes(application, 'objectives-levels');
    await expectAccessible(window, 'objective in order');

    await optimize(window, 1);
    await expect(window.getByRole('heading', { name: 'Objective', exact: true })).toBeVisible();
    await expect(window.getByRole('group', { name: 'Levels of the objective' }).getByRole('row').nth(1)).toContainText('later levels keep at least');

    const range = window.getByRole('region', { name: 'Range of the plan' });
    await expect(range).toContainText('8 of 10 plays end with a lift from', { timeout: 60_000 });
    await choose(window, 'Measure', 'Return on cost');
    await setNumber(window, 'At least', '10');
    await range.getByRole('button', { name: 'Add target' }).click();
    await expect(range.getByRole('group', { name: 'Chance of each target' })).toContainText('Return on cost at least 10%');
    await range.scrollIntoViewIfNeeded();
    await lookAtBothSizes(application, 'objectives-range');
    await expectAccessible(window, 'range of the plan');

    await goTo(window, '/constraint-diagnostic?tab=frame');
    await choose(window, 'Maximise', 'lift: expected value');
    await window.getByRole('switch', { name: 'Robust: count lift by its worst draws' }).press('Space');
    await expect(objective.getByRole('status')).toContainText('Lift, the lift counted by the worst 10% of 100 draws.');
    await lookAtBothSizes(application, 'objectives-robust');
    await optimize(window, 2);
    await expect(window.getByRole('region', { name: 'Objective' })).toContainText('Lift, mean of the worst 10%');
    await lookAtBothSizes(application, 'objectives-robust-plan');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close().catch(() => undefined);
  }
});
