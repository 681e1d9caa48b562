import { checkTables, type CheckedExport, type Finding } from '../../../engine/export/check-tables.ts';
import { draftExport, type CheckedProfile } from '../../../engine/export/draft-export.ts';
import type { ExportPlan } from '../../../engine/export/export-plan.ts';
import { formatCalendars } from '../../../engine/export/format-calendars.ts';
import { formatOrchestration } from '../../../engine/export/format-orchestration.ts';
import type { ExportDraft } from '../../../engine/export/table.ts';
import type { ExportSettings } from '../../../engine/model/export.ts';
import { formatCsvRow, defaultCsvFormat } from './csv-writer.ts';
import { encodeText } from './encode-text.ts';
import { toFileNames } from './file-names.ts';
import { formatTableCsv } from './table-csv.ts';
import { MANIFEST, type BundleFile } from './write-folder.ts';

/** A file of an export with what is in it. */
export interface ExportFile extends BundleFile {
  readonly object: string;
  readonly rows: number;
}

/** Everything a target would get of a plan, and what it would refuse. */
export interface ExportBundle {
  readonly profile: CheckedProfile;
  readonly plan: ExportPlan;
  readonly settings: ExportSettings;
  readonly draft: ExportDraft;
  readonly checked: CheckedExport;
  readonly rows: number;
  readonly refused: number;
  /** Files in load order; texts are made when they are written. */
  readonly files: readonly ExportFile[];
}

function listFiles(profile: CheckedProfile, plan: ExportPlan, settings: ExportSettings, { tables }: CheckedExport): ExportFile[] {
  const [only] = tables;
  if (profile === 'ics' && only !== undefined) {
    const calendars = formatCalendars(only, plan);
    const names = toFileNames(calendars.map(({ rep }) => rep));
    return calendars.map(({ text, events }, at) => ({ name: `${names[at] ?? at}.ics`, object: 'VCALENDAR', rows: events, content: () => [text()] }));
  }
  if (profile === 'orchestration' && only !== undefined) {
    return [{ name: only.table.file, object: 'omnivor.orchestration/1', rows: only.rows.length - only.refused, content: () => [`${JSON.stringify(formatOrchestration(only, plan, settings.timeZone))}\n`] }];
  }
  return tables.map((table) => ({ name: table.table.file, object: table.table.object, rows: table.rows.length - table.refused, content: () => encodeText(formatTableCsv(table, settings), settings.encoding) }));
}

/** Makes and checks everything a target would get of a plan. O(actions · log actions). */
export function makeBundle(profile: CheckedProfile, plan: ExportPlan, settings: ExportSettings): ExportBundle {
  const draft = draftExport(profile, plan, settings);
  const checked = checkTables(draft.tables, { shorten: settings.shorten });
  const sum = (countOf: (table: CheckedExport['tables'][number]) => number): number => checked.tables.reduce((total, table) => total + countOf(table), 0);
  return { profile, plan, settings, draft, checked, rows: sum(({ rows }) => rows.length), refused: sum(({ refused }) => refused), files: listFiles(profile, plan, settings, checked) };
}

export const REFUSED_FILE = 'refused.csv';

/** The file that says what the others are and in which order they are loaded. */
export function describeBundle({ profile, plan, draft, rows, refused, files }: ExportBundle, side: readonly BundleFile[]): BundleFile {
  const document = { profile, plan: plan.key, generatedAt: new Date(plan.generatedMs).toISOString(), rows: rows - refused, refused, leftOut: draft.leftOut, notes: draft.notes, files: [...files.map(({ name, object, rows: count }, at) => ({ order: at + 1, name, object, rows: count })), ...side.map(({ name }) => ({ name }))] };
  return { name: MANIFEST, content: () => [`${JSON.stringify(document, null, 2)}\n`] };
}

/** Row of a finding as a person counts it in the file of all rows: the header is row 1. */
const fileRow = ({ row }: Finding): number => row + 2;

/** The side file of what was refused: one line per faulty cell. */
export function listRefused({ checked }: ExportBundle): BundleFile {
  const objectOf = new Map(checked.tables.map(({ table }) => [table.id, table.object]));
  return {
    name: REFUSED_FILE,
    *content() {
      yield formatCsvRow(['Object', 'Row', 'Contact ID', 'Field', 'Value', 'Expected'], defaultCsvFormat);
      for (const finding of checked.findings) yield formatCsvRow([objectOf.get(finding.table) ?? '', fileRow(finding), finding.contact, finding.column, finding.value, finding.expected], defaultCsvFormat);
    },
  };
}
