import { systemClock } from '../../../../src/main/core/clock.ts';
import { makeBackupNow } from '../../../../src/main/core/data-safety/backups.ts';
import { openWorkspaceFile } from '../../../../src/main/core/db/open-workspace.ts';
import { slowMigrations } from '../slow-migrations.ts';
import { unwrap } from '../test-core.ts';
import { report } from './report.ts';

/** Brings a workspace to a newer schema by steps that take their time, a backup first. */
const [, , path = '', userFolder = ''] = process.argv;

report('ready');
const database = unwrap(
  openWorkspaceFile(path, {
    nowMs: systemClock.nowMs(),
    migrations: slowMigrations,
    beforeMigration(opened) {
      const made = makeBackupNow(userFolder, opened, { reason: 'before migration', nowMs: systemClock.nowMs() });
      report('backed up');
      return made;
    },
  }),
);
report('migrated');
database.sqlite.close();
