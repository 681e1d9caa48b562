import { Keyboard, PanelLeft, Search } from 'lucide-react';
import type { Command } from '../commands/command.ts';
import { goTo } from '../location.ts';
import type { PageDefinition } from '../page-definition.ts';

interface ShellActions {
  readonly pages: readonly PageDefinition[];
  readonly onPalette: () => void;
  readonly onKeys: () => void;
  readonly onRail: () => void;
}

/** Commands of the frame: going to pages, the palette, the list of keys, the rail. */
export const createShellCommands = ({ pages, onPalette, onKeys, onRail }: ShellActions): readonly Command[] => [
  ...pages.map(
    (page): Command => ({
      id: `go.${page.id}`,
      name: page.name,
      group: 'Pages',
      icon: page.icon,
      shortcut: `g ${page.goLetter}`,
      keywords: ['go', ...(page.keywords ?? [])],
      run: () => goTo(page.path),
    }),
  ),
  { id: 'shell.palette', name: 'Search', group: 'Window', icon: Search, shortcut: '$mod+k', countsWhileTyping: true, isInPalette: false, run: onPalette },
  { id: 'shell.keys', name: 'List keys', group: 'Window', icon: Keyboard, shortcut: '[Shift]+?', keywords: ['shortcuts', 'help'], run: onKeys },
  { id: 'shell.rail', name: 'Widen or narrow the rail', group: 'Window', icon: PanelLeft, shortcut: '$mod+b', run: onRail },
];
