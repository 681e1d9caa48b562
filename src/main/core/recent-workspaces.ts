import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { writeFileSafely } from './export/write-file.ts';

const Entry = z.strictObject({ path: z.string(), name: z.string(), openedAt: z.int() });
const FileShape = z.strictObject({ workspaces: z.array(Entry) });
type Entry = z.infer<typeof Entry>;

const MAX_RECENT = 12;
const idOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 16);

/** The workspaces opened last, kept in the planner's own folder. A damaged list counts as empty: it holds nothing else. */
export interface RecentWorkspaces {
  list(): { id: string; name: string; path: string; openedAt: number; exists: boolean }[];
  remember(entry: { path: string; name: string; openedAt: number }): void;
  pathOf(id: string): string | null;
}

export function createRecentWorkspaces(userFolder: string): RecentWorkspaces {
  const file = join(userFolder, 'recent.json');
  const read = (): Entry[] => {
    if (!existsSync(file)) return [];
    try {
      return FileShape.parse(JSON.parse(readFileSync(file, 'utf8'))).workspaces;
    } catch {
      return [];
    }
  };
  return {
    list: () => read().map((entry) => ({ id: idOf(entry.path), ...entry, name: entry.name || basename(entry.path), exists: existsSync(entry.path) })),
    remember(entry) {
      mkdirSync(userFolder, { recursive: true });
      const workspaces = [entry, ...read().filter((other) => other.path !== entry.path)].slice(0, MAX_RECENT);
      writeFileSafely(file, `${JSON.stringify({ workspaces }, null, 2)}\n`);
    },
    pathOf: (id) => read().find((entry) => idOf(entry.path) === id)?.path ?? null,
  };
}
