import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { writeFileSafely } from './export/write-file.ts';

const Entry = z.strictObject({ path: z.string(), name: z.string(), openedAt: z.int() });
const FileShape = z.strictObject({ workspaces: z.array(Entry), open: z.string().nullable().default(null) });
type FileShape = z.infer<typeof FileShape>;
type Entry = z.infer<typeof Entry>;

const MAX_RECENT = 12;
const idOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 16);

/** The workspaces opened last, kept in the planner's own folder. A damaged list counts as empty: it holds nothing else. */
export interface RecentWorkspaces {
  list(): { id: string; name: string; path: string; openedAt: number; exists: boolean }[];
  /** Puts a workspace at the head of the list, as the one that is open. */
  remember(entry: Entry): void;
  /** None is open any more by the planner's own will. */
  forgetOpen(): void;
  /** Path of the workspace that was open last and not closed; null where there is none. */
  openPath(): string | null;
  pathOf(id: string): string | null;
}

export function createRecentWorkspaces(userFolder: string): RecentWorkspaces {
  const file = join(userFolder, 'recent.json');
  const read = (): FileShape => {
    if (!existsSync(file)) return { workspaces: [], open: null };
    try {
      return FileShape.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return { workspaces: [], open: null };
    }
  };
  const write = (kept: FileShape): void => {
    mkdirSync(userFolder, { recursive: true });
    writeFileSafely(file, `${JSON.stringify(kept, null, 2)}\n`);
  };
  return {
    list: () => read().workspaces.map((entry) => ({ id: idOf(entry.path), ...entry, name: entry.name || basename(entry.path), exists: existsSync(entry.path) })),
    remember: (entry) => write({ workspaces: [entry, ...read().workspaces.filter((other) => other.path !== entry.path)].slice(0, MAX_RECENT), open: entry.path }),
    forgetOpen: () => write({ ...read(), open: null }),
    openPath: () => read().open,
    pathOf: (id) => read().workspaces.find((entry) => idOf(entry.path) === id)?.path ?? null,
  };
}
