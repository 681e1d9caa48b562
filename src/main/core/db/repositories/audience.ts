import { ContactFilter } from '../../../../engine/model/filter.ts';
import type { Sqlite } from '../connection.ts';

export interface StoredAudience {
  id: number;
  name: string;
  filter: ContactFilter;
}

const parseAudience = (row: unknown): StoredAudience => {
  const stored = row as { id: number; name: string; filter: string };
  return { ...stored, filter: ContactFilter.parse(JSON.parse(stored.filter)) };
};

export function readAudiences(sqlite: Sqlite): StoredAudience[] {
  return sqlite.prepare('SELECT id, name, filter FROM audiences ORDER BY name COLLATE NOCASE').all().map(parseAudience);
}

export function readAudience(sqlite: Sqlite, id: number): StoredAudience | null {
  const row = sqlite.prepare('SELECT id, name, filter FROM audiences WHERE id = ?').get(id);
  return row === undefined ? null : parseAudience(row);
}

export function nextAudienceId(sqlite: Sqlite): number {
  return (sqlite.prepare('SELECT ifnull(max(id), 0) + 1 AS next FROM audiences').get() as { next: number }).next;
}
