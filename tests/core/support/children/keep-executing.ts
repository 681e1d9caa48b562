import { unwrap } from '../test-core.ts';
import { openCore } from './open-core.ts';
import { report } from './report.ts';

/** Marks actions of a running plan and takes marks back without end; tells each once it is committed. */
const [, , path = '', userFolder = ''] = process.argv;

report('ready');
const core = openCore(userFolder);
unwrap(await core.workspaces.openPath(path));
const planId = unwrap(core.allocation.list())[0]?.id;
if (planId === undefined) throw new Error('A plan was expected.');
const states = ['done', 'failed', 'skipped', 'planned'] as const;
for (let number = 0; ; number += 1) {
  const positions = Array.from({ length: 10 }, (_none, at) => (number * 3 + at) % 20);
  unwrap(await core.planExecutions.mark({ planId, positions, state: states[number % states.length] ?? 'done', answered: null, note: '' }));
  report(`mark ${number}`);
  if (number % 3 === 0) unwrap(await core.edits.undo());
  if (number % 5 === 0) unwrap(await core.edits.redo());
  report(`moved ${number}`);
}
