import { systemClock } from '../../../../src/main/core/clock.ts';
import { openWorkspaceFile } from '../../../../src/main/core/db/open-workspace.ts';
import { openSqlite } from '../../../../src/main/core/db/connection.ts';
import { report } from './report.ts';

/** Opens a workspace as somebody without special rights: root may write everything, so it steps down first. */
const NOBODY = 65_534;
const [, , path = ''] = process.argv;

openSqlite(':memory:').close();
if (process.getuid?.() === 0) process.setuid?.(NOBODY);

const opened = openWorkspaceFile(path, { nowMs: systemClock.nowMs() });
report(JSON.stringify(opened.ok ? { ok: true } : opened.fault));
if (opened.ok) opened.value.sqlite.close();
