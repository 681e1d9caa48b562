import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { Result } from '../../engine/base/fault.ts';
import { openSqlite } from '../core/db/connection.ts';
import { faultOfStorageError } from '../core/db/sqlite-fault.ts';
import type { PlanFile } from '../core/services/plan-file.ts';
import { createPlanReader } from '../core/services/plan-reader.ts';

type Reader = ReturnType<typeof createPlanReader>;
/** What a question asks besides the file. */
export type Asked<Name extends keyof Reader> = Parameters<Reader[Name]>[1];

const reader: Reader = createPlanReader();

/** Everything that `work` reads is of one moment; the file is closed again, what was made of it is kept. */
function readFrom<T>(path: string, work: (file: PlanFile) => Result<T>): Result<T> {
  try {
    const sqlite = openSqlite(path, { readonly: true, mustExist: true });
    try {
      return sqlite.transaction(() => work({ sqlite, path }))();
    } finally {
      sqlite.close();
    }
  } catch (error) {
    const fault = faultOfStorageError(error, path);
    if (fault === null) throw error;
    return { ok: false, fault };
  }
}

const planApi = {
  map: (path: string, question: Asked<'map'>) => readFrom(path, (file) => reader.map(file, question)),
  diffSummary: (path: string, question: Asked<'diffSummary'>) => readFrom(path, (file) => reader.diffSummary(file, question)),
  diffActions: (path: string, question: Asked<'diffActions'>) => readFrom(path, (file) => reader.diffActions(file, question)),
  diffContacts: (path: string, question: Asked<'diffContacts'>) => readFrom(path, (file) => reader.diffContacts(file, question)),
  execution: (path: string, question: Asked<'execution'>) => readFrom(path, (file) => reader.execution(file, question)),
  inspectExecution: (path: string, question: Asked<'inspectExecution'>) => readFrom(path, (file) => reader.inspectExecution(file, question)),
  executionOverview: (path: string, question: Asked<'executionOverview'>) => readFrom(path, (file) => reader.executionOverview(file, question)),
  executionActions: (path: string, question: Asked<'executionActions'>) => readFrom(path, (file) => reader.executionActions(file, question)),
  executionTimeline: (path: string, question: Asked<'executionTimeline'>) => readFrom(path, (file) => reader.executionTimeline(file, question)),
  executionMoves: (path: string, question: Asked<'executionMoves'>) => readFrom(path, (file) => reader.executionMoves(file, question)),
  executionTouches: (path: string, question: Asked<'executionTouches'>) => readFrom(path, (file) => reader.executionTouches(file, question)),
  exportPreview: (path: string, question: Asked<'exportPreview'>) => readFrom(path, (file) => reader.exportPreview(file, question)),
  exportFindings: (path: string, question: Asked<'exportFindings'>) => readFrom(path, (file) => reader.exportFindings(file, question)),
  exportWrite: (path: string, question: Asked<'exportWrite'>) => readFrom(path, (file) => reader.exportWrite(file, question)),
};
export type PlanApi = typeof planApi;

if (parentPort === null) throw new Error('Large plans are read on a worker thread.');
Comlink.expose(planApi, nodeEndpoint(parentPort));
