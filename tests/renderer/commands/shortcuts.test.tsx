// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command } from '../../../src/renderer/app/commands/command.ts';
import { createCommandStore, listCommands } from '../../../src/renderer/app/commands/command-store.ts';
import { describeShortcut, showShortcut, shortcutsOf } from '../../../src/renderer/app/commands/shortcut.ts';
import { useCommands } from '../../../src/renderer/app/commands/use-commands.ts';
import { renderInFrame } from '../support/frame.tsx';

const command = (id: string, over: Partial<Command> = {}): Command => ({ id, name: id, group: 'Test', run: vi.fn(), ...over });
const Offer = ({ commands }: { readonly commands: readonly Command[] }) => {
  useCommands(commands);
  return (
    <>
      <input aria-label="field" />
      <div role="dialog" aria-modal="true">
        <button>inside</button>
      </div>
    </>
  );
};
const press = (key: string, options: Partial<KeyboardEventInit> = {}, target: Element | Window = document.body): boolean => fireEvent.keyDown(target, { key, code: `Key${key.toUpperCase()}`, ...options });

beforeEach(() => {
  window.history.replaceState(null, '', '#/');
});

describe('registry', () => {
  test('commands come and go with their owner; a later one takes over an id', () => {
    const store = createCommandStore();
    const [first, second] = [command('a', { name: 'first' }), command('a', { name: 'second' })];
    store.getState().provide('shell', [first]);
    store.getState().provide('page', [second, command('b')]);
    expect(listCommands(store.getState().sets).map(({ name }) => name)).toEqual(['second', 'b']);
    store.getState().withdraw('page');
    expect(listCommands(store.getState().sets).map(({ name }) => name)).toEqual(['first']);
  });

  test('a command built anew on every render runs its newest version', () => {
    const seen: number[] = [];
    function Counting() {
      const [count, setCount] = useState(0);
      useCommands([command('count', { shortcut: 'c', run: () => void seen.push(count) })]);
      return <button onClick={() => setCount(count + 1)}>more</button>;
    }
    renderInFrame(<Counting />);
    act(() => screen.getByText('more').click());
    press('c');
    expect(seen).toEqual([1]);
  });
});

describe('keys', () => {
  test('Ctrl-K, a sequence after G, and a key that needs Shift on some keyboards', () => {
    const commands = [command('palette', { shortcut: '$mod+k' }), command('signals', { shortcut: 'g s' }), command('keys', { shortcut: '[Shift]+?' })];
    renderInFrame(<Offer commands={commands} />);
    press('k', { ctrlKey: true });
    press('g');
    press('s');
    press('?', { shiftKey: true });
    for (const { run } of commands) expect(run).toHaveBeenCalledTimes(1);
  });

  test('a letter typed in a field is text; Ctrl-K counts there too where the command says so', () => {
    const [letter, palette, undo] = [command('n', { shortcut: 'n' }), command('palette', { shortcut: '$mod+k', countsWhileTyping: true }), command('undo', { shortcut: '$mod+z' })];
    renderInFrame(<Offer commands={[letter, palette, undo]} />);
    const field = screen.getByLabelText('field');
    press('n', {}, field);
    press('z', { ctrlKey: true }, field);
    press('k', { ctrlKey: true }, field);
    expect(letter.run).not.toHaveBeenCalled();
    expect(undo.run).not.toHaveBeenCalled();
    expect(palette.run).toHaveBeenCalledTimes(1);
  });

  test('nothing behind an open dialog runs', () => {
    const letter = command('n', { shortcut: 'n' });
    renderInFrame(<Offer commands={[letter]} />);
    press('n', {}, screen.getByText('inside'));
    expect(letter.run).not.toHaveBeenCalled();
  });

  test('Ctrl-Enter runs the primary action of the page, from a field too, unless it is not enabled', () => {
    let isEnabled = true;
    const primary = command('optimize', { isPrimary: true, isEnabled: () => isEnabled });
    renderInFrame(<Offer commands={[primary]} />);
    press('Enter', { ctrlKey: true }, screen.getByLabelText('field'));
    isEnabled = false;
    press('Enter', { ctrlKey: true });
    expect(primary.run).toHaveBeenCalledTimes(1);
  });

  test('how keys are shown', () => {
    expect(showShortcut('$mod+Shift+z', 'linux')).toEqual([['Ctrl', 'Shift', 'Z']]);
    expect(showShortcut('$mod+k', 'darwin')).toEqual([['⌘', 'K']]);
    expect(describeShortcut('g s', 'linux')).toBe('G then S');
    expect(describeShortcut('[Shift]+/', 'linux')).toBe('/');
    expect(shortcutsOf(command('x', { shortcut: 'o', isPrimary: true, otherShortcuts: ['p'] }))).toEqual(['o', '$mod+Enter', 'p']);
  });
});
