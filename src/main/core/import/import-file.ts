import { ImportSettings, type GivenSettings, type ImportReport, type ImportTarget } from '../../../engine/model/import.ts';
import { openConnection } from '../db/connection.ts';
import { commitImport } from './commit/commit-import.ts';
import { compareImport } from './commit/compare-import.ts';
import type { ImportControl } from './control.ts';
import { checkSettings } from './guess/check-settings.ts';
import { inspectFile } from './inspect-file.ts';
import { keepRejectedCells, writeRejects } from './rejects.ts';
import { openSourceFile, type SourceFile } from './reading/source-file.ts';
import { openStagedWorkspace } from './staging/open-staged.ts';
import { removeStagingFile } from './staging/staging-file.ts';
import { stageFile } from './staging/stage-file.ts';
import { ImportStop, settle } from './stop.ts';

/** An import without questions: settings as given, and what is not given remembered or guessed. */
export interface ImportFileRequest {
  readonly path: string;
  readonly workspacePath: string;
  readonly stagingPath: string;
  readonly target?: ImportTarget | undefined;
  readonly settings?: GivenSettings | undefined;
  /** Only checks: the report says what an import would do. */
  readonly dryRun: boolean;
  /** Where rejected rows go as CSV, if there are any. */
  readonly rejectedFile?: string | undefined;
  readonly nowMs: number;
}

export interface ImportFileAnswer {
  readonly report: ImportReport;
  readonly rejectedFile: string | null;
  /** Null for a dry run. */
  readonly importId: number | null;
}

function readChannels(workspacePath: string): string[] {
  const { sqlite } = openConnection(workspacePath, { mustExist: true });
  try {
    return sqlite.prepare('SELECT id FROM channels ORDER BY position, id').pluck().all() as string[];
  } finally {
    sqlite.close();
  }
}

/**
 * Settings for a file nobody looks at. A question about the asked target ends the import; without an asked target what
 * cannot be read is left out, as long as something remains, and the report says so.
 */
async function settleSettings(file: SourceFile, request: ImportFileRequest, control: ImportControl): Promise<{ settings: ImportSettings; notes: string[] }> {
  const whole = ImportSettings.safeParse(request.settings);
  if (whole.success) return { settings: whole.data, notes: [] };
  const given = request.settings ?? {};
  const { sqlite } = openConnection(request.workspacePath, { mustExist: true });
  try {
    const { columns, ...found } = await inspectFile(file, sqlite, { target: request.target, dialect: given.dialect, encoding: given.encoding }, control);
    if (given.targets !== undefined) {
      const settings = { ...found.settings, ...given, dialect: found.settings.dialect };
      const [question] = checkSettings(settings, columns.map(({ name }) => name));
      if (question !== undefined) throw new ImportStop(question);
      return { settings, notes: [] };
    }
    const { settings, questions } = found;
    const [question] = questions;
    if (question === undefined) return { settings, notes: [] };
    const unread = new Set(questions.map(({ path }) => /^targets\[(\d+)\]/.exec(path ?? '')?.[1]));
    const readable = settings.targets.filter((_, at) => !unread.has(String(at)));
    if (request.target !== undefined || readable.length === 0) throw new ImportStop(question);
    const left = [...new Set(settings.targets.filter((_, at) => unread.has(String(at))).map(({ target }) => target))];
    return { settings: { ...settings, targets: readable }, notes: [`Left out: ${left.join(', ')}. ${question.message} ${question.hint ?? ''}`.trim()] };
  } finally {
    sqlite.close();
  }
}

/** Inspects, checks and writes a file in one go. Nothing is written where it stops. */
export async function importFile(request: ImportFileRequest, control: ImportControl): Promise<ImportFileAnswer> {
  const file = openSourceFile(request.path);
  try {
    const { settings, notes } = await settleSettings(file, request, control);
    await stageFile({ file, settings, stagingPath: request.stagingPath, channels: readChannels(request.workspacePath) }, control);
    const staged = openStagedWorkspace(request.workspacePath, request.stagingPath);
    try {
      const written = request.dryRun ? { importId: null, report: compareImport(staged, control) } : commitImport(staged, { nowMs: request.nowMs, notes }, control);
      if (written.report.total.rejected === 0 || request.rejectedFile === undefined) return { ...written, rejectedFile: null };
      const path = request.rejectedFile;
      const saved = await settle(async () => {
        await keepRejectedCells(staged.sqlite, file, settings);
        return writeRejects(staged.sqlite, staged.source.columns, settings, path);
      });
      if (saved.ok) return { ...written, rejectedFile: saved.value };
      if (request.dryRun) throw new ImportStop(saved.fault);
      const note = `The rejected rows were not written to ${path}: ${saved.fault.message}`;
      return { ...written, report: { ...written.report, notes: [...(written.report.notes ?? []), note] }, rejectedFile: null };
    } finally {
      staged.close();
    }
  } finally {
    file.close();
    removeStagingFile(request.stagingPath);
  }
}
