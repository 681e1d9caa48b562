import type { LucideIcon } from 'lucide-react';
import { createContext, use } from 'react';
import type { Client } from './client.ts';
import type { RecordProvider } from './commands/record-provider.ts';
import type { LazyPage } from './lazy-page.tsx';

/** A command of a page that the palette offers from everywhere: it goes there and runs it. */
export interface ReachableCommand {
  /** The id and name under which the page offers it. */
  readonly id: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly keywords?: readonly string[];
}

/** A screen of the program. What stands here appears in the rail, in the palette and under its keys. */
export interface PageDefinition {
  readonly id: string;
  /** Brand name (A.1). */
  readonly name: string;
  readonly icon: LucideIcon;
  /** Path in the hash, with a leading slash. */
  readonly path: string;
  /** Letter after G. */
  readonly goLetter: string;
  /** True where the page shows a workspace, so that it is out of reach until one is open. */
  readonly needsWorkspace: boolean;
  /** Other words the palette finds it by. */
  readonly keywords?: readonly string[];
  readonly component: LazyPage;
  /** What can be asked of it from every other page. */
  readonly reach?: readonly ReachableCommand[];
  /** Finds the page's records for the palette. */
  readonly records?: (client: Client) => RecordProvider;
}

/** The pages as the shell knows them, for pages that lead on to others. */
export const PagesContext = createContext<readonly PageDefinition[]>([]);

export const usePages = (): readonly PageDefinition[] => use(PagesContext);
