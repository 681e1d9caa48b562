import { crc32, deflateRawSync } from 'node:zlib';

/** A file to pack; names are UTF-8 with forward slashes. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Version 2.0, names in UTF-8, deflate. */
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
/** First year a ZIP can say. */
const FIRST_YEAR = 1980;

/** What a ZIP without ZIP64 can say: 0xFFFF files and 0xFFFFFFFF bytes mean that the numbers stand elsewhere. */
export interface ZipLimits {
  readonly files: number;
  readonly bytes: number;
}
export const zipLimits: ZipLimits = { files: 0xffff - 1, bytes: 0xffffffff - 1 };

/** A ZIP that would be larger than its format allows; the message names the limit. */
export class ZipLimitError extends Error {}

/** Date and time of MS-DOS, in UTC. */
function dosTime(epochMs: number): { readonly date: number; readonly time: number } {
  const at = new Date(epochMs);
  const year = Math.max(FIRST_YEAR, at.getUTCFullYear());
  return { date: ((year - FIRST_YEAR) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(), time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1) };
}

/**
 * Packs files into a ZIP in parts (PKWARE APPNOTE 6.3.3, no ZIP64). The same files and instant give the same bytes. Throws a
 * `ZipLimitError` where a file, the whole or the number of files passes a limit.
 */
export function* packZip(entries: Iterable<ZipEntry>, epochMs: number, limits: ZipLimits = zipLimits): Generator<Uint8Array> {
  const checkBytes = (bytes: number, what: string): void => {
    if (bytes > limits.bytes) throw new ZipLimitError(`${what} would have ${bytes} bytes. A ZIP has at most ${limits.bytes} bytes.`);
  };
  const { date, time } = dosTime(epochMs);
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const nameBytes = Buffer.from(name, 'utf8');
    checkBytes(bytes.length, name);
    if (directory.length / 4 === limits.files) throw new ZipLimitError(`${name} would be file ${limits.files + 1}. A ZIP has at most ${limits.files} files.`);
    const packed = deflateRawSync(bytes);
    /** Fields that the local header and the directory share, from the version on. */
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(VERSION, 0);
    shared.writeUInt16LE(UTF8_NAMES, 2);
    shared.writeUInt16LE(DEFLATE, 4);
    shared.writeUInt16LE(time, 6);
    shared.writeUInt16LE(date, 8);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const signature = Buffer.alloc(4);
    signature.writeUInt32LE(LOCAL);
    const central = Buffer.alloc(6);
    central.writeUInt32LE(CENTRAL);
    central.writeUInt16LE(VERSION, 4);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(central, shared, rest, nameBytes);
    const local = Buffer.concat([signature, shared, nameBytes]);
    yield local;
    yield packed;
    offset += local.length + packed.length;
    checkBytes(offset, 'The ZIP');
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  checkBytes(offset + size, 'The ZIP');
  const count = directory.length / 4;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([...directory, end]);
}
