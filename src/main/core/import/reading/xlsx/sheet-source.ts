import { stop } from '../../stop.ts';
import type { ReadPosition } from '../read-text.ts';
import type { RecordBatch, RecordSource } from '../record-source.ts';
import type { Cells } from '../record-scanner.ts';
import type { SourceFile } from '../source-file.ts';
import { formatNumber, type NumberFormat } from './number-format.ts';
import { parsePart, type PartHandlers } from './parse-part.ts';
import { readEscapes, readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { chooseSheet, openWorkbook, type Workbook } from './workbook.ts';

const MAX_COLUMNS = 16_384;
const MAX_CELL_CHARACTERS = 1_000_000;
const PLAIN: NumberFormat = { kind: 'plain', zeros: 0 };
const noStrings: SharedStrings = { get: () => '', close: () => undefined };

/** Column 0, 1, … of a cell reference such as C7, −1 where it names none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** Builds rows from the elements of a sheet; finished ones are handed to `onRow`. */
function createRowBuilder(workbook: Workbook, strings: SharedStrings, file: SourceFile, onRow: (cells: Cells) => void): PartHandlers {
  let cells: Cells = [];
  let column = -1;
  let type = 'n';
  let format = PLAIN;
  let text = '';
  let isText = false;
  let phonetic = 0;

  const readCell = (): string => {
    if (type === 's') return strings.get(Number(text));
    if (type === 'inlineStr' || type === 'str') return readEscapes(text);
    if (type === 'b') return text.trim() === '1' ? 'TRUE' : 'FALSE';
    return type === 'n' ? formatNumber(text, format, workbook.startsIn1904) : text;
  };
  return {
    onOpen(element, attributes) {
      if (element === 'row') {
        cells = [];
        column = -1;
      } else if (element === 'c') {
        const reference = attributes['r'];
        column = reference === undefined ? column + 1 : columnOf(reference);
        if (column < 0 || column >= MAX_COLUMNS) stop('BAD_FORMAT', `${file.name} has a cell "${reference ?? ''}" outside the sheet.`, { path: file.path });
        type = attributes['t'] ?? 'n';
        format = workbook.formats[Number(attributes['s'] ?? 0)] ?? PLAIN;
        text = '';
      } else if (element === 'rPh') phonetic += 1;
      isText = element === 'v' || (element === 't' && phonetic === 0);
    },
    onText(piece) {
      if (!isText) return;
      text += piece;
      if (text.length > MAX_CELL_CHARACTERS) stop('BAD_FORMAT', `${file.name} has a cell of more than ${MAX_CELL_CHARACTERS / 1e6} million characters.`, { path: file.path });
    },
    onClose(element) {
      isText = false;
      if (element === 'rPh') phonetic -= 1;
      else if (element === 'c' && text !== '') {
        while (cells.length < column) cells.push('');
        cells[column] = readCell();
      } else if (element === 'row') onRow(cells);
    },
  };
}

/** Reads one sheet of a workbook as records, as it streams out of its container. Numbers come as text, dates as ISO. */
export function createSheetSource(file: SourceFile, sheetName: string | undefined): RecordSource {
  const position: ReadPosition = { bytes: 0 };
  return {
    position,
    hasShortRows: true,
    hasFooters: true,
    async *batches(): AsyncGenerator<RecordBatch> {
      const workbook = await openWorkbook(file);
      const sheet = chooseSheet(workbook, sheetName, file);
      const strings = workbook.sharedStrings === null ? noStrings : await readSharedStrings(workbook.parts, file, workbook.sharedStrings);
      try {
        let records: Cells[] = [];
        const builder = createRowBuilder(workbook, strings, file, (cells) => records.push(cells.length === 0 ? [''] : cells));
        const onProgress = (share: number): void => void (position.bytes = Math.round(file.bytes * share));
        for await (const _ of parsePart(workbook.parts, file, sheet.part, builder, onProgress)) {
          if (records.length === 0) continue;
          const ready = records;
          records = [];
          yield { records: ready };
        }
      } finally {
        strings.close();
      }
    },
  };
}
