import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { describeBundle, listRefused, REFUSED_FILE, type ExportBundle } from './export-bundle.ts';
import { writeFileSafely } from './write-file.ts';
import { writeFolderSafely, type BundleFile } from './write-folder.ts';
import { packZip, ZipLimitError, zipLimits, type ZipEntry, type ZipLimits } from './zip-writer.ts';

/** Where an export goes: one file, or several together. */
export interface BundlePlace {
  readonly as: 'file' | 'folder' | 'zip';
  readonly path: string;
}

/** Whole content of a file, given up as soon as it is larger than a ZIP can hold. */
function bytesOf({ name, content }: BundleFile, { bytes: most }: ZipLimits): Uint8Array {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (const part of content()) {
    parts.push(typeof part === 'string' ? Buffer.from(part, 'utf8') : part);
    bytes += parts.at(-1)?.length ?? 0;
    if (bytes > most) throw new ZipLimitError(`${name} has more than ${most} bytes. A ZIP has at most ${most} bytes.`);
  }
  return Buffer.concat(parts);
}

/** Files one after the other, each made when its turn comes. */
function* listEntries(files: readonly BundleFile[], limits: ZipLimits): Generator<ZipEntry> {
  for (const file of files) yield { name: file.name, bytes: bytesOf(file, limits) };
}

/** Writes files as a ZIP, whole or not at all; `NOT_SUPPORTED` where they pass a limit of the format. */
export function writeZip(path: string, files: readonly BundleFile[], epochMs: number, limits: ZipLimits = zipLimits): Result<{ bytes: number }> {
  const refuse = (message: string): Result<never> => fail('NOT_SUPPORTED', message, { path, hint: 'Write a folder instead.' });
  if (files.length > limits.files) return refuse(`The export has ${files.length} files. A ZIP has at most ${limits.files} files.`);
  try {
    return writeFileSafely(path, packZip(listEntries(files, limits), epochMs, limits));
  } catch (error) {
    if (error instanceof ZipLimitError) return refuse(error.message);
    throw error;
  }
}

/** Path of the side file of refused rows beside a file of its own. */
const besideOf = (path: string): string => `${path.replace(/\.[^./\\]+$/u, '')}.${REFUSED_FILE}`;

/** Writes files together as a folder or a ZIP, or the only one by itself. */
export function packFiles(files: readonly BundleFile[], { as, path }: BundlePlace, epochMs: number): Result<{ path: string }> {
  const [only] = files;
  if (as === 'file' && only !== undefined) {
    const alone = writeFileSafely(path, only.content());
    return alone.ok ? succeed({ path }) : alone;
  }
  const written = as === 'zip' ? writeZip(path, files, epochMs) : writeFolderSafely(path, files);
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
