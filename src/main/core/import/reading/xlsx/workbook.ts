import { posix } from 'node:path';
import { stop } from '../../stop.ts';
import type { SourceFile } from '../source-file.ts';
import { readNumberFormat, type NumberFormat } from './number-format.ts';
import { parseWholePart } from './parse-part.ts';
import { openZipParts, refuseWorkbook, type ZipParts } from './zip-parts.ts';

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

/** A workbook's outline: its sheets, where its texts stand and what its styles make of numbers. */
export interface Workbook {
  readonly parts: ZipParts;
  readonly sheets: Sheet[];
  readonly sharedStrings: string | null;
  /** Number format by style number. */
  readonly formats: NumberFormat[];
  readonly startsIn1904: boolean;
}

/** Targets of a part's relations by id, as names of parts. */
async function readRelations(parts: ZipParts, file: SourceFile, part: string): Promise<Map<string, { target: string; type: string }>> {
  const relations = new Map<string, { target: string; type: string }>();
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!parts.has(name)) return relations;
  await parseWholePart(parts, file, name, {
    onOpen(element, { Id, Target, Type }) {
      if (element !== 'Relationship' || Id === undefined || Target === undefined) return;
      relations.set(Id, { target: Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target), type: (Type ?? '').split('/').at(-1) ?? '' });
    },
  });
  return relations;
}

async function readFormats(parts: ZipParts, file: SourceFile, part: string | undefined): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  if (part === undefined || !parts.has(part)) return formats;
  let isCellStyles = false;
  await parseWholePart(parts, file, part, {
    onOpen(element, attributes) {
      if (element === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (element === 'cellXfs') isCellStyles = true;
      else if (element === 'xf' && isCellStyles) {
        const id = Number(attributes['numFmtId'] ?? 0);
        formats.push(readNumberFormat(id, codes.get(id)));
      }
    },
    onClose(element) {
      if (element === 'cellXfs') isCellStyles = false;
    },
  });
  return formats;
}

async function findWorkbookPart(parts: ZipParts, file: SourceFile): Promise<string> {
  if (parts.has('_rels/.rels')) {
    let found: string | undefined;
    await parseWholePart(parts, file, '_rels/.rels', {
      onOpen(element, { Target, Type }) {
        if (element === 'Relationship' && Type?.endsWith('/officeDocument') === true) found ??= Target?.replace(/^\//u, '');
      },
    });
    if (found !== undefined && parts.has(found) && found.endsWith('.xml')) return found;
  }
  if (parts.has('xl/workbook.xml')) return 'xl/workbook.xml';
  return stop('NOT_SUPPORTED', `${file.name} is a ZIP file without an XLSX workbook.`, { path: file.path, hint: 'Unpack it, and import the CSV or XLSX inside.' });
}

/** Opens a workbook and reads its outline. */
export async function openWorkbook(file: SourceFile): Promise<Workbook> {
  const parts = await openZipParts(file);
  const main = await findWorkbookPart(parts, file);
  const relations = await readRelations(parts, file, main);
  const sheets: Sheet[] = [];
  let startsIn1904 = false;
  await parseWholePart(parts, file, main, {
    onOpen(element, attributes) {
      if (element === 'workbookPr') startsIn1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (element !== 'sheet') return;
      const relation = relations.get(attributes['id'] ?? '');
      if (relation !== undefined && relation.type === 'worksheet') sheets.push({ name: attributes['name'] ?? '', part: relation.target, isHidden: (attributes['state'] ?? 'visible') !== 'visible' });
    },
  });
  if (sheets.length === 0) refuseWorkbook(file, 'it has no sheet');
  const byType = (type: string): string | undefined => [...relations.values()].find((relation) => relation.type === type)?.target;
  const strings = byType('sharedStrings');
  return { parts, sheets, sharedStrings: strings !== undefined && parts.has(strings) ? strings : null, formats: await readFormats(parts, file, byType('styles')), startsIn1904 };
}

/** The sheet that was asked for, else the first one that can be seen. */
export function chooseSheet(workbook: Workbook, name: string | undefined, file: SourceFile): Sheet {
  const [first] = workbook.sheets;
  const chosen = name === undefined ? (workbook.sheets.find((sheet) => !sheet.isHidden) ?? first) : workbook.sheets.find((sheet) => sheet.name === name);
  if (chosen !== undefined) return chosen;
  return stop('NOT_FOUND', `${file.name} has no sheet "${name ?? ''}".`, { path: file.path, hint: `Sheets: ${workbook.sheets.map((sheet) => sheet.name).join(', ')}.` });
}
