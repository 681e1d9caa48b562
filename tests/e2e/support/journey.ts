import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { answerOpenDialog, answerSaveDialog, goTo, root, type Application } from './application.ts';

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

/** Writes rules to a file and loads it; the notice counts them. */
export async function loadRules({ window, folder, electron }: Application, rules: { readonly constraints: readonly unknown[] }): Promise<void> {
  const path = join(folder, 'rules.json');
  writeFileSync(path, JSON.stringify(rules));
  await answerOpenDialog(electron, [path]);
  await goTo(window, '/constraint-diagnostic');
  await window.getByRole('button', { name: 'Load rules', exact: true }).click();
  await expect(window.getByText(`${rules.constraints.length} rules loaded`).last()).toBeVisible();
}

/** Makes a plan with the greedy method, of the workspace or of the problem that the page stands on. */
export async function optimizeHere(window: Page): Promise<void> {
  await window.getByRole('combobox', { name: 'Method' }).click();
  await window.getByRole('option', { name: 'greedy' }).click();
  await window.getByRole('button', { name: 'Optimize' }).click();
  await expect(window.getByText(/actions? allocated across/)).toBeVisible({ timeout: 60_000 });
}

/** Makes a plan of the workspace with the greedy method. */
export async function optimizeQuickly(window: Page): Promise<void> {
  await goTo(window, '/allocation-lab');
  await optimizeHere(window);
}

/** Actions that the header of the Allocation Lab speaks of. */
export async function countActions(window: Page): Promise<number> {
  const sentence = await window.getByText(/actions? allocated across/).innerText();
  return Number(/^([\d,]+)/.exec(sentence)?.[1]?.replaceAll(',', ''));
}

/** Approves the plan that is shown under a name; `look` sees the filled form. */
export async function approvePlan(window: Page, name: string, { note, look }: { readonly note?: string; readonly look?: () => Promise<void> } = {}): Promise<void> {
  const form = window.getByRole('complementary');
  await window.getByRole('button', { name: 'Approve' }).click();
  await form.getByRole('textbox', { name: 'Your name' }).fill(name);
  if (note !== undefined) await form.getByRole('textbox', { name: 'Note' }).fill(note);
  await look?.();
  await form.getByRole('button', { name: 'Approve' }).click();
  await expect(window.getByText(`approved · ${name}`)).toBeVisible();
}

/** Writes the approved plan that is shown as CSV; `look` sees the form. */
export async function exportPlanCsv({ window, electron }: Application, path: string, name: string, look?: () => Promise<void>): Promise<void> {
  await answerSaveDialog(electron, path);
  await window.getByRole('button', { name: 'Export', exact: true }).click();
  await look?.();
  await window.getByRole('button', { name: 'Export CSV' }).click();
  await expect(window.getByText(`exported · ${name}`)).toBeVisible();
}

/** Picks an option of a select by its label. */
export async function pick(window: Page, label: string, option: string | RegExp): Promise<void> {
  await window.getByRole('combobox', { name: label }).click();
  await window.getByRole('option', { name: option }).click();
}
