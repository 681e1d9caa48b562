import { fail, type Fault } from '../../../engine/base/fault.ts';

/** What to do about a file that cannot be used: shown with every refusal. */
export const RESTORE_HINT = 'Restore a backup at the start screen, or with: omnivor restore --workspace FILE.';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/**
 * The fault behind an error of SQLite or of the file system that a person can do something about; null for all others,
 * which are bugs.
 */
export function faultOfStorageError(error: unknown, path: string): Fault | null {
  const code = codeOf(error);
  const answer = (failed: ReturnType<typeof fail>): Fault => failed.fault;
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return answer(fail('DATABASE_DAMAGED', `${path} is damaged: ${(error as Error).message}.`, { path, hint: RESTORE_HINT }));
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return answer(fail('DATABASE_IN_USE', `${path} is being used by another program.`, { path, hint: 'Close the other program, then repeat the step.' }));
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_IOERR_SHMSIZE') return answer(fail('DISK_FULL', `No space left to write ${path}.`, { path, hint: 'Free space on the disk, then repeat the step. Nothing was half-written.' }));
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || ['EACCES', 'EPERM', 'EROFS', 'EBUSY'].includes(code)) return answer(fail('FILE_NOT_WRITABLE', `${path} cannot be written.`, { path, hint: 'Copy it to a folder you can write to.' }));
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') return answer(fail('FILE_UNREADABLE', `The disk answered with an error (${code}) at ${path}.`, { path, hint: 'Check the disk, then restore a backup if the file does not open.' }));
  if (code === 'FILE_MOVED') return answer(fail('FILE_NOT_FOUND', `${path} was moved, renamed or replaced while it was open. Nothing was written.`, { path, hint: 'Close the workspace, then open it where it stands now: everything up to the move is in it.' }));
  if (code === 'ENOENT') return answer(fail('FILE_NOT_FOUND', `${path} does not exist.`, { path }));
  if (code === 'EISDIR' || code === 'ENOTDIR') return answer(fail('FILE_IS_FOLDER', `${path} is a folder or lies below a file.`, { path }));
  return null;
}

/** The same as a failed result; bugs are thrown on. */
export function failOfStorageError(error: unknown, path: string): { ok: false; fault: Fault } {
  const fault = faultOfStorageError(error, path);
  if (fault === null) throw error;
  return { ok: false, fault };
}
