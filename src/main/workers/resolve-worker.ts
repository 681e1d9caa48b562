import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { AutoOutcome } from '../../contract/campaign.ts';
import { openConnection } from '../core/db/connection.ts';
import { createBoardReader } from '../core/services/campaign-board.ts';
import { applyReport, type ApplyRequest } from '../core/services/conflict-report.ts';
import type { StepAnswer } from '../core/services/edit-step.ts';
import type { Listener, ThreadControl } from './engine-api.ts';
import { createControl } from './thread-control.ts';

const resolveApi = {
  /** Carries a report out over a connection of its own; asks `takeTurn` before it writes. */
  async apply(path: string, request: ApplyRequest, control: ThreadControl, onProgress: Listener, takeTurn: () => Promise<void>): Promise<StepAnswer<AutoOutcome>> {
    const database = openConnection(path, { mustExist: true });
    try {
      return await applyReport(database, createBoardReader(), request, { ...createControl(control, onProgress), takeTurn });
    } finally {
      database.sqlite.close();
    }
  },
};
export type ResolveApi = typeof resolveApi;

if (parentPort === null) throw new Error('Conflicts are resolved on a worker thread.');
Comlink.expose(resolveApi, nodeEndpoint(parentPort));
