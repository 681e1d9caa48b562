import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { describeWriteError, writeFileSafely } from './write-file.ts';

/** One of several files that belong together. */
export interface BundleFile {
  readonly name: string;
  content(): Iterable<string | Uint8Array>;
}

export const MANIFEST = 'manifest.json';
const Manifest = z.object({ files: z.array(z.object({ name: z.string() })) });

/** Names that an earlier export wrote into a folder, by its manifest; none where there is no manifest to read. */
function readEarlierNames(folder: string): readonly string[] {
  try {
    const manifest = Manifest.safeParse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')));
    return manifest.success ? [MANIFEST, ...manifest.data.files.map(({ name }) => name)] : [];
  } catch {
    return [];
  }
}

/** Refuses a folder that holds what no export of ours wrote: it would be lost. */
function checkFolder(folder: string): Result<void> {
  if (!existsSync(folder)) return succeed(undefined);
  if (!statSync(folder).isDirectory()) return fail('CONFLICT', `${folder} is a file. Expected a folder.`, { path: folder, hint: 'Choose another name.' });
  const earlier = new Set(readEarlierNames(folder));
  const foreign = readdirSync(folder).find((name) => !earlier.has(name));
  return foreign === undefined ? succeed(undefined) : fail('CONFLICT', `${folder} holds ${foreign}, which no export wrote.`, { path: folder, hint: 'Choose an empty folder or a new name.' });
}

/**
 * Writes files that belong together as one folder, all of them or none: into a neighbour first, then renamed. A folder of
 * an earlier export is replaced; one with anything else in it is refused.
 */
export function writeFolderSafely(folder: string, files: readonly BundleFile[]): Result<{ bytes: number }> {
  const there = checkFolder(folder);
  if (!there.ok) return there;
  const temporary = `${folder}.part`;
  const old = `${folder}.old`;
  try {
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    let bytes = 0;
    for (const file of files) {
      const written = writeFileSafely(join(temporary, file.name), file.content());
      if (!written.ok) {
        rmSync(temporary, { recursive: true, force: true });
        return written;
      }
      bytes += written.value.bytes;
    }
    if (existsSync(folder)) {
      rmSync(old, { recursive: true, force: true });
      renameSync(folder, old);
    }
    renameSync(temporary, folder);
    rmSync(old, { recursive: true, force: true });
    return succeed({ bytes });
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(folder) && existsSync(old)) renameSync(old, folder);
    return describeWriteError(error, folder);
  }
}
