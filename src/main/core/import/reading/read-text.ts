import { isAscii } from 'node:buffer';
import type { TextEncoding } from '../../../../engine/model/import.ts';
import { stop } from '../stop.ts';
import type { SourceFile } from './source-file.ts';

const BYTE_ORDER_MARK = '﻿';

/** Where a text reader is: the bytes it has taken from the file. */
export interface ReadPosition {
  bytes: number;
}

/** Decodes a file piece by piece; the byte order mark is left out. Stops where bytes do not fit the encoding. */
export function* readText(file: SourceFile, encoding: Exclude<TextEncoding, 'xlsx' | 'jsonl'>, position: ReadPosition): Generator<string> {
  const label = encoding === 'utf-8-bom' ? 'utf-8' : encoding;
  const isAsciiCompatible = label === 'utf-8' || label === 'windows-1252';
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      return stop('ENCODING_UNKNOWN', `${file.name} is not ${label.toUpperCase()} near byte ${position.bytes}.`, { path: file.path, hint: 'Choose another encoding, such as Windows-1252.' });
    }
  };
  let isFirst = true;
  let isBetweenCharacters = true;
  for (const chunk of file.readChunks(true)) {
    const isPlain: boolean = isAsciiCompatible && isBetweenCharacters && isAscii(chunk);
    let text = isPlain ? chunk.toString('latin1') : decode(chunk);
    isBetweenCharacters = isPlain || (chunk[chunk.length - 1] ?? 0x80) < 0x80;
    position.bytes += chunk.length;
    if (isFirst && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
    isFirst = false;
    if (text !== '') yield text;
  }
  const rest = decode();
  if (rest !== '') yield rest;
}
