import type { FieldSource } from '../../../../engine/model/import.ts';
import { stop } from '../stop.ts';

/** Reads a field's text from a row. */
export type TextReader = (cells: readonly string[], row: number) => string;

/** A field of a mapping: how it is read and what it is called in reasons. */
export interface Field {
  readonly column: string | null;
  readonly read: TextReader;
}

/** A value map that also finds values written with other spaces or case. */
function createValueMap(values: Readonly<Record<string, string>>): (text: string) => string {
  const exact = new Map(Object.entries(values));
  const loose = new Map(Object.entries(values).map(([from, to]) => [from.trim().toLowerCase(), to]));
  return (text) => exact.get(text) ?? loose.get(text.trim().toLowerCase()) ?? text;
}

/** Compiles where a field comes from; null where the mapping does not give it. */
export function createField(source: FieldSource | undefined, columns: readonly string[]): Field | null {
  if (source === undefined) return null;
  if (source.column !== undefined) {
    const at = columns.indexOf(source.column);
    if (at < 0) stop('UNKNOWN_REFERENCE', `The file has no column "${source.column}".`, { hint: `Columns: ${columns.slice(0, 30).join(', ')}.` });
    const plain: TextReader = (cells) => cells[at] ?? '';
    if (source.values === undefined) return { column: source.column, read: plain };
    const map = createValueMap(source.values);
    return { column: source.column, read: (cells) => map(cells[at] ?? '') };
  }
  if (source.rowNumber === true) {
    const prefix = source.constant ?? '';
    return { column: null, read: (_, row) => `${prefix}${row}` };
  }
  const { constant } = source;
  return constant === undefined ? null : { column: null, read: () => constant };
}
