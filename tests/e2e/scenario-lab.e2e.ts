import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { answerOpenDialog, answerSaveDialog, goTo, startApplication } from './support/application.ts';
import { openSample, pick } from './support/journey.ts';
import { batch, button, lookAt, makeScenario, RUN_MS, search, show, tab } from './support/scenario-lab.ts';
import { lookAtBothSizes } from './support/screens.ts';

const LONG_NAME = 'Base case with a name that goes on and on, because somebody wrote the whole meeting into it: spring, all segments, cautious response, full budget, no blackout';

const inspector = (window: Page) => window.getByRole('complementary');

/** Runs the scenario of the view and waits for its result. */
async function run(window: Page): Promise<void> {
  await button(window, 'Run').click();
  await expect(window.locator('[data-result-ready]')).toBeVisible({ timeout: RUN_MS });
}

/** Sets the shares of two channels; what is left of the others goes. */
async function setMix(window: Page, shares: Readonly<Record<string, string>>): Promise<void> {
  const mix = window.getByRole('group', { name: 'Channel mix' });
  await expect(mix).toBeVisible();
  for (const field of await mix.getByRole('textbox').all()) {
    const channel = (await field.getAttribute('aria-label'))?.replace('Share of ', '') ?? '';
    await field.fill(shares[channel] ?? '0');
    await field.press('Enter');
  }
}

test('a scenario: made, run, branched, changed, compared, searched, promoted, and found again after a restart', async () => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-scenarios-'));
  try {
    const first = await startApplication({ folder });
    const { window } = first;
    try {
      await openSample(first);
      await goTo(window, '/scenario-lab');
      await expect(window.getByText(/^3 scenarios, 1 branch\. 0 run/)).toBeVisible();
      await lookAtBothSizes(first, 'scenarios-sample');
      await makeScenario(window);
      await lookAtBothSizes(first, 'scenario-build');
      await test.step('campaigns bring their audiences, which an audience stands against', async () => {
        const field = window.getByRole('combobox', { name: 'Campaigns' });
        await field.click();
        await window.getByRole('option', { name: /^Spring Launch, / }).click();
        await field.press('Escape');
        await expect(window.getByText('Audiences of the campaigns')).toBeVisible();
        await expect(window.getByRole('combobox', { name: 'Audience' })).toBeDisabled();
        await expect(window.getByText('Can be run.')).toBeVisible();
        await lookAtBothSizes(first, 'scenario-campaigns');
        await field.press('Backspace');
        await expect(window.getByRole('combobox', { name: 'Audience' })).toBeEnabled();
      });
      await lookAt(window, 'Assumptions', 'scenario-assumptions');

      await test.step('run and read the result', async () => {
        await run(window);
        await lookAtBothSizes(first, 'scenario-result');
        await lookAt(window, 'Lift by channel', 'scenario-result-charts');
        await lookAt(window, 'Refused', 'scenario-result-rules');
      });

      await test.step('branch in one click, change the mix, run', async () => {
        await window.locator('h1').click();
        await window.keyboard.press('b');
        await expect(window.getByText(/\(branch\) created\.$/).first()).toBeVisible();
        await expect(tab(window, 'Build')).toHaveAttribute('aria-selected', 'true');
        await setMix(window, { email: '70', visit: '20' });
        await expect(window.getByText('10% missing to 100%.')).toBeVisible();
        await expect(button(window, 'Save mix')).toBeDisabled();
        await lookAtBothSizes(first, 'scenario-mix-problem');
        await button(window, 'Scale to 100%').click();
        await expect(window.getByText('Adds up to 100%.')).toBeVisible();
        await button(window, 'Save mix').click();
        await expect(button(window, 'Save mix')).toBeDisabled();
        await run(window);
      });

      await test.step('rename, note and lock it; the tree shows it below its parent', async () => {
        await show(window, 'Scenarios');
        const name = inspector(window).getByRole('textbox', { name: 'Name' });
        await name.fill(LONG_NAME);
        await name.press('Enter');
        await expect(inspector(window).getByRole('heading', { name: LONG_NAME })).toBeVisible();
        await inspector(window).getByRole('textbox', { name: 'Notes' }).fill('Email carries more.');
        await inspector(window).getByRole('textbox', { name: 'Notes' }).blur();
        await inspector(window).getByRole('button', { name: 'Lock', exact: true }).click();
        await expect(inspector(window).getByRole('button', { name: 'Unlock' })).toBeVisible();
        await expect(inspector(window).getByRole('textbox', { name: 'Name' })).toBeDisabled();
        await expect(window.getByRole('grid', { name: 'Scenarios' }).getByText('└ Base case with')).toBeVisible();
        await lookAtBothSizes(first, 'scenarios');
        await inspector(window).getByRole('button', { name: 'Unlock' }).click();
      });

      await test.step('compare the two', async () => {
        await show(window, 'Compare');
        await lookAtBothSizes(first, 'scenario-compare-empty');
        await button(window, 'Compare all').click();
        await expect(window.getByRole('table', { name: 'Side by side' })).toBeVisible({ timeout: RUN_MS });
        await expect(window.getByText(/The parts add up to it\.$/)).toBeVisible({ timeout: RUN_MS });
        await lookAtBothSizes(first, 'scenario-compare');
        await lookAt(window, 'Pareto front', 'scenario-compare-drivers');
        await lookAt(window, 'Rule use', 'scenario-compare-rules');
        await window.getByRole('button', { name: 'Per cent' }).click();
        await expect(window.getByRole('table', { name: 'Side by side' })).toContainText('%');
      });

      await test.step('search 30 variants; paused, gone on, ranked', async () => {
        await search(window, 30);
        await lookAtBothSizes(first, 'scenario-optimize');
        await button(window, 'Start the search').click();
        await expect(batch(window)).toHaveAttribute('data-batch-status', 'running', { timeout: RUN_MS });
        await button(window, 'Pause').click();
        await expect(batch(window)).toHaveAttribute('data-batch-status', 'paused', { timeout: RUN_MS });
        await lookAtBothSizes(first, 'scenario-batch-paused');
        await button(window, 'Resume').click();
        await expect(batch(window)).toHaveAttribute('data-batch-status', 'done', { timeout: 2 * RUN_MS });
        await expect(window.getByRole('grid', { name: 'Variants' }).locator('[role="row"][data-id]').first()).toBeVisible();
        await lookAtBothSizes(first, 'scenario-batch');
        await lookAt(window, 'Lift against cost', 'scenario-batch-scatter');
      });

      await test.step('the axes narrow the table by keyboard', async () => {
        const kept = window.getByText(/of 30 variants kept by the axes/);
        await expect(kept).toContainText('30 of 30 variants kept');
        const end = window.getByRole('slider', { name: /^Net lift, from$/ });
        await end.focus();
        for (let press = 0; press < 12; press += 1) await end.press('PageUp');
        await expect(kept).not.toContainText('30 of 30 variants kept');
        await expect(window.getByText('narrowed by the axes')).toBeVisible();
        await lookAtBothSizes(first, 'scenario-batch-narrowed');
        await button(window, 'Clear the axes').click();
        await expect(kept).toContainText('30 of 30 variants kept');
      });

      await test.step('which assumption decides', async () => {
        await show(window, 'Sensitivity');
        await button(window, 'Find out').click();
        await expect(window.getByRole('heading', { name: 'Tornado of net lift' })).toBeVisible({ timeout: RUN_MS });
        await lookAtBothSizes(first, 'scenario-tornado');
        await lookAt(window, 'Tornado of net lift', 'scenario-tornado-chart');
        for (const { method, samples, title } of [
          { method: 'screening: Morris', samples: 'Trajectories', title: 'Morris screening of net lift' },
          { method: 'shares of the variance: Sobol', samples: 'Base samples', title: 'Sobol indices of net lift' },
        ]) {
          await pick(window, 'Method', method);
          await window.getByRole('textbox', { name: samples }).fill('3');
          await window.getByRole('textbox', { name: samples }).press('Enter');
          await button(window, 'Find out').click();
          await expect(window.getByRole('heading', { name: title })).toBeVisible({ timeout: RUN_MS });
          await lookAt(window, title, `scenario-${samples === 'Trajectories' ? 'morris' : 'sobol'}`);
        }
      });

      await test.step('an answer that was removed comes back', async () => {
        const answer = window.getByRole('heading', { name: 'Morris screening of net lift' });
        await window.getByRole('button', { name: 'Remove Morris screening of net lift' }).click();
        await expect(answer).toHaveCount(0);
        await window.getByRole('button', { name: 'Undo', exact: true }).click();
        await expect(answer).toBeVisible();
      });

      await test.step('the best goes to the Allocation Lab, which solves its problem', async () => {
        await show(window, 'Optimize');
        await pick(window, 'Search', /· done ·/);
        await button(window, 'Open the best').click();
        await expect(inspector(window).getByText(/^Rank 1 of 30/)).toBeVisible();
        await lookAtBothSizes(first, 'scenario-variant');
        await inspector(window).getByRole('button', { name: 'Promote to Allocation Lab' }).click();
        await expect(window.getByRole('heading', { name: 'Allocation Lab' })).toBeVisible();
        await expect(window.getByText(/^Problem \d+ of scenario /)).toBeVisible();
        await lookAtBothSizes(first, 'scenario-promoted');
        await pick(window, 'Method', 'greedy');
        await button(window, 'Optimize').click();
        await expect(window.getByText(/actions? allocated across/)).toBeVisible({ timeout: 60_000 });
      });
      expect(first.errors).toEqual([]);
    } finally {
      await first.close();
    }

    const second = await startApplication({ folder });
    try {
      await expect(second.window.getByRole('heading', { name: 'Allocation Lab' })).toBeVisible();
      await goTo(second.window, '/scenario-lab');
      await expect(second.window.getByText(/^6 scenarios, 3 branches\. 5 run/)).toBeVisible();
      await goTo(second.window, '/scenario-lab?view=search&scenario=5');
      await pick(second.window, 'Search', /· done ·/);
      await expect(second.window.getByText(/^Done\. 30 of 30 variants settled/)).toBeVisible();
      await test.step('a plan and a policy that learns are played', async () => {
        await goTo(second.window, '/scenario-lab');
        await button(second.window, 'From a plan').click();
        await inspector(second.window).getByRole('button', { name: /^Scenario from plan / }).click();
        await expect(second.window.getByText(/^Plan \d+ created\.$/).first()).toBeVisible();
        await show(second.window, 'Result');
        await run(second.window);
        await lookAtBothSizes(second, 'scenario-plan-result');
        await goTo(second.window, '/scenario-lab?view=build&scenario=3');
        await expect(second.window.getByText(/^Can be run\./)).toBeVisible();
        await lookAtBothSizes(second, 'scenario-bandit');
        await run(second.window);
        await lookAtBothSizes(second, 'scenario-bandit-result');
      });

      await test.step('a scenario goes out as a file and comes back', async () => {
        const path = join(folder, 'learning.json');
        await goTo(second.window, '/scenario-lab?scenario=3');
        await answerSaveDialog(second.electron, path);
        await inspector(second.window).getByRole('button', { name: 'Export file' }).click();
        await expect(second.window.getByText(`Scenario written to ${path}.`).first()).toBeVisible({ timeout: RUN_MS });
        await answerOpenDialog(second.electron, [path]);
        await button(second.window, 'Import file').click();
        await expect(second.window.getByText('Learning among cardiologists created.').first()).toBeVisible({ timeout: RUN_MS });
        await expect(second.window.getByText(/^8 scenarios, /)).toBeVisible();
      });

      await test.step('a search that was removed comes back', async () => {
        await goTo(second.window, '/scenario-lab?view=search&scenario=5');
        await pick(second.window, 'Search', /· done ·/);
        await button(second.window, /^Remove search /).click();
        await expect(button(second.window, 'Start the search')).toBeVisible();
        await expect(second.window.getByRole('combobox', { name: 'Search' })).toHaveCount(0);
        await second.window.getByRole('button', { name: 'Undo', exact: true }).click();
        await pick(second.window, 'Search', /· done ·/);
        await expect(second.window.getByText(/^Done\. 30 of 30 variants settled/)).toBeVisible();
      });

      await test.step('Find optimal starts a search, which closing the window pauses', async () => {
        await goTo(second.window, '/scenario-lab?view=build&scenario=4');
        await button(second.window, 'Find optimal').click();
        await expect(batch(second.window)).toHaveAttribute('data-batch-status', 'running', { timeout: RUN_MS });
        await expect(second.window.getByText(/Round 1 of \d+\./).first()).toBeVisible();
      });
      expect(second.errors).toEqual([]);
    } finally {
      await second.close();
    }

    const third = await startApplication({ folder });
    try {
      await expect(batch(third.window)).toHaveAttribute('data-batch-status', 'paused', { timeout: RUN_MS });
      await button(third.window, 'Resume').click();
      await expect(batch(third.window)).toHaveAttribute('data-batch-status', 'done', { timeout: 2 * RUN_MS });
      await expect(third.window.getByText(/^Done\. 200 of 200 variants settled/)).toBeVisible();
      expect(third.errors).toEqual([]);
    } finally {
      await third.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
