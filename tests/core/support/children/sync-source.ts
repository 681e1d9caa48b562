import { unwrap } from '../test-core.ts';
import { openCore } from './open-core.ts';
import { report } from './report.ts';

/** Reads a source once and tells of each stored page. */
const [, , path = '', userFolder = '', sourceId = ''] = process.argv;

report('ready');
const core = openCore(userFolder);
unwrap(await core.workspaces.openPath(path));
const { jobId } = unwrap(core.sync.run(sourceId));
const look = setInterval(() => report(`stored ${String(core.context.session?.database.sqlite.prepare('SELECT count(*) FROM outcomes').pluck().get())}`), 5);
const job = await core.context.session?.jobs.wait(jobId);
clearInterval(look);
report(`ended ${job?.status ?? ''}`);
await core.close();
