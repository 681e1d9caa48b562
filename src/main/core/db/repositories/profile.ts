import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { CategoryFeature, Feature, FeatureTable } from '../../../../engine/uncertainty/feature-table.ts';
import type { Sqlite } from '../connection.ts';

/** Contacts and what is known of them, in the order of their ids. */
export interface ContactProfiles {
  readonly contactIds: readonly number[];
  readonly table: FeatureTable;
}

const FIELDS = ['specialty', 'segment', 'territory', 'rep', 'region', 'country'] as const;
/** A column with more texts than this tells contacts apart instead of describing them, and is no feature. */
const MOST_CATEGORIES = 200;

interface ColumnDraft {
  readonly name: string;
  readonly cells: (string | number | null)[];
}

const readNumber = (cell: string | number | null): number => (cell === null || cell === '' ? Number.NaN : Number(cell));

/** A column as a feature: a number where every known cell is one, else a category; null where it says nothing of kind. */
function toFeature({ name, cells }: ColumnDraft): Feature | null {
  const known = cells.filter((cell) => cell !== null && cell !== '');
  if (known.length === 0) return null;
  if (known.every((cell) => Number.isFinite(Number(cell)))) return { kind: 'number', name, numbers: Float64Array.from(cells, readNumber) };
  const places = new Map<string, number>();
  for (const cell of known) {
    if (!places.has(String(cell))) places.set(String(cell), places.size);
    if (places.size > MOST_CATEGORIES) return null;
  }
  return { kind: 'category', name, codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : (places.get(String(cell)) ?? -1))), values: [...places.keys()] };
}

/**
 * Profiles of all contacts: specialty, segment, territory, rep, region, country, value and the export's own columns that
 * hold numbers or up to 200 texts. O(contacts · columns).
 */
export function readProfiles(sqlite: Sqlite): ContactProfiles {
  const contactIds: number[] = [];
  const fields: ColumnDraft[] = [...FIELDS, 'value'].map((name) => ({ name, cells: [] }));
  const attributes = new Map<string, ColumnDraft>();
  const rows = sqlite.prepare(`SELECT id, attributes, ${FIELDS.join(', ')}, value FROM contacts ORDER BY id`).raw().iterate() as Iterable<[number, string, ...(string | number | null)[]]>;
  for (const [id, text, ...cells] of rows) {
    for (const [at, field] of fields.entries()) field.cells.push(cells[at] ?? null);
    if (text !== '{}') {
      for (const [name, cell] of Object.entries(JSON.parse(text) as Record<string, string>)) {
        const column = attributes.get(name) ?? { name: `attributes.${name}`, cells: [] };
        attributes.set(name, column);
        while (column.cells.length < contactIds.length) column.cells.push(null);
        column.cells.push(cell);
      }
    }
    contactIds.push(id);
  }
  const columns = [...fields, ...[...attributes.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1))];
  for (const { cells } of columns) while (cells.length < contactIds.length) cells.push(null);
  return { contactIds, table: { rowCount: contactIds.length, features: columns.flatMap((column) => toFeature(column) ?? []) } };
}

/** The profiles of some rows, in the order of `rows`. */
export function pickRows(table: FeatureTable, rows: readonly number[]): FeatureTable {
  return {
    rowCount: rows.length,
    features: table.features.map((feature) =>
      feature.kind === 'category' ? { ...feature, codes: Int32Array.from(rows, (row) => feature.codes[row] ?? -1) } : { ...feature, numbers: Float64Array.from(rows, (row) => feature.numbers[row] ?? Number.NaN) },
    ),
  };
}

const StoredProfiles = z.strictObject({
  contactIds: z.array(z.int()),
  features: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('category'), name: z.string(), codes: z.array(z.int()), values: z.array(z.string()) }),
      z.strictObject({ kind: z.literal('number'), name: z.string(), numbers: z.array(z.number().nullable()) }),
    ]),
  ),
});

const packFeature = (feature: Feature): unknown => (feature.kind === 'category' ? packCategory(feature) : { ...feature, numbers: Array.from(feature.numbers, (number) => (Number.isNaN(number) ? null : number)) });
const packCategory = (feature: CategoryFeature): unknown => ({ ...feature, codes: Array.from(feature.codes) });

/** Keeps profiles with a snapshot of the response model; call inside the transaction that stores the snapshot. */
export function insertProfiles(sqlite: Sqlite, snapshotId: number, { contactIds, table }: ContactProfiles): void {
  const document = gzipSync(JSON.stringify({ contactIds, features: table.features.map(packFeature) }), { level: 4 });
  sqlite.prepare('INSERT INTO response_profiles (snapshot_id, document) VALUES (?, ?)').run(snapshotId, document);
}

/** Profiles kept with a snapshot, null where none were. */
export function readKeptProfiles(sqlite: Sqlite, snapshotId: number): ContactProfiles | null {
  const document = sqlite.prepare('SELECT document FROM response_profiles WHERE snapshot_id = ?').pluck().get(snapshotId) as Buffer | undefined;
  if (document === undefined) return null;
  const { contactIds, features } = StoredProfiles.parse(JSON.parse(gunzipSync(document).toString('utf8')));
  return {
    contactIds,
    table: {
      rowCount: contactIds.length,
      features: features.map((feature): Feature => (feature.kind === 'category' ? { ...feature, codes: Int32Array.from(feature.codes) } : { ...feature, numbers: Float64Array.from(feature.numbers, (number) => number ?? Number.NaN) })),
    },
  };
}
