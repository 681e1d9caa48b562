import { stop } from '../stop.ts';
import type { Cells } from './record-scanner.ts';
import { MAX_RECORD_CHARACTERS } from './record-scanner.ts';
import { readText, type ReadPosition } from './read-text.ts';
import type { RecordBatch, RecordSource } from './record-source.ts';
import type { SourceFile } from './source-file.ts';

/** Levels of objects that become columns of their own, `person.npi`; what lies deeper stays JSON in its cell. */
const MAX_DEPTH = 4;
const BATCH_ROWS = 1000;

/** Lines of a text file, without their ends. Stops where one does not end. */
function* readLines(file: SourceFile, position: ReadPosition): Generator<string> {
  let rest = '';
  let count = 0;
  for (const text of readText(file, 'utf-8', position)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    count += lines.length;
    if (rest.length > MAX_RECORD_CHARACTERS) stop('BAD_FORMAT', `Line ${count + 1} of ${file.name} does not end within ${MAX_RECORD_CHARACTERS / 1e6} million characters.`, { path: file.path });
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** The object of a line, null where the line is none. */
export function parseLine(line: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

/** Tells every value of an object with its path, names joined by dots. */
function visit(object: Record<string, unknown>, take: (path: string, text: string) => void, prefix = '', depth = 1): void {
  for (const [name, value] of Object.entries(object)) {
    const isInner = typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_DEPTH;
    if (isInner) visit(value as Record<string, unknown>, take, `${prefix}${name}.`, depth + 1);
    else take(prefix + name, textOf(value));
  }
}

/**
 * Reads a file of one JSON object a line as records: first the names of all values of all lines, then a record a line. A
 * line that is no object is a broken record. The file is read twice.
 */
export function createJsonLinesSource(file: SourceFile): RecordSource {
  const position: ReadPosition = { bytes: 0 };
  const readNames = (): Map<string, number> => {
    const places = new Map<string, number>();
    for (const line of readLines(file, { bytes: 0 })) {
      const object = parseLine(line);
      if (object !== null) visit(object, (path) => void (places.has(path) || places.set(path, places.size)));
    }
    return places;
  };
  return {
    position,
    hasShortRows: true,
    hasFooters: false,
    *batches(): Generator<RecordBatch> {
      position.bytes = 0;
      const places = readNames();
      if (places.size === 0) stop('BAD_FORMAT', `${file.name} holds no JSON object on a line of its own.`, { path: file.path });
      let records: Cells[] = [[...places.keys()]];
      let broken = new Map<Cells, string>();
      for (const line of readLines(file, position)) {
        const cells: Cells = Array.from({ length: places.size }, () => '');
        const object = parseLine(line);
        if (object !== null) visit(object, (path, text) => void (cells[places.get(path) ?? 0] = text));
        else if (line.trim() !== '') {
          cells[0] = line.trim();
          broken.set(cells, 'The line is not a JSON object.');
        }
        records.push(cells);
        if (records.length < BATCH_ROWS) continue;
        yield { records, broken };
        records = [];
        broken = new Map();
      }
      if (records.length > 0) yield { records, broken };
    },
  };
}
