import { readFileSync, statSync } from 'node:fs';
import { fail, succeed, type Result } from '../../engine/base/fault.ts';
import { parseJson } from '../../engine/model/read-document.ts';

/** Reads a JSON document; the fault says what the file is instead. */
export function readJsonFile(path: string): Result<unknown> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return fail('FILE_NOT_FOUND', `${path} does not exist.`, { path });
  if (stat.isDirectory()) return fail('FILE_IS_FOLDER', `${path} is a folder. Expected a JSON file.`, { path });
  if (stat.size === 0) return fail('FILE_EMPTY', `${path} is empty: 0 bytes.`, { path });
  try {
    return succeed(parseJson(readFileSync(path, 'utf8')));
  } catch (error) {
    return fail('BAD_FORMAT', `${path} is not JSON: ${(error as Error).message}.`, { path });
  }
}
