import type { ChallengeSheet, SheetLine } from '../../../engine/feedback/challenge-sheet.ts';
import { formatCsv, defaultCsvFormat, type CsvCell } from '../export/csv-writer.ts';
import { toFileNames } from '../export/file-names.ts';
import { MANIFEST, type BundleFile } from '../export/write-folder.ts';

/** Columns of a sheet; a rep fills in the last three. */
export const SHEET_COLUMNS = ['Sheet', 'Row ID', 'Rep', 'Contact ID', 'Name', 'Channel', 'Goal', 'Planned days', 'Reason', 'Decision', 'New goal', 'Why'];

/** Excel reads accents only behind a byte order mark. */
const forExcel = { ...defaultCsvFormat, byteOrderMark: true };

function* listCells(sheet: ChallengeSheet, lines: readonly SheetLine[], nameOf: (contact: string) => string | null): Generator<CsvCell[]> {
  for (const { id, rep, contact, channel, goal, dates, reason } of lines) yield [sheet.key, id, rep, contact, nameOf(contact), channel, goal, dates.join(' '), reason, '', '', ''];
}

/** One sheet per rep, and the file that lists them. */
export function writeSheets(sheet: ChallengeSheet, lines: readonly SheetLine[], nameOf: (contact: string) => string | null): { readonly files: readonly BundleFile[]; readonly sheets: number } {
  const ofRep = new Map<string, SheetLine[]>();
  for (const line of lines) {
    const list = ofRep.get(line.rep);
    if (list === undefined) ofRep.set(line.rep, [line]);
    else list.push(line);
  }
  const names = toFileNames([...ofRep.keys()].map((rep) => (rep === '' ? 'nobody' : rep)));
  const files = [...ofRep.values()].map((own, at): BundleFile => ({ name: `${names[at] ?? at}.csv`, content: () => formatCsv(SHEET_COLUMNS, listCells(sheet, own, nameOf), forExcel) }));
  const manifest: BundleFile = { name: MANIFEST, content: () => [`${JSON.stringify({ sheet: sheet.key, lines: lines.length, files: files.map(({ name }) => ({ name })) }, null, 2)}\n`] };
  return { files: [...files, manifest], sheets: files.length };
}
