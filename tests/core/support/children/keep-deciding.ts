import { succeed } from '../../../../src/engine/base/fault.ts';
import { unwrap } from '../test-core.ts';
import { openCore } from './open-core.ts';
import { report } from './report.ts';

/** Edits, undoes, redoes, approves and withdraws without end; tells each once it is committed. */
const [, , path = '', userFolder = ''] = process.argv;

report('ready');
const core = openCore(userFolder);
unwrap(await core.workspaces.openPath(path));
const session = core.context.session;
if (session === null) throw new Error('No workspace is open.');
let number = session.database.sqlite.prepare('SELECT count(*) FROM edits').pluck().get() as number;
for (;;) {
  number += 1;
  unwrap(await core.rules.edit({ edit: 'constraint', constraint: { id: `rule ${number}`, kind: 'budget', max: number } }));
  report(`edit ${number}`);
  if (number % 3 === 0) {
    unwrap(await core.edits.undo());
    report(`undo ${number}`);
    unwrap(await core.edits.redo());
    report(`redo ${number}`);
  }
  const plan = unwrap(core.allocation.list())[0];
  if (plan === undefined) throw new Error('A plan was expected.');
  if (plan.state === 'draft') unwrap(await core.allocation.approve({ planId: plan.id, approver: 'Planner', note: `Note ${number}`, acceptStale: true, replace: true }));
  else unwrap(await core.allocation.withdraw({ planId: plan.id, actor: 'Planner', reason: 'Again' }));
  report(`decided ${unwrap(core.decisions.page({ offset: 0, limit: 1 })).rows[0]?.seq ?? 0}`);
  const job = session.jobs.start('check', null, () => Promise.resolve(succeed(null)));
  await session.jobs.wait(job);
}
