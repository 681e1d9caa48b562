import type { LucideIcon } from 'lucide-react';

/** One thing the planner can do. The same object stands behind its button, its shortcut and its line in the palette. */
export interface Command {
  readonly id: string;
  /** What it does, as the button says it: "Optimize". */
  readonly name: string;
  /** Heading in the palette and in the list of keys. */
  readonly group: string;
  readonly icon?: LucideIcon;
  /** Keys in tinykeys' notation: `$mod+k`, `g s`, `Shift+/`. */
  readonly shortcut?: string;
  /** Further keys for the same command. */
  readonly otherShortcuts?: readonly string[];
  /** True where the shortcut also counts while typing in a field. */
  readonly countsWhileTyping?: boolean;
  /** True for the page's primary action: Ctrl/Cmd-Enter runs it. */
  readonly isPrimary?: boolean;
  /** Other words the palette finds it by. */
  readonly keywords?: readonly string[];
  /** False for commands that only make sense as a key, such as opening the palette. */
  readonly isInPalette?: boolean;
  /** True for a page's command where the page is not on screen: running it goes there first. */
  readonly isReached?: boolean;
  readonly isEnabled?: () => boolean;
  readonly run: () => void | Promise<void>;
}

/** True unless the command says that it cannot run now. */
export const isCommandEnabled = (command: Command): boolean => command.isEnabled?.() ?? true;
