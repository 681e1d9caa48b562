import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Command } from './command.ts';

export interface CommandState {
  /** Commands by who brought them, in the order in which they came. */
  readonly sets: ReadonlyMap<string, readonly Command[]>;
  /** Adds or replaces the commands of an owner. */
  provide(owner: string, commands: readonly Command[]): void;
  withdraw(owner: string): void;
}
export type CommandStore = StoreApi<CommandState>;

/** Registry of everything that can be done now: the shell's commands and those of the page on screen. */
export function createCommandStore(): CommandStore {
  return createStore<CommandState>((setState) => ({
    sets: new Map(),
    provide: (owner, commands) => setState((state) => ({ sets: new Map(state.sets).set(owner, commands) })),
    withdraw: (owner) =>
      setState((state) => {
        const sets = new Map(state.sets);
        sets.delete(owner);
        return { sets };
      }),
  }));
}

/** All commands; of two with the same id the later one counts, so a page can take over a command of the shell, and the one on screen before one that leads to it. */
export function listCommands(sets: CommandState['sets']): readonly Command[] {
  const commands = new Map<string, Command>();
  for (const set of sets.values()) for (const command of set) if (command.isReached !== true || !commands.has(command.id)) commands.set(command.id, command);
  return [...commands.values()];
}
