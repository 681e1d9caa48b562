import { eq, max, sql } from 'drizzle-orm';
import { ContactFilter } from '../../../../engine/model/filter.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { audiences } from '../schema/contact.ts';

export interface StoredAudience {
  id: number;
  name: string;
  filter: ContactFilter;
}

const parseAudience = (stored: typeof audiences.$inferSelect): StoredAudience => ({ ...stored, filter: ContactFilter.parse(JSON.parse(stored.filter)) });

export function readAudiences(sqlite: Sqlite): StoredAudience[] {
  return ormOf(sqlite).select().from(audiences).orderBy(sql`${audiences.name} COLLATE NOCASE`).all().map(parseAudience);
}

export function readAudience(sqlite: Sqlite, id: number): StoredAudience | null {
  const stored = ormOf(sqlite).select().from(audiences).where(eq(audiences.id, id)).get();
  return stored === undefined ? null : parseAudience(stored);
}

export function nextAudienceId(sqlite: Sqlite): number {
  return (ormOf(sqlite).select({ last: max(audiences.id) }).from(audiences).get()?.last ?? 0) + 1;
}
