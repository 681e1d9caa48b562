import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { goTo, startApplication, type Application } from './support/application.ts';
import { approvePlan, openSample, optimizeQuickly } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';

const long = 'Agreed with the works council of the northern region, valid until it is renegotiated, '.repeat(3).slice(0, 200);

const form = (window: Page) => window.getByRole('complementary');

const look = (application: Application, name: string): Promise<void> => lookAtBothSizes(application, `kinds-${name}`);

async function addRule(window: Page, kind: string, name: string): Promise<void> {
  await window.getByRole('button', { name: 'Add rule' }).click();
  await window.getByRole('menuitem', { name: kind, exact: true }).click();
  await setField(window, 'Name', name);
  await expect(form(window).getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
}

async function setField(window: Page, name: string, text: string): Promise<void> {
  const field = form(window).getByRole('textbox', { name, exact: true });
  await field.fill(text);
  await field.press('Enter');
}

async function choose(window: Page, name: string, option: string): Promise<void> {
  await form(window).getByRole('combobox', { name, exact: true }).click();
  await window.getByRole('option', { name: option, exact: true }).click();
}

async function addScope(window: Page, name: string, text: string, option: string | RegExp): Promise<void> {
  const field = form(window).getByRole('combobox', { name, exact: true });
  await field.fill(text);
  await window.getByRole('option', { name: option }).first().click();
}

/** One rule of every newer kind, by its name, and the words the table has for its limit. */
const limits = {
  'visits-month': '900 actions a month',
  'rep-month': '60 actions per rep a month',
  'in-progress': '400 actions in progress, 3 days each',
  'a-contact': '3 actions a month, 2 days apart (preference of the contact)',
  weighted: 'weight 4.5 per household in any 14 days, visit counts 2',
  apart: 'no email and visit within 1 day',
  order: 'visit only after email, within 21 days',
  holidays: 'Mon to Thu, 1 day off',
  watched: 'restricted Mon 2027-01-18 to Wed 2027-01-20',
  travel: '€90,000.00, visit at €150.00',
  monthly: '€30,000.00 a month',
} as const;

async function addEveryKind(application: Application): Promise<void> {
  const { window } = application;
  await goTo(window, '/constraint-diagnostic');
  await addRule(window, 'Capacity', 'visits-month');
  await setField(window, 'Actions at most', '900');
  await choose(window, 'Counted', 'a month');
  await addScope(window, 'Channels', 'visit', 'visit');
  await addRule(window, 'Rep capacity', 'rep-month');
  await setField(window, 'Actions at most', '60');
  await choose(window, 'Counted', 'a month');
  await addRule(window, 'Concurrent', 'in-progress');
  await setField(window, 'In progress at most', '400');
  await setField(window, 'Days of one action', '3');
  await addRule(window, 'Contact limit', 'a-contact');
  await setField(window, 'Actions a month at most', '3');
  await setField(window, 'Days apart', '2');
  await choose(window, 'Source', 'preference of the contact');
  await addScope(window, 'Contacts', 'HCP-00001', /HCP-00001/);
  await addRule(window, 'Pressure', 'weighted');
  await setField(window, 'Weight at most', '4.5');
  await setField(window, 'In any so many days', '14');
  await choose(window, 'Added up per', 'household');
  await setField(window, 'visit', '2');
  await addRule(window, 'Exclusion', 'apart');
  await choose(window, 'First channel', 'email');
  await choose(window, 'Never with', 'visit');
  await setField(window, 'Within days, 0 = the same day', '1');
  await addRule(window, 'Sequence', 'order');
  await choose(window, 'First channel', 'email');
  await choose(window, 'Then channel', 'visit');
  await setField(window, 'Within days', '21');
  await addRule(window, 'Rep calendar', 'holidays');
  await form(window).getByRole('button', { name: 'Friday' }).click();
  await form(window).getByRole('textbox', { name: 'Day off', exact: true }).fill('2027-01-06');
  await form(window).getByRole('button', { name: 'Add day' }).click();
  await addScope(window, 'Reps', 'R03', /R03/);
  await addRule(window, 'Blackout', 'watched');
  await setField(window, 'To', '2027-01-20');
  await setField(window, 'From', '2027-01-18');
  await choose(window, 'These days are', 'restricted');
  await addRule(window, 'Budget', 'travel');
  await setField(window, 'Cost at most, EUR', '90000');
  await setField(window, 'visit', '150');
  await addRule(window, 'Budget', 'monthly');
  await setField(window, 'Cost at most, EUR', '30000');
  await choose(window, 'Counted', 'a month');
  await setField(window, 'Owner', 'Field force');
  await setField(window, 'Reason', long);
}

async function expectLimits(window: Page): Promise<void> {
  for (const [name, words] of Object.entries(limits)) await expect(window.getByRole('row').filter({ has: window.getByRole('rowheader', { name, exact: true }) }).getByText(words, { exact: true })).toBeVisible();
}

test('one rule of every newer kind is added, kept by Optimize, taken back, and there again after a restart', async () => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-kinds-'));
  try {
    const first = await startApplication({ folder });
    const { window } = first;
    await openSample(first);
    await addEveryKind(first);
    await expect(form(window)).toContainText('Budget. The actions in scope cost at most so much');
    await look(first, 'inspector');
    await expectLimits(window);
    for (const title of ['Rule', 'Kind', 'Scope', 'Limit', 'Enforced']) await expect(window.getByRole('columnheader', { name: title, exact: true })).toBeInViewport({ ratio: 1 });

    await window.getByRole('button', { name: 'weighted', exact: true }).click();
    await look(first, 'pressure');
    await window.getByRole('button', { name: 'travel', exact: true }).click();
    await look(first, 'own-costs');
    await window.getByRole('button', { name: 'apart', exact: true }).click();
    await setField(window, 'Name', long);
    await look(first, 'long-name');
    await window.getByRole('button', { name: /^Undo / }).click();
    await expect(window.getByRole('rowheader', { name: 'apart', exact: true })).toBeVisible();
    await window.keyboard.press('Escape');

    await optimizeQuickly(window);
    await window.getByRole('tab', { name: 'Rules' }).click();
    for (const name of ['visits-month 2027-01', 'in-progress 2027-01-06', 'a-contact any month', 'weighted', 'apart', 'order', 'holidays', 'watched', 'monthly 2027-01']) await expect(window.getByRole('meter', { name, exact: true })).toBeVisible();
    await expect(window.getByRole('meter', { name: 'apart', exact: true })).toHaveAttribute('aria-valuetext', '0 of 0, kept');
    const used = Number((await window.getByRole('meter', { name: 'in-progress 2027-01-06', exact: true }).getAttribute('aria-valuenow')) ?? 0);
    expect(used).toBeGreaterThan(0);
    await look(first, 'plan-rules');
    await window.getByRole('row').filter({ has: window.getByRole('meter', { name: 'in-progress 2027-01-06', exact: true }) }).getByRole('link').click();
    await expect(window.getByText(new RegExp(`of ${used} actions|^${used} actions`))).toBeVisible();
    await look(first, 'plan-rows');

    await approvePlan(window, 'Planner One');

    await goTo(window, '/constraint-diagnostic?tab=limits');
    await expect(window.getByRole('heading', { name: 'Used against limit' })).toBeVisible();
    await expect(window.getByRole('textbox', { name: 'Days between two visit on one contact' })).toBeVisible();
    await look(first, 'limits');
    await goTo(window, '/constraint-diagnostic?tab=blackouts');
    await expect(window.locator('.brand-calendar').getByText('watched, restricted').first()).toBeVisible();
    await look(first, 'compliance');

    await goTo(window, '/constraint-diagnostic?tab=budget');
    await window.getByRole('textbox', { name: 'Allocated to monthly in EUR' }).fill('31000');
    await window.getByRole('textbox', { name: 'Allocated to monthly in EUR' }).press('Enter');
    await expect(window.getByText('€31,000.00 a month', { exact: true })).toBeVisible();
    await look(first, 'budget');
    await window.getByRole('button', { name: /^Undo / }).click();
    await expect(window.getByText('€30,000.00 a month', { exact: true })).toBeVisible();
    const committed = window.getByRole('link', { name: /^Committed of monthly 2027-01/ });
    const amount = await committed.innerText();
    expect(amount).toMatch(/^€[1-9]/);
    await committed.click();
    await expect(window.getByText('rule monthly 2027-01', { exact: true })).toBeVisible();
    await expect(window.getByRole('heading', { name: 'Committed', exact: true }).locator('..')).toContainText(amount);
    await look(first, 'ledger-rows');
    await goTo(window, '/constraint-diagnostic?tab=capacity');
    const busiest = window.getByRole('meter', { name: 'in-progress 2027-01-06', exact: true });
    await expect(busiest).toHaveAttribute('aria-valuenow', String(used));
    await look(first, 'capacity');
    await busiest.click();
    await expect(window.getByText('rule in-progress 2027-01-06', { exact: true })).toBeVisible();
    await expect(window.getByRole('heading', { name: 'Booked', exact: true }).locator('..')).toContainText(String(used));

    await goTo(window, '/constraint-diagnostic?tab=limits');
    const order = window.getByRole('group', { name: 'Rules', exact: true }).getByRole('rowheader', { name: 'order', exact: true });
    await window.getByRole('button', { name: 'Remove rule order' }).click();
    await expect(order).toHaveCount(0);
    await window.getByRole('button', { name: /^Undo Remove rule order/ }).click();
    await expect(order).toBeVisible();
    expect(first.errors).toEqual([]);
    await first.close();

    const second = await startApplication({ folder });
    await goTo(second.window, '/constraint-diagnostic');
    await expectLimits(second.window);
    await second.window.getByRole('button', { name: 'monthly', exact: true }).click();
    await expect(form(second.window).getByRole('textbox', { name: 'Owner' })).toHaveValue('Field force');
    await expect(form(second.window).getByRole('textbox', { name: 'Reason' })).toHaveValue(long.trim());
    expect(second.errors).toEqual([]);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
