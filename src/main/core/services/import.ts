import { join } from 'node:path';
import type { z } from 'zod';
import type { ImportRecord } from '../../../contract/import.ts';
import { createCancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Progress } from '../../../engine/base/progress.ts';
import { dropUndefined } from '../../../engine/base/drop-undefined.ts';
import type { Dialect, FileInspection, GivenSettings, ImportReport, ImportSettings, ImportTarget, RejectedRow, TextEncoding } from '../../../engine/model/import.ts';
import { createImportClient, type ImportClient } from '../../workers/import-client.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { readImports } from '../db/repositories/import.ts';
import type { RegisteredFile } from '../file-registry.ts';
import { readRejects, writeRejects } from '../import/rejects.ts';
import { openStaging, readStagedColumns } from '../import/staging/open-staged.ts';
import { removeStagingFile } from '../import/staging/staging-file.ts';
import { newStagingPath } from '../import/staging/staging-folder.ts';
import { settle } from '../import/stop.ts';

/** A checked file that waits for its commit. */
interface Check {
  readonly path: string;
  readonly fileName: string;
  readonly workspacePath: string;
  readonly stagingPath: string;
  readonly settings: ImportSettings;
  report: ImportReport;
  isCommitted: boolean;
}

/** An import without questions, as the command line and the sample do it. */
export interface ImportFileOptions {
  readonly path: string;
  readonly target?: ImportTarget | undefined;
  readonly settings?: GivenSettings | undefined;
  readonly dryRun: boolean;
  readonly rejectedFile?: string | undefined;
  readonly cancel: Int32Array;
  report(progress: Progress): void;
}

const tableFilters = [{ name: 'Tables', extensions: ['csv', 'tsv', 'txt', 'xlsx', 'xlsm', 'jsonl', 'ndjson'] }];
const CHANGED = ['contacts', 'touches', 'outcomes', 'imports', 'rules', 'plans', 'edits'] as const;

/** Import of contacts, touches and outcomes: look at a file, check all of its rows, write them in one step. */
export function createImportService(context: CoreContext, client: ImportClient = createImportClient()) {
  const checks = new Map<string, Check>();
  const stagingFolder = join(context.userFolder, 'staging');

  const findCheck = (checkId: string): Result<Check> => {
    const check = checks.get(checkId);
    if (check === undefined) return fail('NOT_FOUND', 'The check is no longer kept. Check the file again.');
    const session = requireSession(context);
    if (!session.ok) return session;
    return session.value.database.path === check.workspacePath ? succeed(check) : fail('STALE', 'The file was checked against another workspace.', { hint: 'Check it again.' });
  };
  const discard = (checkId: string): void => {
    const check = checks.get(checkId);
    if (check !== undefined) removeStagingFile(check.stagingPath);
    checks.delete(checkId);
  };
  const withStaging = <T>(check: Check, work: (sqlite: ReturnType<typeof openStaging>) => T): T => {
    const sqlite = openStaging(check.stagingPath);
    try {
      return work(sqlite);
    } finally {
      sqlite.close();
    }
  };

  return {
    async choose(): Promise<Result<RegisteredFile[]>> {
      const chosen = await context.shell.chooseFiles({ title: 'Import', filters: tableFilters, multiple: true });
      if (!chosen.ok) return chosen;
      const files: RegisteredFile[] = [];
      for (const path of chosen.value) {
        const file = context.files.register(path);
        if (!file.ok) return file;
        files.push(file.value);
      }
      return succeed(files);
    },

    async inspect(input: { file: string; target?: ImportTarget | undefined; encoding?: TextEncoding | undefined; dialect?: { [Key in keyof Dialect]?: Dialect[Key] | undefined } | undefined }): Promise<Result<FileInspection>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const file = context.files.resolve(input.file);
      if (!file.ok) return file;
      const dialect = dropUndefined(input.dialect ?? {});
      const place = { path: file.value.path, workspacePath: session.value.database.path };
      return client.inspect(place, { target: input.target, encoding: input.encoding, dialect }, { cancel: createCancelFlag(), report: () => undefined });
    },

    check(input: { file: string; settings: ImportSettings }): Result<{ jobId: string }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const file = context.files.resolve(input.file);
      if (!file.ok) return file;
      const checkId = context.createId();
      const { path, name } = file.value;
      const place = { path, workspacePath: session.value.database.path, stagingPath: newStagingPath(stagingFolder, checkId) };
      const jobId = session.value.jobs.start('import_check', { fileName: name, settings: input.settings }, async (job) => {
        const report = await client.check(place, input.settings, job);
        if (!report.ok) return report;
        checks.set(checkId, { ...place, fileName: name, settings: input.settings, report: report.value, isCommitted: false });
        return succeed({ checkId, report: report.value });
      });
      return succeed({ jobId });
    },

    report(checkId: string): Result<ImportReport> {
      const check = findCheck(checkId);
      return check.ok ? succeed(check.value.report) : check;
    },

    rejects(input: { checkId: string; offset: number; limit: number }): Result<{ total: number; headers: string[]; rows: RejectedRow[] }> {
      const check = findCheck(input.checkId);
      if (!check.ok) return check;
      return succeed(withStaging(check.value, (sqlite) => ({ headers: readStagedColumns(sqlite), ...readRejects(sqlite, check.value.settings, input) })));
    },

    async saveRejects(checkId: string): Promise<Result<{ path: string; rows: number } | null>> {
      const check = findCheck(checkId);
      if (!check.ok) return check;
      const { fileName, settings, report } = check.value;
      const suggestedName = `${fileName.replace(/\.[^.]*$/u, '')}.rejected.csv`;
      const chosen = await context.shell.chooseSavePath({ title: 'Save rejected rows', suggestedName, filters: [{ name: 'CSV', extensions: ['csv'] }] });
      if (!chosen.ok || chosen.value === null) return chosen.ok ? succeed(null) : chosen;
      const target = chosen.value;
      const saved = await settle(() => withStaging(check.value, (sqlite) => writeRejects(sqlite, readStagedColumns(sqlite), settings, target)));
      return saved.ok ? succeed({ path: saved.value, rows: report.total.rejected }) : saved;
    },

    commit(checkId: string): Result<{ jobId: string }> {
      const found = findCheck(checkId);
      if (!found.ok) return found;
      const check = found.value;
      if (check.isCommitted) return fail('CONFLICT', `${check.fileName} is imported already.`);
      const session = requireSession(context);
      if (!session.ok) return session;
      const { gate, jobs } = session.value;
      const jobId = jobs.start('import_commit', { checkId, fileName: check.fileName }, (job) =>
        gate.run(async () => {
          if (check.isCommitted) return fail('CONFLICT', `${check.fileName} is imported already.`);
          const written = await client.commit(check, context.clock.nowMs(), job);
          if (!written.ok) return written;
          check.isCommitted = true;
          check.report = written.value.report;
          context.changes.publish(CHANGED);
          return written;
        }),
      );
      return succeed({ jobId });
    },

    discard(checkId: string): Result<void> {
      discard(checkId);
      return succeed(undefined);
    },

    history(): Result<z.infer<typeof ImportRecord>[]> {
      const session = requireSession(context);
      return session.ok ? succeed(readImports(session.value.database.sqlite)) : session;
    },

    /** Inspects, checks and writes a file in one go; with `dryRun` nothing is written. */
    async importFile(options: ImportFileOptions): Promise<Result<{ report: ImportReport; rejectedFile: string | null }>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { database, gate } = session.value;
      const { path, target, settings, dryRun, rejectedFile } = options;
      const request = { path, workspacePath: database.path, stagingPath: newStagingPath(stagingFolder, context.createId()), target, settings, dryRun, rejectedFile, nowMs: context.clock.nowMs() };
      const imported = await gate.run(() => client.importFile(request, { cancel: options.cancel, report: (progress) => options.report(progress) }));
      if (imported.ok && !dryRun) context.changes.publish(CHANGED);
      return imported;
    },

    /** Drops all checks and their staging files. */
    close(): void {
      for (const checkId of checks.keys()) discard(checkId);
    },
  };
}
export type ImportService = ReturnType<typeof createImportService>;
