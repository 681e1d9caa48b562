import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { answerSaveDialog, goTo, root, type Application } from './application.ts';

/** One of the bundled sample exports. */
export const sampleFile = (name: string): string => join(root, 'resources', 'sample', name);

/** Makes a new workspace file and waits until it is open. */
export async function makeWorkspace({ electron, window, folder }: Application, name: string): Promise<string> {
  const path = join(folder, `${name}.omnivor`);
  await answerSaveDialog(electron, path);
  await window.getByRole('button', { name: 'New workspace' }).click();
  await expect(window.getByRole('button', { name: 'Close workspace' })).toBeVisible();
  return path;
}

/** Opens the bundled sample from the start screen. */
export async function openSample({ window }: Application): Promise<void> {
  await window.getByRole('button', { name: 'Open the sample' }).click();
  await expect(window.getByRole('button', { name: 'Open Allocation Lab' })).toBeVisible({ timeout: 60_000 });
}

/** The card of a file on the import page. */
export const fileCard = (window: Page, name: string): Locator => window.getByRole('region', { name });

/** Checks all rows of the dropped files and imports them, as the page's primary action does. */
export async function importDropped(window: Page): Promise<void> {
  await window.getByRole('button', { name: /^Check \d+ files?$/ }).click();
  await window.getByRole('button', { name: /^Import \d+ files?$/ }).click({ timeout: 60_000 });
  await expect(window.getByRole('button', { name: 'Open Signal Index' })).toBeVisible({ timeout: 60_000 });
}

/** Makes a plan with the greedy method. */
export async function optimizeQuickly(window: Page): Promise<void> {
  await goTo(window, '/allocation-lab');
  await window.getByRole('combobox', { name: 'Method' }).click();
  await window.getByRole('option', { name: 'greedy' }).click();
  await window.getByRole('button', { name: 'Optimize' }).click();
  await expect(window.getByText(/actions? allocated across/)).toBeVisible({ timeout: 60_000 });
}

/** Picks an option of a select by its label. */
export async function pick(window: Page, label: string, option: string | RegExp): Promise<void> {
  await window.getByRole('combobox', { name: label }).click();
  await window.getByRole('option', { name: option }).click();
}
