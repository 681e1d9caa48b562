import type { ExportSettings } from '../../../engine/model/export.ts';

/** Text in parts as bytes of an encoding, with its byte order mark where it has one. */
export function* encodeText(parts: Iterable<string>, encoding: ExportSettings['encoding']): Generator<Uint8Array> {
  if (encoding !== 'utf-8') yield Buffer.from('\uFEFF', encoding === 'utf-16le' ? 'utf16le' : 'utf8');
  for (const part of parts) yield Buffer.from(part, encoding === 'utf-16le' ? 'utf16le' : 'utf8');
}
