/**
 * Numbers as SQLite writes them in a record (https://www.sqlite.org/fileformat2.html, 1.6 and 2.1). Whole numbers are
 * 0 … 2^47 − 1 here, which is all that staging needs.
 */
/** Bytes of a variable-length integer; whole numbers below 2^53. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length += 1;
  return length;
}

/** Writes a variable-length integer, seven bits a byte, most significant first. Answers where it ends. */
export function putVarint(bytes: Uint8Array, at: number, value: number): number {
  const end = at + varintLength(value);
  let rest = value;
  for (let place = end - 1; place >= at; place -= 1) {
    bytes[place] = (rest % 128) | (place === end - 1 ? 0 : 128);
    rest = Math.floor(rest / 128);
  }
  return end;
}

/** Serial type of a whole number of 0 … 2^47 − 1: by how many bytes it takes (0 and 1 take none). */
export function integerType(value: number): number {
  if (value < 2) return 8 + value;
  if (value < 0x80) return 1;
  if (value < 0x8000) return 2;
  if (value < 0x80_0000) return 3;
  return value < 0x8000_0000 ? 4 : 5;
}

/** Bytes that a value of each serial type takes. */
export const BYTES_OF_TYPE = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];
export const REAL_TYPE = 7;

const TWO_32 = 2 ** 32;

/** Writes a whole number as its serial type wants it. Answers where it ends. */
export function putInteger(view: DataView, at: number, type: number, value: number): number {
  switch (type) {
    case 1:
      view.setUint8(at, value);
      return at + 1;
    case 2:
      view.setUint16(at, value);
      return at + 2;
    case 3:
      view.setUint8(at, value >>> 16);
      view.setUint16(at + 1, value & 0xffff);
      return at + 3;
    case 4:
      view.setUint32(at, value);
      return at + 4;
    case 5:
      view.setUint16(at, Math.floor(value / TWO_32));
      view.setUint32(at + 2, value % TWO_32);
      return at + 6;
    default:
      return at;
  }
}
