import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '../test-core.ts';
import { openCore } from './open-core.ts';
import { report } from './report.ts';

/** Makes new workspaces in a folder without end; tells each once it is there. */
const [, , folder = '', userFolder = ''] = process.argv;

report('ready');
const core = openCore(userFolder);
for (let number = readdirSync(folder).length + 1; ; number += 1) {
  const path = join(folder, `workspace ${number}.omnivor`);
  unwrap(await core.workspaces.createPath(path, `Workspace ${number}`));
  report(`created ${path}`);
}
