import { setTimeout as wait } from 'node:timers/promises';
import { unwrap } from '../test-core.ts';
import { openCore } from './open-core.ts';
import { report } from './report.ts';

/** Plays a batch on one thread, and tells how many variants are settled and which round is played. */
const [, , path = '', userFolder = '', batch = ''] = process.argv;
const batchId = Number(batch);

const core = openCore(userFolder, '0.0.0-test');
unwrap(await core.workspaces.openPath(path));
unwrap(await core.batches.run({ batchId, concurrency: 1 }));
for (;;) {
  const { counts, round } = unwrap(core.batches.get(batchId)).row;
  report(`settled ${counts.done + counts.stopped + counts.infeasible}`);
  report(`round ${round}`);
  await wait(5);
}
