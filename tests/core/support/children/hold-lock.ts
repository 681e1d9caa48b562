import { openSqlite } from '../../../../src/main/core/db/connection.ts';
import { report } from './report.ts';

/** Another program that keeps writing: takes the write lock and holds it until it is killed or told to stop. */
const [, , path = ''] = process.argv;

const sqlite = openSqlite(path, { mustExist: true });
sqlite.exec('BEGIN IMMEDIATE');
report('locked');
process.stdin.once('data', () => {
  sqlite.exec('ROLLBACK');
  sqlite.close();
  process.stdin.destroy();
  report('released');
});
