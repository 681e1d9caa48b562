import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';

function describeWriteError(error: unknown, path: string): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC') return fail('DISK_FULL', `No space left to write ${path}.`, { path });
  if (['EACCES', 'EPERM', 'EROFS', 'EBUSY'].includes(code)) return fail('FILE_NOT_WRITABLE', `${path} cannot be written.`, { path, hint: 'Close programs that have it open, or choose another folder.' });
  if (code === 'ENOENT') return fail('FILE_NOT_FOUND', `The folder of ${path} does not exist.`, { path });
  if (code === 'EISDIR') return fail('FILE_IS_FOLDER', `${path} is a folder.`, { path });
  throw error;
}

/**
 * Writes a file whole or not at all: into a neighbour first, synced, then renamed over the old one. The text may come in
 * parts, so that a large file is never held in memory.
 */
export function writeFileSafely(path: string, content: string | Iterable<string>): Result<{ bytes: number }> {
  const temporary = `${path}.part`;
  let file: number | undefined;
  try {
    file = openSync(temporary, 'w');
    let bytes = 0;
    for (const part of typeof content === 'string' ? [content] : content) bytes += writeSync(file, part);
    fsyncSync(file);
    closeSync(file);
    file = undefined;
    renameSync(temporary, path);
    return succeed({ bytes });
  } catch (error) {
    if (file !== undefined) closeSync(file);
    rmSync(temporary, { force: true });
    return describeWriteError(error, path);
  }
}
