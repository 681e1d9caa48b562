import { openSqlite } from '../../../../src/main/core/db/connection.ts';
import { appendStep, createRecorder } from '../../../../src/main/core/db/repositories/edit.ts';
import { putPin } from '../../../../src/main/core/db/repositories/rule.ts';
import { report } from './report.ts';

/** Another program in the middle of an edit: forces a contact under the write lock and commits a while after it is told to. */
const HELD_MS = 600;
const [, , path = ''] = process.argv;

const sqlite = openSqlite(path, { mustExist: true });
sqlite.exec('BEGIN IMMEDIATE');
const { recorder, changes } = createRecorder(sqlite);
putPin(recorder, 'fixed', { contact: 'theirs', channel: 'email', date: '2027-01-05' });
appendStep(sqlite, { name: 'Their edit', nowMs: 0, changes });
report('locked');
process.stdin.once('data', () => {
  process.stdin.destroy();
  report('told');
  setTimeout(() => {
    sqlite.exec('COMMIT');
    sqlite.close();
    report('committed');
  }, HELD_MS);
});
