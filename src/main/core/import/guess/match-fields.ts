import type { ColumnProfile } from './profile-columns.ts';

/** Names too general to be found at the end of a longer header: a deal name names no contact. */
const TOO_GENERAL: ReadonlySet<string> = new Set(['name', 'number', 'type', 'date', 'status', 'value', 'total', 'time', 'state', 'land', 'class', 'person', 'contact', 'account', 'customer', 'owner', 'event', 'action', 'price', 'stage', 'response', 'result', 'mobile', 'region', 'first', 'last']);

/** How sure a header is a field's name: 1 for the first of its names down to 0.8, 0.5–0.6 where it ends in one, 0 else. */
export function nameScore(words: string, names: readonly string[]): number {
  const exact = names.indexOf(words);
  if (exact >= 0) return 1 - (0.2 * exact) / names.length;
  const compact = words.replaceAll(' ', '');
  if (names.some((name) => name.replaceAll(' ', '') === compact)) return 0.75;
  let best = 0;
  for (const name of names) {
    if (!name.includes(' ') && (name.length < 4 || TOO_GENERAL.has(name))) continue;
    if (words.endsWith(` ${name}`)) best = Math.max(best, 0.5 + Math.min(0.1, name.length / 200));
  }
  return best;
}

/** How well a column fits a field, 0 = not at all. */
export type FieldScore = (column: ColumnProfile) => number;

/** Gives each field the column that fits it best, each column to one field only; the surest pairs first. */
export function assignColumns<Field extends string>(columns: readonly ColumnProfile[], scores: Readonly<Record<Field, FieldScore>>): Partial<Record<Field, ColumnProfile>> {
  const pairs = (Object.keys(scores) as Field[]).flatMap((field, fieldAt) =>
    columns.map((column, columnAt) => ({ field, column, fieldAt, columnAt, score: scores[field](column) })).filter((pair) => pair.score > 0),
  );
  pairs.sort((left, right) => right.score - left.score || left.fieldAt - right.fieldAt || left.columnAt - right.columnAt);
  const assigned: Partial<Record<Field, ColumnProfile>> = {};
  const taken = new Set<ColumnProfile>();
  for (const { field, column } of pairs) {
    if (assigned[field] !== undefined || taken.has(column)) continue;
    assigned[field] = column;
    taken.add(column);
  }
  return assigned;
}
