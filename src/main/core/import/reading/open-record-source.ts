import type { ImportSettings } from '../../../../engine/model/import.ts';
import { createDelimitedSource, type RecordSource } from './record-source.ts';
import type { SourceFile } from './source-file.ts';

/** The records of a file by what it is written in. */
export function openRecordSource(file: SourceFile, settings: Pick<ImportSettings, 'encoding' | 'dialect'>): RecordSource {
  return createDelimitedSource(file, settings);
}
