import { SaxesParser } from 'saxes';
import type { SourceFile } from '../source-file.ts';
import { refuseWorkbook, type ZipParts } from './zip-parts.ts';

/** Attributes of an element by their names without prefix. */
export type Attributes = Readonly<Record<string, string>>;

/** What a part's reader does at each element; names come without their namespace prefix. */
export interface PartHandlers {
  onOpen(name: string, attributes: Attributes): void;
  onText?(text: string): void;
  onClose?(name: string): void;
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Hardly any part writes prefixes, and one object for each cell is felt: without prefix the parser's own is handed on. */
function readAttributes(attributes: Readonly<Record<string, string>>): Attributes {
  if (!Object.keys(attributes).some((name) => name.includes(':'))) return attributes;
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) plain[withoutPrefix(name)] = value;
  return plain;
}

/** Parses a part as it streams in; yields after each piece, so that the caller can take what has come together. */
export async function* parsePart(parts: ZipParts, file: SourceFile, name: string, handlers: PartHandlers, onProgress?: (share: number) => void): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  parser.on('opentag', (tag) => handlers.onOpen(withoutPrefix(tag.name), readAttributes(tag.attributes as Record<string, string>)));
  if (handlers.onText !== undefined) {
    parser.on('text', (text) => handlers.onText?.(text));
    parser.on('cdata', (text) => handlers.onText?.(text));
  }
  parser.on('closetag', (tag) => handlers.onClose?.(withoutPrefix(tag.name)));
  parser.on('error', (error) => refuseWorkbook(file, `${name}: ${error.message}`));
  for await (const piece of parts.read(name, onProgress)) {
    parser.write(piece);
    yield;
  }
  parser.close();
  yield;
}

/** Parses a whole part. */
export async function parseWholePart(parts: ZipParts, file: SourceFile, name: string, handlers: PartHandlers): Promise<void> {
  for await (const _ of parsePart(parts, file, name, handlers));
}
