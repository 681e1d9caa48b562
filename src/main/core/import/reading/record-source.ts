import type { ImportSettings } from '../../../../engine/model/import.ts';
import { stop } from '../stop.ts';
import type { ReadPosition } from './read-text.ts';
import { readText } from './read-text.ts';
import { createRecordScanner, MAX_RECORD_CHARACTERS, type Cells } from './record-scanner.ts';
import type { SourceFile } from './source-file.ts';

/** Records that came together; `isBroken` = the last of them opened a quote that never closed. */
export interface RecordBatch {
  readonly records: Cells[];
  readonly isBroken?: boolean;
  /** Records that are none, with the reason. */
  readonly broken?: ReadonlyMap<Cells, string>;
}

/** The records of a file in order, whatever it is written in. */
export interface RecordSource {
  readonly position: ReadPosition;
  /** Rows may end before the last column without being ragged (workbooks leave empty cells out). */
  readonly hasShortRows: boolean;
  /** Totals and notes may stand below the rows. */
  readonly hasFooters: boolean;
  batches(): Iterable<RecordBatch> | AsyncIterable<RecordBatch>;
}

type TextSettings = Pick<ImportSettings, 'encoding' | 'dialect'>;

/** Reads a delimited file as records. Stops where a record never ends. */
export function createDelimitedSource(file: SourceFile, { encoding, dialect }: TextSettings): RecordSource {
  if (encoding === 'xlsx' || encoding === 'jsonl') stop('BAD_INPUT', `${file.name} is not a ${encoding === 'xlsx' ? 'workbook' : 'file of JSON lines'}.`, { path: file.path });
  const position: ReadPosition = { bytes: 0 };
  return {
    position,
    hasShortRows: false,
    hasFooters: true,
    *batches() {
      position.bytes = 0;
      const scanner = createRecordScanner({ delimiter: dialect.delimiter, quote: dialect.quote, skipsSpace: dialect.spaceAfterDelimiter === true });
      let count = 0;
      for (const text of readText(file, encoding, position)) {
        const records = scanner.push(text, false);
        count += records.length;
        if (scanner.pending > MAX_RECORD_CHARACTERS) {
          stop('BAD_FORMAT', `Line ${count + 1} of ${file.name} does not end within ${MAX_RECORD_CHARACTERS / 1e6} million characters.`, { path: file.path, hint: `A quote (${dialect.quote}) is not closed there. Correct the file, or choose another quote character.` });
        }
        if (records.length > 0) yield { records };
      }
      const records = scanner.push('', true);
      if (records.length > 0) yield { records, isBroken: scanner.hasOpenQuote };
    },
  };
}
