import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCancelFlag } from '../../../../src/engine/base/cancel.ts';
import { unwrap } from '../test-core.ts';
import { openCore } from './open-core.ts';
import { report } from './report.ts';

/** Imports files of contacts without end, takes each third back and does it again; tells each once it is committed. */
const [, , path = '', userFolder = '', rows = '0'] = process.argv;

report('ready');
const core = openCore(userFolder);
unwrap(await core.workspaces.openPath(path));
let number = unwrap(core.imports.history()).length;
mkdirSync(userFolder, { recursive: true });
for (;;) {
  number += 1;
  const file = join(userFolder, `batch-${number}.csv`);
  const lines = Array.from({ length: Number(rows) }, (_, at) => `${number}-${at},Contact ${at},contact${at}@example.com,Segment ${at % 7}`);
  writeFileSync(file, `contact id,name,email,segment\n${lines.join('\n')}\n`);
  unwrap(await core.imports.importFile({ path: file, target: 'contacts', dryRun: false, cancel: createCancelFlag(), report: () => undefined }));
  report(`import ${number}`);
  if (number % 3 !== 0) continue;
  unwrap(await core.edits.undo());
  report(`undo ${number}`);
  unwrap(await core.edits.redo());
  report(`redo ${number}`);
}
