import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderConfig } from '../../../../engine/model/sync.ts';
import { problem, type Connector } from '../connector.ts';
import { readPayload } from './payloads.ts';

const MAX_FILE_BYTES = 64 * 1024 * 1024;
const PAYLOAD_NAME = /\.(?:json|jsonl|ndjson|xml|txt)$/iu;

/** Names of the payload files of a folder, in order; links are left alone. */
function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && PAYLOAD_NAME.test(entry.name)).map((entry) => entry.name).toSorted();
  } catch (error) {
    throw problem('FILE_UNREADABLE', `The folder ${folder} cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : ''}.`, 'none', { path: folder, hint: 'Choose the folder again.' });
  }
}

/** Payload files of a folder, one page each; contents that were read before are passed over. Files are never changed. */
export function createFolderConnector(config: FolderConfig, isFileRead: (hash: string) => boolean): Connector {
  return {
    async *pages(_start, signal) {
      for (const name of listFiles(config.path)) {
        signal.throwIfAborted();
        const path = join(config.path, name);
        const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
        if (bytes > MAX_FILE_BYTES) throw problem('FILE_TOO_LARGE', `${name} has ${bytes} bytes. Payload files have at most ${MAX_FILE_BYTES}.`, 'none', { path, hint: 'Import it as a file instead, or take it out of the folder.' });
        const content = readFileSync(path);
        const hash = createHash('sha256').update(content).digest('hex');
        if (isFileRead(hash)) continue;
        const payload = readPayload(content.toString('utf8'), config.format, config.recordsPath);
        const file = { hash, name };
        yield 'unreadable' in payload ? { records: [], next: null, place: name, file, unreadable: payload.unreadable } : { records: payload.records, next: null, place: name, file };
      }
    },
  };
}
