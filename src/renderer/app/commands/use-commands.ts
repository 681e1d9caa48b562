import { createContext, use, useEffect, useId, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Command } from './command.ts';
import { listCommands, type CommandStore } from './command-store.ts';

export const CommandContext = createContext<CommandStore | null>(null);

/** The registry itself, for commands that lead to others. */
export function useCommandStore(): CommandStore {
  const store = use(CommandContext);
  if (store === null) throw new Error('commands need a CommandContext above them');
  return store;
}

const shapeOf = (commands: readonly Command[]): string =>
  JSON.stringify(commands.map((command) => [command.id, command.name, command.group, command.shortcut, command.otherShortcuts, command.isPrimary, command.isInPalette, command.countsWhileTyping, command.keywords]));

/**
 * Offers commands while the calling component is on screen and answers them.
 * They may be built anew on every render: the registry always calls the newest `run` and `isEnabled`.
 */
export function useCommands(commands: readonly Command[]): readonly Command[] {
  const store = useCommandStore();
  const owner = useId();
  const newest = useRef(commands);
  useEffect(() => {
    newest.current = commands;
  });
  // Equal shapes are the same commands; what they do is looked up when they run.
  const shape = shapeOf(commands);
  useEffect(() => {
    const offered = newest.current.map((command): Command => {
      const find = (): Command => newest.current.find((candidate) => candidate.id === command.id) ?? command;
      return { ...command, isEnabled: () => find().isEnabled?.() ?? true, run: () => find().run() };
    });
    store.getState().provide(owner, offered);
    return () => store.getState().withdraw(owner);
  }, [store, owner, shape]);
  return commands;
}

/** Everything that can be done now. */
export function useAllCommands(): readonly Command[] {
  const sets = useStore(useCommandStore(), (state) => state.sets);
  return useMemo(() => listCommands(sets), [sets]);
}
