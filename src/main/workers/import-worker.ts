import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { Result } from '../../engine/base/fault.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { FileInspection, ImportReport, ImportSettings } from '../../engine/model/import.ts';
import { checkFile, commitChecked, inspectPath, type ImportPlace } from '../core/import/check-file.ts';
import type { ImportControl } from '../core/import/control.ts';
import { importFile, type ImportFileAnswer, type ImportFileRequest } from '../core/import/import-file.ts';
import type { InspectOptions } from '../core/import/inspect-file.ts';
import { settle } from '../core/import/stop.ts';

type Listener = (progress: Progress) => void;

const REPORT_EVERY_MS = 100;

function createControl(cancel: Int32Array, listener: Listener): ImportControl {
  let lastMs = Number.NEGATIVE_INFINITY;
  let lastPhase = '';
  return {
    cancel,
    report(progress) {
      const atMs = performance.now();
      if (atMs - lastMs < REPORT_EVERY_MS && progress.phase === lastPhase) return;
      lastMs = atMs;
      lastPhase = progress.phase;
      listener(progress);
    },
  };
}

const importApi = {
  inspect: (place: Pick<ImportPlace, 'path' | 'workspacePath'>, options: InspectOptions, cancel: Int32Array, listener: Listener): Promise<Result<FileInspection>> =>
    settle(() => inspectPath(place, options, createControl(cancel, listener))),
  check: (place: ImportPlace, settings: ImportSettings, cancel: Int32Array, listener: Listener): Promise<Result<ImportReport>> => settle(() => checkFile(place, settings, createControl(cancel, listener))),
  commit: (place: ImportPlace, nowMs: number, cancel: Int32Array, listener: Listener): Promise<Result<{ importId: number; report: ImportReport }>> =>
    settle(() => commitChecked(place, nowMs, createControl(cancel, listener))),
  importFile: (request: ImportFileRequest, cancel: Int32Array, listener: Listener): Promise<Result<ImportFileAnswer>> => settle(() => importFile(request, createControl(cancel, listener))),
};
export type ImportApi = typeof importApi;

if (parentPort === null) throw new Error('The import runs on a worker thread.');
Comlink.expose(importApi, nodeEndpoint(parentPort));
