import type { ImportSettings } from '../../../../engine/model/import.ts';
import { checkCancel, phases, type ImportControl } from '../control.ts';
import { checkSettings } from '../guess/check-settings.ts';
import { createContactReader } from '../mapping/contact-reader.ts';
import { createHistoryReader } from '../mapping/history-reader.ts';
import type { Problem } from '../mapping/problem.ts';
import type { TargetReader } from '../mapping/target-reader.ts';
import { openRecordSource } from '../reading/open-record-source.ts';
import { readTable, type TableCounts } from '../reading/read-table.ts';
import type { SourceFile } from '../reading/source-file.ts';
import { ImportStop, stop } from '../stop.ts';
import { createChannelNaming } from '../values/canonical-channel.ts';
import { createStagingFile, groupedRowsPath } from './staging-file.ts';
import { createTableFile } from './table-file.ts';

/** What reading all rows found out about the file. */
export interface StagedFile extends TableCounts {
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileHash: string;
  readonly columns: string[];
}

export interface StageRequest {
  readonly file: SourceFile;
  readonly settings: ImportSettings;
  readonly stagingPath: string;
  /** Channels the workspace has. */
  readonly channels: readonly string[];
}

/**
 * Reads all rows of a file, checks every one and stages what is sound; a row that does not fit any of its targets is kept
 * as rejected with its reason, and nothing of it is staged. Stops where the file changes, is cut short or is cancelled.
 */
export async function stageFile({ file, settings, stagingPath, channels }: StageRequest, control: ImportControl): Promise<StagedFile> {
  const sqlite = createStagingFile(stagingPath, settings.targets);
  const tables = createTableFile(groupedRowsPath(stagingPath));
  try {
    const source = openRecordSource(file, settings);
    const reject = sqlite.prepare('INSERT INTO staged_rejects (row, target, whole, column_name, rule, reason, cells) VALUES (?, ?, 1, ?, ?, ?, ?)');
    const nameChannel = createChannelNaming(channels);
    const problems: Problem[] = [];
    let columns: string[] = [];
    let readers: TargetReader[] = [];
    sqlite.exec('BEGIN');
    const counts = await readTable(source, settings.dialect, {
      onColumns(names) {
        columns = names;
        const fault = checkSettings(settings, names)[0];
        if (fault !== undefined) throw new ImportStop(fault);
        readers = settings.targets.map((mapping, at) =>
          mapping.target === 'contacts' ? createContactReader(sqlite, at, settings, mapping, names) : createHistoryReader({ sqlite, tables, at, settings, mapping, columns: names, nameChannel }),
        );
      },
      onRow(cells, row) {
        let rejectedAt = -1;
        for (let at = 0; at < readers.length; at += 1) {
          readers[at]?.read(cells, row, problems);
          if (rejectedAt < 0 && problems.length > 0) rejectedAt = at;
        }
        const [first] = problems;
        if (first === undefined) {
          for (const reader of readers) reader.stage(row);
          return;
        }
        const reasons = [...new Set(problems.map(({ reason }) => reason))].join(' ');
        reject.run(row, rejectedAt, first.column, first.rule, reasons, JSON.stringify(cells));
        problems.length = 0;
      },
      onRaggedRow(cells, row, reason) {
        reject.run(row, 0, null, reason, reason, JSON.stringify(cells));
      },
      onBatch() {
        checkCancel(control);
        control.report({ phase: phases.read, done: source.position.bytes, total: file.bytes });
        return false;
      },
    });
    if (columns.length === 0) stop('FILE_EMPTY', `${file.name} holds no rows.`, { path: file.path });
    for (const reader of readers) reader.flush();
    file.checkUnchanged();
    const staged: StagedFile = { ...counts, fileName: file.name, fileBytes: file.bytes, fileHash: file.hash(), columns };
    const note = sqlite.prepare('INSERT INTO staged_notes (name, body) VALUES (?, ?)');
    note.run('file', JSON.stringify({ path: file.path, ...staged }));
    note.run('settings', JSON.stringify(settings));
    sqlite.exec('COMMIT');
    return staged;
  } finally {
    tables.close();
    sqlite.close();
  }
}
