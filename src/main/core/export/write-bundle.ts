import { succeed, type Result } from '../../../engine/base/fault.ts';
import { describeBundle, listRefused, REFUSED_FILE, type ExportBundle } from './export-bundle.ts';
import { writeFileSafely } from './write-file.ts';
import { writeFolderSafely, type BundleFile } from './write-folder.ts';
import { packZip } from './zip-writer.ts';

/** Where an export goes: one file, or several together. */
export interface BundlePlace {
  readonly as: 'file' | 'folder' | 'zip';
  readonly path: string;
}

const bytesOf = (file: BundleFile): Uint8Array => Buffer.concat([...file.content()].map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part)));

/** Path of the side file of refused rows beside a file of its own. */
const besideOf = (path: string): string => `${path.replace(/\.[^./\\]+$/u, '')}.${REFUSED_FILE}`;

/** Writes files together as a folder or a ZIP, or the only one by itself. */
export function packFiles(files: readonly BundleFile[], { as, path }: BundlePlace, epochMs: number): Result<{ path: string }> {
  const [only] = files;
  if (as === 'file' && only !== undefined) {
    const alone = writeFileSafely(path, only.content());
    return alone.ok ? succeed({ path }) : alone;
  }
  const written = as === 'zip' ? writeFileSafely(path, packZip(files.map((file) => ({ name: file.name, bytes: bytesOf(file) })), epochMs)) : writeFolderSafely(path, files);
  return written.ok ? succeed({ path }) : written;
}

/** Writes an export whole or not at all; refused rows go to a side file only where that is asked for. */
export function writeBundle(bundle: ExportBundle, { as, path }: BundlePlace, { withRefused }: { readonly withRefused: boolean }): Result<{ path: string }> {
  const side = withRefused && bundle.refused > 0 ? [listRefused(bundle)] : [];
  const [only] = bundle.files;
  if (as === 'file' && only !== undefined) {
    const written = packFiles([only], { as, path }, bundle.plan.generatedMs);
    if (!written.ok) return written;
    for (const file of side) {
      const beside = writeFileSafely(besideOf(path), file.content());
      if (!beside.ok) return beside;
    }
    return succeed({ path });
  }
  return packFiles([...bundle.files, ...side, describeBundle(bundle, side)], { as, path }, bundle.plan.generatedMs);
}
