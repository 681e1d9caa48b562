import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { fail, succeed, type Result } from '../../engine/base/fault.ts';

export interface RegisteredFile {
  readonly token: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * Files that a dialog or a drop produced. The window holds tokens, the core holds paths: a page can only name files
 * that the planner picked.
 */
export interface FileRegistry {
  register(path: string): Result<RegisteredFile>;
  /** A folder that a dialog gave. */
  registerFolder(path: string): { readonly token: string; readonly name: string };
  resolve(token: string): Result<{ path: string; name: string }>;
}

/** Answers what stands in the way of reading a file, if anything. */
export function checkReadableFile(path: string): Result<{ sizeBytes: number; name: string }> {
  const stat = statSync(path, { throwIfNoEntry: false });
  const name = basename(path);
  if (stat === undefined) return fail('FILE_NOT_FOUND', `${name} does not exist.`, { path });
  if (stat.isDirectory()) return fail('FILE_IS_FOLDER', `${name} is a folder. Expected a file.`, { path });
  if (stat.size === 0) return fail('FILE_EMPTY', `${name} is empty: 0 bytes.`, { path });
  return succeed({ sizeBytes: stat.size, name });
}

export function createFileRegistry(createId: () => string): FileRegistry {
  const paths = new Map<string, string>();
  return {
    register(path) {
      const file = checkReadableFile(path);
      if (!file.ok) return file;
      const token = createId();
      paths.set(token, path);
      return succeed({ token, ...file.value });
    },
    registerFolder(path) {
      const token = createId();
      paths.set(token, path);
      return { token, name: basename(path) };
    },
    resolve(token) {
      const path = paths.get(token);
      return path === undefined ? fail('NOT_FOUND', 'The file is no longer known. Choose it again.') : succeed({ path, name: basename(path) });
    },
  };
}
