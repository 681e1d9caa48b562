import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Sqlite } from './connection.ts';

const known = new WeakMap<Sqlite, BetterSQLite3Database>();

/** The typed query builder on an open file; one per handle, made when first asked for. */
export function ormOf(sqlite: Sqlite): BetterSQLite3Database {
  const present = known.get(sqlite);
  if (present !== undefined) return present;
  const orm = drizzle({ client: sqlite });
  known.set(sqlite, orm);
  return orm;
}
