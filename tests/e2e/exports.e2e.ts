import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerOpenDialog, goTo, startApplication, takeScreenshot } from './support/application.ts';
import { approvePlan, openSample, optimizeQuickly, pick } from './support/journey.ts';
import { lookAtBothSizes } from './support/screens.ts';

test('a plan is looked at as its targets would see it, set up, and written', async () => {
  test.setTimeout(240_000);
  const application = await startApplication();
  const { window, electron, folder } = application;
  try {
    await openSample(application);
    await optimizeQuickly(window);
    await approvePlan(window, 'Planner One');
    await window.getByRole('button', { name: 'Export', exact: true }).click();
    const panel = window.getByRole('complementary');
    await expect(panel.getByRole('button', { name: 'Export CSV' })).toBeVisible();
    await pick(window, 'Target', 'Veeva multichannel cycle plan');
    await expect(panel.getByText(/^[\d,]+ rows in 5 files\. None would be refused\.$/u)).toBeVisible({ timeout: 30_000 });
    await lookAtBothSizes(application, 'exports-mccp');
    await test.step('what the target would refuse opens its rows', async () => {
      await pick(window, 'Contact ids are', 'record ids');
      await expect(panel.getByText(/rows would be refused\./u)).toBeVisible({ timeout: 30_000 });
      await panel.getByRole('button', { name: /^Show [\d,]+ rows?$/u }).first().click();
      await expect(panel.getByRole('group', { name: 'Refused rows' }).getByRole('row').nth(1)).toBeVisible();
      await takeScreenshot(window, 'exports-refused');
      await window.getByRole('main').click({ position: { x: 5, y: 5 } });
      await window.keyboard.press('ControlOrMeta+z');
      await expect(panel.getByText(/None would be refused\.$/u)).toBeVisible({ timeout: 30_000 });
    });
    await test.step('the set is written as a folder and logged', async () => {
      const place = join(folder, 'out');
      mkdirSync(place);
      await answerOpenDialog(electron, [place]);
      await panel.getByRole('button', { name: 'Export', exact: true }).click();
      const set = join(place, 'plan-1-veeva-mccp');
      await expect.poll(() => existsSync(set)).toBe(true);
      expect(readdirSync(set)).toContain('05_MC_Cycle_Plan_Channel_vod__c.csv');
      await expect(panel).toHaveCount(0);
      expect(JSON.parse(readFileSync(join(set, 'manifest.json'), 'utf8'))).toMatchObject({ refused: 0 });
    });
    await window.getByRole('button', { name: 'Export', exact: true }).click();
    for (const [target, name] of [['Salesforce upsert', 'salesforce'], ['Marketing Cloud import', 'sfmc'], ['Calendar per rep (ICS)', 'ics'], ['Veeva Suggestions', 'suggestions']] as const) {
      await pick(window, 'Target', target);
      await expect(panel.getByRole('status').filter({ hasText: /refused/u })).toBeVisible({ timeout: 30_000 });
      await takeScreenshot(window, `exports-${name}`);
    }
    await goTo(window, '#/decision-log');
    await expect(window.getByRole('gridcell', { name: 'Export', exact: true }).first()).toBeVisible();
    expect(application.errors).toEqual([]);
  } finally {
    await application.close();
  }
});
