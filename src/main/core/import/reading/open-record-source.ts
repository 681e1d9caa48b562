import type { ImportSettings } from '../../../../engine/model/import.ts';
import { createJsonLinesSource } from './json-lines-source.ts';
import { createDelimitedSource, type RecordSource } from './record-source.ts';
import type { SourceFile } from './source-file.ts';
import { createSheetSource } from './xlsx/sheet-source.ts';

/** The records of a file by what it is written in. */
export function openRecordSource(file: SourceFile, settings: Pick<ImportSettings, 'encoding' | 'dialect'>): RecordSource {
  if (settings.encoding === 'jsonl') return createJsonLinesSource(file);
  return settings.encoding === 'xlsx' ? createSheetSource(file, settings.dialect.sheet) : createDelimitedSource(file, settings);
}
