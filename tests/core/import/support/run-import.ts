import { createCancelFlag } from '../../../../src/engine/base/cancel.ts';
import type { Result } from '../../../../src/engine/base/fault.ts';
import type { FileInspection, ImportReport, ImportSettings, TargetMapping } from '../../../../src/engine/model/import.ts';
import type { ImportControl } from '../../../../src/main/core/import/control.ts';
import { inspectPath } from '../../../../src/main/core/import/check-file.ts';
import { importFile, type ImportFileAnswer, type ImportFileRequest } from '../../../../src/main/core/import/import-file.ts';
import type { InspectOptions } from '../../../../src/main/core/import/inspect-file.ts';
import { settle } from '../../../../src/main/core/import/stop.ts';

export const silent = (): ImportControl => ({ cancel: createCancelFlag(), report: () => undefined });

/** Imports a file in this thread; staging lies beside the workspace. */
export function runImport(path: string, workspacePath: string, options: Partial<ImportFileRequest> = {}, control: ImportControl = silent()): Promise<Result<ImportFileAnswer>> {
  return settle(() => importFile({ path, workspacePath, stagingPath: `${workspacePath}.staging`, dryRun: false, nowMs: 1000, ...options }, control));
}

export async function importOrThrow(path: string, workspacePath: string, options: Partial<ImportFileRequest> = {}): Promise<ImportReport & { rejectedFile: string | null; importId: number | null }> {
  const imported = await runImport(path, workspacePath, options);
  if (!imported.ok) throw new Error(JSON.stringify(imported.fault));
  return { ...imported.value.report, rejectedFile: imported.value.rejectedFile, importId: imported.value.importId };
}

export async function inspectOrThrow(path: string, workspacePath: string, options: InspectOptions = {}): Promise<FileInspection> {
  const inspected = await settle(() => inspectPath({ path, workspacePath }, options, silent()));
  if (!inspected.ok) throw new Error(JSON.stringify(inspected.fault));
  return inspected.value;
}

/** Settings for a plain comma-separated UTF-8 file. */
export function settingsFor(targets: TargetMapping[], changes: Partial<ImportSettings> = {}): ImportSettings {
  return {
    encoding: 'utf-8',
    dialect: { delimiter: ',', quote: '"', decimal: '.', hasSepLine: false, hasHeader: true, skipRows: 0, neutralised: false },
    targets,
    mode: 'upsert',
    matchOn: 'key',
    unknownContact: 'create',
    ...changes,
  };
}

/** Created, updated, unchanged, duplicates, rejected. */
export const countsOf = ({ total }: Pick<ImportReport, 'total'>): number[] => [total.created, total.updated, total.unchanged, total.duplicates, total.rejected];
