import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One step of the schema: `0001_foundation.sql` has id 1. The hash is that of its text with line ends as \n. */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/** Reads the migrations of a folder in order. Throws where a file is misnamed or a number is missing: that is a bug. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql')).sort();
  return files.map((file, at) => {
    const match = FILE_NAME.exec(file);
    if (!match || Number(match[1]) !== at + 1) throw new Error(`Migration ${file} should be number ${at + 1}, as in 0001_name.sql.`);
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return { id: at + 1, name: match[2] ?? '', sql, hash: createHash('sha256').update(sql).digest('hex') };
  });
}
