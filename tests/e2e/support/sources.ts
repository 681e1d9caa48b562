import { expect, type Page } from '@playwright/test';

const fields = [['Contact from', 'person'], ['Kind of outcome from', 'type'], ['When it happened from', 'at'], ['Event ID from', 'id'], ['Channel from', 'channel'], ['Value from', 'amount']] as const;

async function choose(window: Page, label: string, option: string): Promise<void> {
  await window.getByRole('complementary').getByRole('combobox', { name: label, exact: true }).click();
  await window.getByRole('option', { name: option, exact: true }).click();
}

/** Writes a JSON source down in the open form of a new source and adds it: pages of 100 by number, records at `items`, a bearer token. */
export async function addJsonSource(window: Page, source: { readonly name: string; readonly system: string; readonly address: string }): Promise<void> {
  const inspector = window.getByRole('complementary');
  await inspector.getByRole('textbox', { name: 'Name', exact: true }).fill(source.name);
  await inspector.getByRole('textbox', { name: 'System' }).fill(source.system);
  await inspector.getByRole('textbox', { name: 'Address' }).fill(source.address);
  await choose(window, 'Secret is sent', 'as a bearer token');
  await inspector.getByRole('textbox', { name: 'List of records at' }).fill('items');
  await choose(window, 'Pages', 'by number');
  await inspector.getByRole('textbox', { name: 'Page parameter' }).fill('page');
  for (const [label, path] of fields) await inspector.getByRole('textbox', { name: label }).fill(path);
  await inspector.getByRole('button', { name: 'Add source' }).click();
  await expect(inspector.getByRole('heading', { name: source.name })).toBeVisible();
}

/** Types the secret of the open source and has it kept. */
export async function typeSecret(window: Page, secret: string): Promise<void> {
  const inspector = window.getByRole('complementary');
  await inspector.getByLabel(/^(New secret|Secret)$/).fill(secret);
  await inspector.getByRole('button', { name: 'Keep' }).click();
  await expect(inspector.getByLabel('New secret', { exact: true })).toHaveValue('');
}
