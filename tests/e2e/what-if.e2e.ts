import { expect, test } from '@playwright/test';
import { dropFiles, goTo, startApplication } from './support/application.ts';
import { importDropped, loadRules, makeWorkspace, optimizeQuickly, pick } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';
import { writeSmallExports } from './support/small-exports.ts';

const slow = { timeout: 180_000 };

/** Rules of a small workspace; with a target they clash with the calls of a week. */
const rulesFile = (target: number | null) => ({
  format: 'omnivor.rules/1',
  horizon: { start: '2026-06-01', days: 14 },
  channels: [
    { id: 'email', unitCost: 1, saturation: 0.6, maxPerContact: 2, cooldownDays: 4 },
    { id: 'call', unitCost: 12, saturation: 0.7, maxPerContact: 2, cooldownDays: 4 },
    { id: 'visit', unitCost: 60, saturation: 0.7, maxPerContact: 1, cooldownDays: 4 },
  ],
  constraints: [
    { id: 'money', kind: 'budget', max: 2500 },
    { id: 'calls a week', kind: 'capacity', channels: ['call'], per: 'week', max: 25 },
    { id: 'emails', kind: 'capacity', channels: ['email'], per: 'horizon', max: 5000 },
    { id: 'watched', kind: 'capacity', per: 'week', max: 10, enforce: false },
    ...(target === null ? [] : [{ id: 'reach by call', kind: 'coverage', channels: ['call'], minContacts: target }]),
  ],
  objective: { metric: 'lift' },
});

test('what-if and doctor: prices are checked, the frontier traced, changes tried, kept and saved; a clash is named, mended and applied', async () => {
  test.setTimeout(900_000);
  const application = await startApplication();
  const { window, folder } = application;
  try {
    await makeWorkspace(application, 'what-if');
    await dropFiles(window, writeSmallExports(folder).files);
    await importDropped(window);
    await loadRules(application, rulesFile(null));
    await optimizeQuickly(window);
    await window.getByRole('tab', { name: 'Prices' }).click();
    await window.getByRole('button', { name: 'Price the rules' }).click();
    const prices = window.getByRole('group', { name: 'Prices of rules' });
    await expect(prices.getByRole('row', { name: /money/ })).toContainText('saturated', slow);
    await expect(prices.getByRole('row', { name: /watched/ })).toContainText('report only');
    await expect(prices.getByRole('row', { name: /emails/ })).toContainText('idle');
    await window.getByRole('button', { name: 'Trace the frontier' }).click();
    await expect(window.getByText(/The plan of now spends/)).toBeVisible(slow);
    await lookAtBothSizes(application, 'plan-prices');
    await window.getByRole('region', { name: 'Efficient frontier' }).scrollIntoViewIfNeeded();
    await lookAtBothSizes(application, 'plan-frontier');

    await window.getByRole('tab', { name: 'What-if' }).click();
    const form = window.getByRole('form', { name: 'Change to try' });
    await form.getByRole('textbox', { name: 'Money to add' }).fill('1500');
    await form.getByRole('textbox', { name: 'Money to add' }).press('Enter');
    await pick(window, 'Change', 'Change a limit');
    await pick(window, 'Rule', 'calls a week');
    await form.getByRole('textbox', { name: 'New limit' }).fill('40');
    await form.getByRole('button', { name: 'Add change' }).click();
    await expect(window.getByRole('list', { name: 'Changes to try' }).getByRole('listitem')).toHaveText(['Add 1,500 to money', 'Set calls a week to 40']);
    await window.getByRole('button', { name: 'Try 2 changes' }).click();
    const card = window.getByRole('region', { name: 'Add 1,500 to money, Set calls a week to 40' });
    await expect(card).toContainText(/\+[\d,.]+ objective from the changes/, slow);
    await lookAtBothSizes(application, 'plan-what-if');
    await card.getByRole('button', { name: 'Save the rule change' }).click();
    await expect(window.getByText('2 changes saved in the rules.').last()).toBeVisible();
    await card.getByRole('button', { name: 'Keep as a plan' }).click();
    await expect(window.getByRole('combobox', { name: 'Plan', exact: true })).toContainText('2 ·');
    await expect(window.getByText(/actions? allocated across/)).toBeVisible();
    await window.getByRole('button', { name: /^Undo / }).click();
    await goTo(window, '/constraint-diagnostic');
    await expect(window.getByRole('main')).toContainText('2,500');

    await loadRules(application, rulesFile(70));
    await goTo(window, '/allocation-lab');
    await pick(window, 'Method', 'greedy');
    await window.getByRole('button', { name: 'Optimize' }).click();
    await window.getByRole('alert').getByRole('button', { name: 'Diagnose' }).click(slow);
    const doctor = window.getByRole('region', { name: 'Diagnosis' });
    await doctor.getByRole('button', { name: 'Diagnose' }).click();
    await expect(doctor.getByRole('list', { name: 'Rules that clash' }).getByRole('listitem')).toHaveCount(2, slow);
    const ways = doctor.getByRole('list', { name: 'Changes that mend it' });
    await expect(ways.getByRole('listitem').first()).toContainText(/Raise calls a week from 25 to \d+/);
    await lookAtBothSizes(application, 'plan-doctor');
    await ways.getByRole('button', { name: /^Try: Raise calls a week from 25 to 35/ }).click();
    await expect(window.getByRole('region', { name: 'Set calls a week to 35' })).toContainText('actions added', slow);
    await ways.getByRole('button', { name: /^Apply: Raise calls a week from 25 to 35/ }).click();
    await expect(window.getByText('1 change saved in the rules.').last()).toBeVisible();
    await goTo(window, '/constraint-diagnostic');
    const rules = window.getByRole('region', { name: 'Diagnosis' });
    await rules.getByRole('button', { name: 'Diagnose' }).click();
    await expect(rules).toContainText('The rules can be kept together.', slow);
    await lookAtBothSizes(application, 'rules-doctor');
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
