import * as Comlink from 'comlink';
import type { CancelFlag } from '../../engine/base/cancel.ts';
import { fail, type Result } from '../../engine/base/fault.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { FileInspection, ImportReport, ImportSettings } from '../../engine/model/import.ts';
import type { ImportPlace } from '../core/import/check-file.ts';
import type { ImportFileAnswer, ImportFileRequest } from '../core/import/import-file.ts';
import type { InspectOptions } from '../core/import/inspect-file.ts';
import type { ImportApi } from './import-worker.ts';
import { runInWorker, WorkerDied } from './run-in-worker.ts';

/** Rows live briefly: a small young generation is emptied often and keeps a large file from filling the memory. */
const HEAP = { maxYoungGenerationSizeMb: 48 };

/** Where an import reports to and how it is stopped. */
export interface ImportRun {
  readonly cancel: CancelFlag;
  report(progress: Progress): void;
}

/** The import on its own thread: one thread per call, gone afterwards with all its memory. */
export interface ImportClient {
  inspect(place: Pick<ImportPlace, 'path' | 'workspacePath'>, options: InspectOptions, run: ImportRun): Promise<Result<FileInspection>>;
  check(place: ImportPlace, settings: ImportSettings, run: ImportRun): Promise<Result<ImportReport>>;
  commit(place: ImportPlace, nowMs: number, run: ImportRun): Promise<Result<{ importId: number; report: ImportReport }>>;
  importFile(request: ImportFileRequest, run: ImportRun): Promise<Result<ImportFileAnswer>>;
}

export function createImportClient(): ImportClient {
  const call = async <T>(run: ImportRun, work: (api: Comlink.Remote<ImportApi>, listener: (progress: Progress) => void) => Promise<Result<T>>): Promise<Result<T>> => {
    const listener = Comlink.proxy((progress: Progress) => run.report(progress));
    try {
      return await runInWorker<ImportApi, Result<T>>('import-worker', (api) => work(api, listener), HEAP);
    } catch (error) {
      if (error instanceof WorkerDied) return fail('WORKER_DIED', error.message, { hint: 'Import it again. The workspace is unchanged.' });
      throw error;
    }
  };
  return {
    inspect: (place, options, run) => call(run, (api, listener) => api.inspect(place, options, run.cancel, listener)),
    check: (place, settings, run) => call(run, (api, listener) => api.check(place, settings, run.cancel, listener)),
    commit: (place, nowMs, run) => call(run, (api, listener) => api.commit(place, nowMs, run.cancel, listener)),
    importFile: (request, run) => call(run, (api, listener) => api.importFile(request, run.cancel, listener)),
  };
}
