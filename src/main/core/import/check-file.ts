import type { ImportReport, ImportSettings } from '../../../engine/model/import.ts';
import { openConnection } from '../db/connection.ts';
import { commitImport } from './commit/commit-import.ts';
import { compareImport } from './commit/compare-import.ts';
import type { ImportControl } from './control.ts';
import { inspectFile, type InspectOptions } from './inspect-file.ts';
import { keepRejectedCells } from './rejects.ts';
import { openSourceFile, type SourceFile } from './reading/source-file.ts';
import { openStagedWorkspace } from './staging/open-staged.ts';
import { removeStagingFile } from './staging/staging-file.ts';
import { stageFile } from './staging/stage-file.ts';
import { settle } from './stop.ts';
import type { FileInspection } from '../../../engine/model/import.ts';

/** Where an import happens: the file, the workspace and the scratch file between them. */
export interface ImportPlace {
  readonly path: string;
  readonly workspacePath: string;
  readonly stagingPath: string;
}

async function withFile<T>(path: string, work: (file: SourceFile) => T | Promise<T>): Promise<T> {
  const file = openSourceFile(path);
  try {
    return await work(file);
  } finally {
    file.close();
  }
}

/** Looks at a file with the workspace's channels and remembered mappings at hand. */
export function inspectPath(place: Pick<ImportPlace, 'path' | 'workspacePath'>, options: InspectOptions, control: ImportControl): Promise<FileInspection> {
  return withFile(place.path, async (file) => {
    const { sqlite } = openConnection(place.workspacePath, { mustExist: true });
    try {
      return await inspectFile(file, sqlite, options, control);
    } finally {
      sqlite.close();
    }
  });
}

/** Reads ALL rows and compares them with the workspace; the staging file keeps them for the commit. */
export async function checkFile(place: ImportPlace, settings: ImportSettings, control: ImportControl): Promise<ImportReport> {
  try {
    return await withFile(place.path, async (file) => {
      const { sqlite } = openConnection(place.workspacePath, { mustExist: true });
      const channels = sqlite.prepare('SELECT id FROM channels ORDER BY position, id').pluck().all() as string[];
      sqlite.close();
      await stageFile({ file, settings, stagingPath: place.stagingPath, channels }, control);
      const staged = openStagedWorkspace(place.workspacePath, place.stagingPath);
      try {
        const report = compareImport(staged, control);
        await keepRejectedCells(staged.sqlite, file, settings);
        return report;
      } finally {
        staged.close();
      }
    });
  } catch (error) {
    removeStagingFile(place.stagingPath);
    throw error;
  }
}

/**
 * Writes a checked file in one transaction. What was checked is what is written, even where the file is gone by now; only
 * the cells of rows that are rejected since the check need it once more.
 */
export async function commitChecked(place: ImportPlace, nowMs: number, control: ImportControl): Promise<{ importId: number; report: ImportReport }> {
  const staged = openStagedWorkspace(place.workspacePath, place.stagingPath);
  try {
    const written = commitImport(staged, { nowMs }, control);
    await settle(() => withFile(place.path, (file) => keepRejectedCells(staged.sqlite, file, staged.settings)));
    return written;
  } finally {
    staged.close();
  }
}
