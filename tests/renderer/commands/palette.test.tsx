// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Palette } from '../../../src/renderer/app/commands/Palette.tsx';
import { ShortcutList } from '../../../src/renderer/app/commands/ShortcutList.tsx';
import type { Command } from '../../../src/renderer/app/commands/command.ts';
import type { RecordProvider } from '../../../src/renderer/app/commands/record-provider.ts';
import { createShellCommands } from '../../../src/renderer/app/shell/shell-commands.ts';
import { pages } from '../../../src/renderer/app/pages.ts';
import { renderInFrame } from '../support/frame.tsx';

const commands: readonly Command[] = [
  { id: 'plan.optimize', name: 'Optimize', group: 'Plan', keywords: ['solve'], run: vi.fn() },
  { id: 'plan.export', name: 'Export CSV', group: 'Plan', isEnabled: () => false, run: vi.fn() },
  { id: 'shell.palette', name: 'Search', group: 'Window', isInPalette: false, run: vi.fn() },
  { id: 'rules.add', name: 'Add a rule', group: 'Rules', run: () => Promise.reject(new Error('no')) },
];
const contacts: RecordProvider = {
  id: 'contacts',
  name: 'HCPs',
  search: vi.fn(async (text: string) => (text === 'con' ? [{ id: '12', title: 'Contact 12', detail: 'Segment A', location: '/signal-index?contact=12' }] : [])),
};
const open = (onClose = vi.fn(), onFailure = vi.fn()) => {
  renderInFrame(<Palette isOpen onClose={onClose} commands={commands} providers={[contacts]} onFailure={onFailure} />);
  return { onClose, onFailure, field: screen.getByRole('combobox') };
};

test('lists what can run now, by group', () => {
  open();
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['Optimize', 'Add a rule']);
});

test('finds a command by another word, runs it with Enter and closes', async () => {
  const { field, onClose } = open();
  await userEvent.type(field, 'solve{Enter}');
  await waitFor(() => expect(commands[0]?.run).toHaveBeenCalledTimes(1));
  expect(onClose).toHaveBeenCalled();
});

test('finds records from two letters on and goes to them', async () => {
  const { field } = open();
  await userEvent.type(field, 'c');
  expect(contacts.search).not.toHaveBeenCalled();
  await userEvent.type(field, 'on');
  await userEvent.click(await screen.findByText('Contact 12'));
  expect(window.location.hash).toBe('#/signal-index?contact=12');
});

test('says so where nothing is found, and hands on what a command fails with', async () => {
  const { field, onFailure } = open();
  await userEvent.type(field, 'qqqq');
  expect(await screen.findByText('No signals match.')).toBeTruthy();
  await userEvent.clear(field);
  await userEvent.click(screen.getByText('Add a rule'));
  await waitFor(() => expect(onFailure).toHaveBeenCalledWith(new Error('no')));
});

test('every page has its go-letter and a command; letters and paths are unique', () => {
  const actions = { pages, onPalette: vi.fn(), onKeys: vi.fn(), onRail: vi.fn() };
  const shell = createShellCommands(actions);
  expect(new Set(pages.map((page) => page.goLetter)).size).toBe(pages.length);
  expect(new Set(pages.map((page) => page.path)).size).toBe(pages.length);
  for (const page of pages) expect(shell.find((command) => command.id === `go.${page.id}`)?.shortcut).toBe(`g ${page.goLetter}`);
});

test('the list of keys shows each command that has one', () => {
  const shell = createShellCommands({ pages, onPalette: vi.fn(), onKeys: vi.fn(), onRail: vi.fn() });
  renderInFrame(<ShortcutList isOpen onClose={vi.fn()} commands={[...shell, ...commands]} />);
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(`${shell.length} keys`)).toBeTruthy();
  expect(dialog.queryByText('Optimize')).toBeNull();
});
