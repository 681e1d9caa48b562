import type { DateOrder, Dialect, ImportSettings, ImportTarget, TargetMapping, TextEncoding } from '../../../../engine/model/import.ts';
import { rowKeyPrefix } from './guess-contacts.ts';
import { guessTargets } from './guess-targets.ts';
import { REASON_COLUMN } from './header-names.ts';
import type { ColumnProfile } from './profile-columns.ts';

/** What the guess goes by. */
export interface GuessInput {
  readonly fileName: string;
  readonly encoding: TextEncoding;
  readonly dialect: Dialect;
  readonly columns: readonly ColumnProfile[];
  readonly channels: readonly string[];
  readonly target?: ImportTarget | undefined;
  /** How a file with these columns was read the last time. */
  readonly remembered: ImportSettings | null;
}

/** Contacts are matched on what their id is made of. */
function guessMatch(targets: readonly TargetMapping[]): ImportSettings['matchOn'] {
  const contacts = targets.find(({ target }) => target === 'contacts')?.fields;
  const key = contacts?.['key']?.column;
  if (key === undefined) return 'key';
  if (contacts?.['npi']?.column === key) return 'npi';
  return contacts?.['email']?.column === key ? 'email' : 'key';
}

/** Orders of day and month follow this file's cells; where they fit both, what was answered the last time. */
function refreshOrders(targets: readonly TargetMapping[], columns: readonly ColumnProfile[]): TargetMapping[] {
  const decided = new Map(columns.map(({ name, dateOrder }) => [name, dateOrder]));
  const refreshed = (column: string | undefined, before: DateOrder | undefined): DateOrder | undefined => {
    if (column === undefined || before === undefined) return before;
    const now = decided.get(column) ?? null;
    return now === null || now === 'unknown' ? before : now;
  };
  return targets.map((mapping) => ({
    ...mapping,
    fields: Object.fromEntries(
      Object.entries(mapping.fields).map(([field, source]) => {
        const order = refreshed(source.column, source.dateOrder);
        return [field, order === undefined ? source : { ...source, dateOrder: order }];
      }),
    ),
  }));
}

/** Keys made from row numbers carry the name of this file, not of the one the mapping was made for. */
function refreshRowKeys(targets: readonly TargetMapping[], fileName: string): TargetMapping[] {
  return targets.map((mapping) => ({
    ...mapping,
    fields: Object.fromEntries(Object.entries(mapping.fields).map(([field, source]) => [field, source.rowNumber === true && source.constant !== undefined ? { ...source, constant: rowKeyPrefix(fileName) } : source])),
  }));
}

/** The reasons in a file of rejected rows are no attribute of a contact. */
function ignoreReasons(targets: readonly TargetMapping[], columns: readonly ColumnProfile[]): TargetMapping[] {
  const last = columns.at(-1);
  if (last?.words !== REASON_COLUMN) return [...targets];
  return targets.map((mapping) => (mapping.target === 'contacts' && mapping.ignored?.includes(last.name) !== true ? { ...mapping, ignored: [...(mapping.ignored ?? []), last.name] } : mapping));
}

/** Settings for a file: those remembered for its columns, else guessed. */
export function guessSettings({ fileName, encoding, dialect, columns, channels, target, remembered }: GuessInput): { settings: ImportSettings; remembered: boolean } {
  const kept = remembered?.targets.filter((mapping) => target === undefined || mapping.target === target) ?? [];
  if (remembered !== null && kept.length > 0) {
    return { settings: { ...remembered, encoding, dialect, targets: ignoreReasons(refreshRowKeys(refreshOrders(kept, columns), fileName), columns) }, remembered: true };
  }
  const targets = ignoreReasons(guessTargets(columns, fileName, channels, target), columns);
  return { settings: { encoding, dialect, targets, mode: 'upsert', matchOn: guessMatch(targets), unknownContact: 'create' }, remembered: false };
}
