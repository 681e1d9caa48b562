import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';

export function describeWriteError(error: unknown, path: string): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC') return fail('DISK_FULL', `No space left to write ${path}.`, { path });
  if (['EACCES', 'EPERM', 'EROFS', 'EBUSY'].includes(code)) return fail('FILE_NOT_WRITABLE', `${path} cannot be written.`, { path, hint: 'Close programs that have it open, or choose another folder.' });
  if (code === 'ENOENT') return fail('FILE_NOT_FOUND', `The folder of ${path} does not exist.`, { path });
  if (code === 'EISDIR') return fail('FILE_IS_FOLDER', `${path} is a folder.`, { path });
  if (code === 'ENOTDIR') return fail('CONFLICT', `${path} lies below a file. Expected a folder.`, { path, hint: 'Choose another folder.' });
  if (code === 'ENAMETOOLONG') return fail('FILE_NOT_WRITABLE', `The name of ${path} is too long.`, { path, hint: 'Choose a shorter name.' });
  if (error instanceof Error && 'syscall' in error) return fail('FILE_NOT_WRITABLE', `${path} cannot be written (${code}).`, { path, hint: 'Choose another folder.' });
  throw error;
}

/** What stands at a path, null where nothing does or a part of the path is no folder. */
function lookAt(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

const isFolder = (path: string): boolean | null => lookAt(path)?.isDirectory() ?? null;

/** What stands in the way of a file at a path: a folder, or what is no file (a device). */
function checkTarget(path: string): Result<void> {
  const there = lookAt(path);
  if (there === null || there.isFile()) return succeed(undefined);
  return there.isDirectory() ? fail('FILE_IS_FOLDER', `${path} is a folder.`, { path }) : fail('FILE_NOT_WRITABLE', `${path} is not a file.`, { path, hint: 'Choose another name.' });
}

/** Answers whether a file can be put at a path at all, before long work whose result goes there. */
export function checkFilePlace(path: string): Result<void> {
  const target = checkTarget(path);
  if (!target.ok) return target;
  return isFolder(dirname(path)) === true ? succeed(undefined) : fail('FILE_NOT_FOUND', `The folder of ${path} does not exist.`, { path });
}

/** Makes a folder and those above it; one that is there already is taken. */
export function makeFolder(path: string): Result<void> {
  if (isFolder(path) === false) return fail('CONFLICT', `${path} is a file. Expected a folder.`, { path, hint: 'Choose another name.' });
  try {
    mkdirSync(path, { recursive: true });
    return succeed(undefined);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOTDIR' || code === 'EEXIST') return fail('CONFLICT', `${path} lies below a file. Expected a folder.`, { path, hint: 'Choose another name.' });
    return describeWriteError(error, path);
  }
}

/** Writes a part to its last byte: one call to the system takes no more than 2 GiB, and less where the disk is nearly full. */
function writeWhole(file: number, part: string | Uint8Array): number {
  const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
  return written;
}

/**
 * Writes a file whole or not at all: into a neighbour first, synced, then renamed over the old one. The text may come in
 * parts, so that a large file is never held in memory.
 */
export function writeFileSafely(path: string, content: string | Iterable<string | Uint8Array>): Result<{ bytes: number }> {
  const target = checkTarget(path);
  if (!target.ok) return target;
  const temporary = `${path}.part`;
  let file: number | undefined;
  let isBegun = false;
  try {
    file = openSync(temporary, 'w');
    isBegun = true;
    let bytes = 0;
    for (const part of typeof content === 'string' ? [content] : content) bytes += writeWhole(file, part);
    fsyncSync(file);
    closeSync(file);
    file = undefined;
    renameSync(temporary, path);
    return succeed({ bytes });
  } catch (error) {
    if (file !== undefined) closeSync(file);
    if (isBegun) rmSync(temporary, { force: true });
    return describeWriteError(error, path);
  }
}
