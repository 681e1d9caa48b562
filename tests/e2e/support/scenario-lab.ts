import { expect, type Locator, type Page } from '@playwright/test';
import { goTo, takeScreenshot } from './application.ts';
import { settle } from './screens.ts';

/** How long a run or a search of a test may take. */
export const RUN_MS = 120_000;

export const tab = (window: Page, name: string): Locator => window.getByRole('tab', { name, exact: true });
export const button = (window: Page, name: string | RegExp): Locator => window.getByRole('main').getByRole('button', { name, exact: typeof name === 'string' });

/** Opens a view of the lab. */
export async function show(window: Page, name: string): Promise<void> {
  await tab(window, name).click();
  await expect(tab(window, name)).toHaveAttribute('aria-selected', 'true');
}

/** Makes a short scenario so that a run takes seconds, and answers its name. */
export async function makeScenario(window: Page): Promise<void> {
  await goTo(window, '/scenario-lab');
  await button(window, 'New scenario').click();
  await expect(window.getByText(/^Scenario created\.$/).first()).toBeVisible();
  await show(window, 'Build');
  await window.getByRole('textbox', { name: 'Replications' }).fill('40');
  await window.getByRole('textbox', { name: 'Replications' }).press('Enter');
  await expect(window.getByText('Can be run.')).toBeVisible();
}

/** Starts a search over the policy with so many variants. */
export async function search(window: Page, variants: number): Promise<void> {
  await show(window, 'Optimize');
  await window.getByRole('textbox', { name: 'Variants' }).fill(String(variants));
  await window.getByRole('textbox', { name: 'Variants' }).press('Enter');
  await expect(window.getByText(new RegExp(`^${variants.toLocaleString('en-US')} variants, `))).toBeVisible();
}

/** A picture of what stands further down. */
export async function lookAt(window: Page, heading: string, name: string): Promise<void> {
  await window.getByRole('heading', { name: heading }).evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await settle(window);
  await takeScreenshot(window, name);
}

/** The search that is shown. */
export const batch = (window: Page): Locator => window.locator('[data-batch-status]');
