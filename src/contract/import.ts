import { z } from 'zod';
import { FileInspection, ImportReport, ImportSettings, ImportTarget, RejectedRow, TextEncoding } from '../engine/model/import.ts';
import { FileToken, JobId, page, Nothing, route } from './base.ts';

export const ImportRecord = z.strictObject({
  id: z.int(),
  fileName: z.string(),
  committedAt: z.int(),
  undoneAt: z.int().nullable(),
  report: ImportReport,
});

export const importContract = {
  /** Opens the file dialog; empty when it was closed. */
  choose: route.input(Nothing).output(z.array(z.strictObject({ token: FileToken, name: z.string(), sizeBytes: z.int() }))),
  /** Looks at a file: encoding, dialect, columns, guessed or remembered settings. `settings` overrides what was guessed. */
  inspect: route.input(z.strictObject({ file: FileToken, target: ImportTarget.optional(), dialect: ImportSettings.shape.dialect.partial().optional(), encoding: TextEncoding.optional() })).output(FileInspection),
  /** Reads ALL rows without writing anything; job result: {checkId, report}. */
  check: route.input(z.strictObject({ file: FileToken, settings: ImportSettings })).output(z.strictObject({ jobId: JobId })),
  report: route.input(z.strictObject({ checkId: z.string() })).output(ImportReport),
  rejects: route.input(z.strictObject({ checkId: z.string(), ...page })).output(z.strictObject({ total: z.int(), headers: z.array(z.string()), rows: z.array(RejectedRow) })),
  /** Rejected rows as CSV (original columns + reason) through a save dialog; null when it was closed. */
  saveRejects: route.input(z.strictObject({ checkId: z.string() })).output(z.strictObject({ path: z.string(), rows: z.int() }).nullable()),
  /** Writes what was checked in one transaction; job result: {importId, report}. */
  commit: route.input(z.strictObject({ checkId: z.string() })).output(z.strictObject({ jobId: JobId })),
  discard: route.input(z.strictObject({ checkId: z.string() })).output(z.void()),
  history: route.input(Nothing).output(z.array(ImportRecord)),
};
