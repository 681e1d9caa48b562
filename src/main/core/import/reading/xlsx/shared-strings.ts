import { openSqlite, type Sqlite } from '../../../db/connection.ts';
import type { SourceFile } from '../source-file.ts';
import { parsePart } from './parse-part.ts';
import type { ZipParts } from './zip-parts.ts';

const MAX_CHARACTERS_IN_MEMORY = 16_000_000;
const STRINGS_PER_WRITE = 5000;

/** The texts that a workbook's cells refer to by number. */
export interface SharedStrings {
  get(at: number): string;
  close(): void;
}

/** Keeps texts in memory up to a limit and the others in a temporary file of SQLite's own. */
function createStringStore(): SharedStrings & { add(text: string): void } {
  const near: string[] = [];
  let characters = 0;
  let far: Sqlite | null = null;
  let count = 0;
  let write: ((id: number, text: string) => void) | null = null;
  let find: ((id: number) => string | undefined) | null = null;
  const openFar = (): void => {
    far = openSqlite('');
    far.pragma('journal_mode = OFF');
    far.pragma('synchronous = OFF');
    far.exec('CREATE TABLE strings (id INTEGER PRIMARY KEY, text TEXT NOT NULL); BEGIN');
    const insert = far.prepare('INSERT INTO strings (id, text) VALUES (?, ?)');
    const select = far.prepare('SELECT text FROM strings WHERE id = ?').pluck();
    write = (id, text) => void insert.run(id, text);
    find = (id) => select.get(id) as string | undefined;
  };
  return {
    add(text) {
      if (characters < MAX_CHARACTERS_IN_MEMORY) {
        near.push(text);
        characters += text.length;
      } else {
        if (write === null) openFar();
        write?.(count, text);
        if (count % STRINGS_PER_WRITE === 0) far?.exec('COMMIT; BEGIN');
      }
      count += 1;
    },
    get: (at) => near[at] ?? find?.(at) ?? '',
    close: () => far?.close(),
  };
}

/** Undoes the escapes that XLSX writes for characters XML cannot hold: `_x000D_` is a carriage return. */
export const readEscapes = (text: string): string => (text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text);

/** Reads the shared texts; runs of rich text are joined, phonetic hints left out. Memory is bounded. */
export async function readSharedStrings(parts: ZipParts, file: SourceFile, name: string): Promise<SharedStrings> {
  const store = createStringStore();
  let text = '';
  let isText = false;
  let phonetic = 0;
  const pieces = parsePart(parts, file, name, {
    onOpen(element) {
      if (element === 'si') text = '';
      else if (element === 'rPh') phonetic += 1;
      isText = element === 't' && phonetic === 0;
    },
    onText(piece) {
      if (isText) text += piece;
    },
    onClose(element) {
      if (element === 'si') store.add(readEscapes(text));
      else if (element === 'rPh') phonetic -= 1;
      isText = false;
    },
  });
  for await (const _ of pieces);
  return store;
}
