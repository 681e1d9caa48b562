/**
 * Carries a resolution out in a process that dies in a phase of it, without a word.
 * Run: node killed-resolution.ts WORKSPACE REQUEST PHASE
 */
import type { Progress } from '../../../src/engine/base/progress.ts';
import { openConnection } from '../../../src/main/core/db/connection.ts';
import { createBoardReader } from '../../../src/main/core/services/campaign-board.ts';
import { applyReport, type ApplyRequest } from '../../../src/main/core/services/conflict-report.ts';

const [path = '', request = '', phase = ''] = process.argv.slice(2);

function dieIn(progress: Progress): void {
  if (progress.phase === phase && progress.done > 0) process.kill(process.pid, 'SIGKILL');
}

const answer = await applyReport(openConnection(path, { mustExist: true }), createBoardReader(), JSON.parse(request) as ApplyRequest, { now: () => 0, takeTurn: async () => undefined, onProgress: dieIn });
process.stdout.write(JSON.stringify(answer));
