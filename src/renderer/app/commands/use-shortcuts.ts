import { useEffect, useRef } from 'react';
import { isCommandEnabled, type Command } from './command.ts';
import { bindShortcuts, shortcutsOf } from './shortcut.ts';

const hasSequence = (command: Command): boolean => shortcutsOf(command).some((keys) => keys.includes(' '));

/**
 * Binds the shortcuts of all commands while the window stands. Sequences such as `g s` stay bound while other commands
 * come and go, so that a page that has just appeared does not swallow the second press.
 */
export function useShortcuts(commands: readonly Command[], onFailure: (error: unknown) => void): void {
  const newest = useRef(commands);
  useEffect(() => {
    newest.current = commands;
  });
  const sequences = commands.filter(hasSequence).map(({ id, shortcut }) => `${id} ${shortcut ?? ''}`).join('\n');
  useEffect(() => bindShortcuts(window, commands.filter((command) => !hasSequence(command)), onFailure), [commands, onFailure]);
  useEffect(() => {
    const lasting = newest.current.filter(hasSequence).map((command): Command => {
      const find = (): Command => newest.current.find((candidate) => candidate.id === command.id) ?? command;
      return { ...command, isEnabled: () => isCommandEnabled(find()), run: () => find().run() };
    });
    return bindShortcuts(window, lasting, onFailure);
  }, [sequences, onFailure]);
}
