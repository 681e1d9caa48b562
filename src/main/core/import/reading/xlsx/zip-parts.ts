import type { Readable } from 'node:stream';
import { fromFd, type Entry, type ZipFile } from 'yauzl';
import { stop } from '../../stop.ts';
import type { SourceFile } from '../source-file.ts';

const MAX_PART_BYTES = 16e9;

/** The parts of a workbook's container. */
export interface ZipParts {
  has(name: string): boolean;
  /** Text of a part, piece by piece; `onProgress` gets the share that was read, 0 … 1. */
  read(name: string, onProgress?: (share: number) => void): AsyncGenerator<string>;
}

const openZip = (file: SourceFile): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromFd(file.descriptor, { lazyEntries: true, autoClose: false }, (error, zip) => (error === null ? resolve(zip) : reject(error)));
  });

const listEntries = (zip: ZipFile): Promise<Map<string, Entry>> =>
  new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });

const openPart = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)));
  });

/** Ends the import where a workbook is not what it says. */
export const refuseWorkbook = (file: SourceFile, detail: string): never =>
  stop('FILE_UNREADABLE', `${file.name} is not a sound workbook: ${detail}.`, { path: file.path, hint: 'Open it in a spreadsheet and save it again as XLSX, or as CSV.' });

/** Opens a workbook's container and lists its parts. */
export async function openZipParts(file: SourceFile): Promise<ZipParts> {
  const describe = (error: unknown): never => refuseWorkbook(file, error instanceof Error ? error.message : String(error));
  const zip = await openZip(file).catch(describe);
  const entries = await listEntries(zip).catch(describe);
  return {
    has: (name) => entries.has(name),
    async *read(name, onProgress) {
      const entry = entries.get(name);
      if (entry === undefined) return refuseWorkbook(file, `it has no part ${name}`);
      if (entry.isEncrypted()) refuseWorkbook(file, 'it is protected by a password');
      if (entry.uncompressedSize > MAX_PART_BYTES) stop('FILE_TOO_LARGE', `${file.name} unpacks to ${Math.round(entry.uncompressedSize / 1e9)} GB. The limit is ${MAX_PART_BYTES / 1e9} GB.`, { path: file.path });
      const stream = await openPart(zip, entry).catch(describe);
      const decoder = new TextDecoder('utf-8');
      let bytes = 0;
      const failure = new Promise<never>((_, reject) => stream.once('error', reject));
      failure.catch(() => undefined);
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          onProgress?.(entry.uncompressedSize === 0 ? 1 : bytes / entry.uncompressedSize);
          yield decoder.decode(chunk, { stream: true });
        }
      } catch (error) {
        if (error instanceof Error && error.name === 'ImportStop') throw error;
        describe(error);
      }
    },
  };
}
