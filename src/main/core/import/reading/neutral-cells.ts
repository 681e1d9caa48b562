import type { TextEncoding } from '../../../../engine/model/import.ts';
import { neutraliseCell, restoreCell } from '../../export/csv-writer.ts';
import { decimalEvidence } from '../values/read-number.ts';
import type { SourceFile } from './source-file.ts';

const APOSTROPHE = 0x27;
/** First bytes of what starts a formula; the full-width forms all begin with the same byte in UTF-8. */
const FORMULA_STARTS: ReadonlySet<number> = new Set(Buffer.from("=+-@\t\r\n'\uff1d"));

/** Cheap look through a file's bytes: is there an apostrophe before a character that starts a formula? O(bytes). */
export function hasFormulaMark(file: SourceFile, encoding: TextEncoding): boolean {
  if (encoding === 'xlsx' || encoding === 'jsonl' || encoding === 'utf-16le' || encoding === 'utf-16be') return false;
  for (const chunk of file.readChunks()) {
    for (let at = chunk.indexOf(APOSTROPHE); at >= 0; at = chunk.indexOf(APOSTROPHE, at + 1)) {
      const next = chunk[at + 1];
      if (next === undefined || FORMULA_STARTS.has(next)) return true;
    }
  }
  return false;
}

const isSignedNumber = (cell: string): boolean => decimalEvidence(cell) !== null || /^[-+]?\d+$/u.test(cell);

/** Gathers whether every cell that would start a formula carries an apostrophe, and some do: an export that neutralises. */
export function createNeutralEvidence() {
  let marked = 0;
  let isRefuted = false;
  return {
    add(cell: string): void {
      if (restoreCell(cell) !== cell) marked += 1;
      else if (neutraliseCell(cell) !== cell && !isSignedNumber(cell)) isRefuted = true;
    },
    /** True once a cell stands there that a neutralising export would have marked. */
    get isRefuted() {
      return isRefuted;
    },
    get isNeutralised() {
      return marked > 0 && !isRefuted;
    },
  };
}
