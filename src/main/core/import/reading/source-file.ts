import { closeSync, fstatSync, openSync, readSync, statSync, type BigIntStats } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { stop } from '../stop.ts';

const CHUNK_BYTES = 1 << 16;

/** An open file whose content is known to stay the same while it is read. */
export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** Descriptor for readers that seek. */
  readonly descriptor: number;
  /** First bytes of the file, at most `length`. */
  readHead(length: number): Buffer;
  /** Bytes from a place in the file, at most `length`. */
  readAt(position: number, length: number): Buffer;
  /**
   * All bytes in order; a chunk is only valid until the next one is asked for. Every chunk is checked for a change of the
   * file. `hashes` also computes the hash on the way.
   */
  readChunks(hashes?: boolean): Generator<Buffer>;
  /** SHA-256 of all bytes, as hex; known after a reading that hashes ran to its end, computed otherwise. */
  hash(): string;
  /** Stops with FILE_CHANGED or FILE_NOT_FOUND where the file is no longer what was opened. */
  checkUnchanged(): void;
  close(): void;
}

function openForReading(path: string, name: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) stop('FILE_NOT_FOUND', `${name} does not exist.`, { path });
  if (stat.isDirectory()) stop('FILE_IS_FOLDER', `${name} is a folder. Expected a CSV, TSV or XLSX file.`, { path });
  if (!stat.isFile()) stop('FILE_UNREADABLE', `${name} is not a file.`, { path });
  if (stat.size === 0) stop('FILE_EMPTY', `${name} is empty: 0 bytes.`, { path });
  try {
    return openSync(path, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return stop('FILE_UNREADABLE', `${name} cannot be read (${code}).`, { path, hint: 'Close programs that have it open, and check its permissions.' });
  }
}

const isSame = (left: BigIntStats, right: BigIntStats): boolean => left.size === right.size && left.mtimeNs === right.mtimeNs && left.ino === right.ino;

/** Opens a file for import; stops with the fault that says what stands in the way. */
export function openSourceFile(path: string): SourceFile {
  const name = basename(path);
  const descriptor = openForReading(path, name);
  const opened = fstatSync(descriptor, { bigint: true });
  let digest: string | null = null;

  const changed = (): never => stop('FILE_CHANGED', `${name} changed while it was read.`, { path, hint: 'Wait until it is written, then import it again. The workspace is unchanged.' });
  const checkDescriptor = (): void => {
    const now = fstatSync(descriptor, { bigint: true });
    if (now.nlink === 0n) stop('FILE_NOT_FOUND', `${name} was removed while it was read.`, { path, hint: 'The workspace is unchanged.' });
    if (!isSame(opened, now)) changed();
  };
  const readAt = (position: number, length: number): Buffer => {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, length, position));
  };

  return {
    path,
    name,
    bytes: Number(opened.size),
    descriptor,
    readHead: (length) => readAt(0, length),
    readAt,
    *readChunks(hashes = false) {
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
      const hash = createHash('sha256');
      let position = 0;
      for (;;) {
        const length = readSync(descriptor, buffer, 0, CHUNK_BYTES, position);
        checkDescriptor();
        if (length === 0) break;
        position += length;
        const chunk = buffer.subarray(0, length);
        if (hashes) hash.update(chunk);
        yield chunk;
      }
      if (position !== Number(opened.size)) changed();
      if (hashes) digest = hash.digest('hex');
    },
    hash() {
      if (digest === null) for (const _ of this.readChunks(true));
      return digest ?? '';
    },
    checkUnchanged() {
      checkDescriptor();
      const now = statSync(path, { bigint: true, throwIfNoEntry: false });
      if (now === undefined) stop('FILE_NOT_FOUND', `${name} was removed while it was read.`, { path, hint: 'The workspace is unchanged.' });
      if (!isSame(opened, now)) changed();
    },
    close: () => closeSync(descriptor),
  };
}
