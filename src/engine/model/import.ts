import { z } from 'zod';
import { Fault } from '../base/fault.ts';
import { ContactField } from './contact.ts';

/** What the rows of a file can become; one file may hold several (a campaign list with its result). */
export const ImportTarget = z.enum(['contacts', 'touches', 'outcomes']);
export type ImportTarget = z.infer<typeof ImportTarget>;

export const TextEncoding = z.enum(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'windows-1252', 'xlsx', 'jsonl']);
export type TextEncoding = z.infer<typeof TextEncoding>;

/** How a delimited file is written. */
export const Dialect = z.strictObject({
  delimiter: z.string().length(1),
  quote: z.string().length(1),
  decimal: z.enum(['.', ',']),
  /** First line was `sep=…`. */
  hasSepLine: z.boolean(),
  /** False where the first row already is data; columns are then called Column 1, Column 2, … */
  hasHeader: z.boolean(),
  /** Rows before the header that are not part of the table (titles, blank lines). */
  skipRows: z.int().min(0),
  /** Cells that would start a formula carry a leading apostrophe to take off, as in the planner's own exports. */
  neutralised: z.boolean(),
  /** Spaces after a delimiter belong to the layout, not to the cell. */
  spaceAfterDelimiter: z.boolean().optional(),
  /** Sheet of a workbook. */
  sheet: z.string().optional(),
});
export type Dialect = z.infer<typeof Dialect>;

/** Order of day and month in written dates; `unknown` = the column fits both, ask. */
export const DateOrder = z.enum(['ymd', 'dmy', 'mdy', 'unknown']);
export type DateOrder = z.infer<typeof DateOrder>;

export const TouchField = z.enum(['source_key', 'contact', 'contact_email', 'contact_npi', 'date', 'channel', 'kind', 'campaign', 'cost']);
export type TouchField = z.infer<typeof TouchField>;
export const OutcomeField = z.enum(['source_key', 'contact', 'contact_email', 'contact_npi', 'date', 'channel', 'kind', 'value', 'flag']);
export type OutcomeField = z.infer<typeof OutcomeField>;

/** Where a field's value comes from: a column of the file, a constant, or the row's number (behind `constant` as its prefix). */
export const FieldSource = z.strictObject({
  column: z.string().optional(),
  constant: z.string().optional(),
  rowNumber: z.boolean().optional(),
  /** Order of day and month, for date columns. */
  dateOrder: DateOrder.optional(),
  /** Value of the file → value of the planner (channel names, yes/no); a channel or kind made empty = no touch or outcome in that row. */
  values: z.record(z.string(), z.string()).optional(),
});
export type FieldSource = z.infer<typeof FieldSource>;

/** How one target reads its fields. Contacts keep unmapped columns as attributes unless `ignored`. */
export const TargetMapping = z.strictObject({
  target: ImportTarget,
  fields: z.record(z.string(), FieldSource),
  ignored: z.array(z.string()).optional(),
});
export type TargetMapping = z.infer<typeof TargetMapping>;

/** Everything that decides how a file is read; remembered by the file's header signature. */
export const ImportSettings = z.strictObject({
  encoding: TextEncoding,
  dialect: Dialect,
  /** Outcomes may stand more than once: one for each column that tells of one. */
  targets: z.array(TargetMapping).min(1).max(20),
  mode: z.enum(['upsert', 'create', 'update']),
  /** Contact field that says which existing contact a row is. */
  matchOn: ContactField,
  /** What to do with a touch or outcome of a contact that is not known: make a bare contact, or reject the row. */
  unknownContact: z.enum(['create', 'reject']),
});
export type ImportSettings = z.infer<typeof ImportSettings>;

/** What is said of how a file is read; what is left out is remembered or found from the file. */
export type GivenSettings = Partial<Omit<ImportSettings, 'dialect'>> & { readonly dialect?: Partial<Dialect> };

/** Public mapping of the command line: what the columns of a file are taken for and, as far as that is to be said, how it is read. */
export const ImportMapping = z.strictObject({
  mapping: ImportSettings.shape.targets,
  dialect: Dialect.partial().optional(),
  encoding: TextEncoding.optional(),
  mode: ImportSettings.shape.mode.optional(),
  matchOn: ImportSettings.shape.matchOn.optional(),
  unknownContact: ImportSettings.shape.unknownContact.optional(),
});
export type ImportMapping = z.infer<typeof ImportMapping>;

/** Counts of one target; created + updated + unchanged + duplicates + rejected = rows. */
export const ImportCounts = z.strictObject({
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** One rejected row: its line-independent number (1 = first data record), the reason in words, the original cells. */
export const RejectedRow = z.strictObject({ row: z.int(), target: ImportTarget, column: z.string().nullable(), reason: z.string(), cells: z.array(z.string()) });
export type RejectedRow = z.infer<typeof RejectedRow>;

/** What a file looks like before anything is decided. */
export const FileInspection = z.strictObject({
  fileName: z.string(),
  fileBytes: z.int(),
  signature: z.string(),
  /** True where the settings come from an earlier import of a file with these headers. */
  remembered: z.boolean(),
  sheets: z.array(z.string()),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      /** Kind of value most cells hold. */
      kind: z.enum(['empty', 'text', 'id', 'number', 'date', 'date_time', 'flag', 'email', 'phone', 'npi', 'postal_code', 'category']),
      dateOrder: DateOrder.optional(),
      filled: z.number().min(0).max(1),
      examples: z.array(z.string()),
      distinct: z.int(),
    }),
  ),
  /** Rows that the columns' figures and examples come from, and whether they are all the file has. */
  profiled: z.strictObject({ rows: z.int(), isWhole: z.boolean() }),
  sample: z.array(z.array(z.string())),
  settings: ImportSettings,
  /** What has to be answered before the file can be read (a date order that fits both). */
  questions: z.array(Fault),
});
export type FileInspection = z.infer<typeof FileInspection>;

/** Result of reading ALL rows, before or after the commit. */
export const ImportReport = z.strictObject({
  fileName: z.string(),
  fileBytes: z.int(),
  fileHash: z.string(),
  /** Data records of the file. */
  rows: z.int(),
  /** Blank lines and footer lines that are not records, by kind. */
  skipped: z.strictObject({ blank: z.int(), footer: z.int() }),
  total: ImportCounts,
  targets: z.array(z.strictObject({ target: ImportTarget, counts: ImportCounts })),
  contactsCreatedFromReferences: z.int(),
  channelsCreated: z.array(z.string()),
  reasons: z.array(z.strictObject({ reason: z.string(), column: z.string().nullable(), count: z.int() })),
  settings: ImportSettings,
  /** What the planner should know besides the counts, as sentences. */
  notes: z.array(z.string()).optional(),
});
export type ImportReport = z.infer<typeof ImportReport>;
