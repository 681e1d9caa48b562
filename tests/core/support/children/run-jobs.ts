import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { unwrap } from '../test-core.ts';
import { openCore } from './open-core.ts';
import { report } from './report.ts';

/** Runs as many jobs as it may at once and lets one more wait, none of which ends. */
const [, , path = '', userFolder = ''] = process.argv;

const core = openCore(userFolder);
unwrap(await core.workspaces.openPath(path));
const session = core.context.session;
if (session === null) throw new Error('No workspace is open.');
const count = Math.max(1, availableParallelism() - 1) + 1;
for (let number = 1; number <= count; number += 1) session.jobs.start('check', { number }, () => new Promise(() => undefined));
await session.gate.run(() => undefined);
await session.gate.run(() => undefined);
report(`jobs ${count}`);
for (;;) await wait(1000);
