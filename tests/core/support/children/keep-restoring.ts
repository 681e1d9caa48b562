import { unwrap } from '../test-core.ts';
import { openCore } from './open-core.ts';
import { report } from './report.ts';

/** Restores the given backups in turn without end; tells each once it is in place. */
const [, , path = '', userFolder = '', ...ids] = process.argv;

report('ready');
const core = openCore(userFolder);
unwrap(await core.workspaces.openPath(path));
for (let number = 0; ; number += 1) {
  const id = ids[number % ids.length] ?? '';
  unwrap(await core.data.restore(id));
  report(`restored ${id}`);
}
