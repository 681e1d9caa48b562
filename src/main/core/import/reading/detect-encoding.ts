import { parseLine } from './json-lines-source.ts';
import { isAscii, isUtf8 } from 'node:buffer';
import type { TextEncoding } from '../../../../engine/model/import.ts';
import { stop } from '../stop.ts';
import type { SourceFile } from './source-file.ts';

const HEAD_BYTES = 4096;

function startsWith(bytes: Buffer, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

/** UTF-16 without a mark: Western text has a zero in every other byte. */
function guessWideEncoding(head: Buffer): TextEncoding | null {
  const pairs = Math.floor(head.length / 2);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) evenZeros += 1;
    if (head[at + 1] === 0) oddZeros += 1;
  }
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.05) return 'utf-16le';
  if (evenZeros > pairs * 0.4 && oddZeros < pairs * 0.05) return 'utf-16be';
  return null;
}

/** Files that are plainly something else, by their first bytes. */
function refuseKnownFormats(head: Buffer, file: SourceFile): void {
  const refuse = (what: string, hint: string): never => stop('NOT_SUPPORTED', `${file.name} is ${what}.`, { path: file.path, hint });
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) refuse('an old Excel workbook (XLS) or a protected one', 'Save it as XLSX without a password, or as CSV.');
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46])) refuse('a PDF', 'Export the table as CSV or XLSX.');
  if (startsWith(head, [0x1f, 0x8b])) refuse('a compressed file (gzip)', 'Unpack it first.');
  if (head.toString('latin1', 0, 15) === 'SQLite format 3') refuse('a SQLite database', 'Export the table as CSV.');
}

const CONTROL_SHARE_LIMIT = 0.02;

function countControls(head: Buffer): number {
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27 && byte !== 28 && byte !== 29 && byte !== 30 && byte !== 31)) controls += 1;
  return controls;
}

/** Length of the incomplete UTF-8 sequence at the end of a chunk, 0–3. */
function incompleteTail(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? back : 0;
  }
  return 0;
}

/** True where all bytes of the file are UTF-8. One pass, no memory. */
function isWhollyUtf8(file: SourceFile): boolean {
  let rest = Buffer.alloc(0);
  for (const chunk of file.readChunks()) {
    if (rest.length === 0 && isAscii(chunk)) continue;
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const kept = incompleteTail(bytes);
    if (!isUtf8(bytes.subarray(0, bytes.length - kept))) return false;
    rest = Buffer.from(bytes.subarray(bytes.length - kept));
  }
  return rest.length === 0;
}

/** True where the first line of a file that starts with a brace is a JSON object. A line longer than the head counts by its beginning. */
function holdsJsonLine(head: Buffer): boolean {
  const text = head.toString('utf8').trimStart();
  if (!text.startsWith('{')) return false;
  const end = text.indexOf('\n');
  return end < 0 && head.length === HEAD_BYTES ? /^\{\s*"(?:[^"\\]|\\.)*"\s*:/u.test(text) : parseLine(end < 0 ? text : text.slice(0, end)) !== null;
}

/**
 * Encoding of a file: its byte order mark, else UTF-16 by its zero bytes, else UTF-8 if every byte of the file fits, else
 * Windows-1252. A ZIP container counts as XLSX, JSON objects line by line as JSON lines. Stops where the file is no table. O(bytes of the file).
 */
export function detectEncoding(file: SourceFile): TextEncoding {
  const head = file.readHead(HEAD_BYTES);
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return 'xlsx';
  if (holdsJsonLine(head)) return 'jsonl';
  refuseKnownFormats(head, file);
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return isWhollyUtf8(file) ? 'utf-8-bom' : 'windows-1252';
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  const wide = guessWideEncoding(head);
  if (wide !== null) return wide;
  if (countControls(head) > head.length * CONTROL_SHARE_LIMIT) {
    stop('FILE_UNREADABLE', `${file.name} is not a text table: ${countControls(head)} control bytes in the first ${head.length}.`, { path: file.path, hint: 'Export it as CSV or XLSX.' });
  }
  return isWhollyUtf8(file) ? 'utf-8' : 'windows-1252';
}
