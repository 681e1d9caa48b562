import type { FieldSource, TargetMapping } from '../../../../engine/model/import.ts';
import { createChannelNaming, knownChannel, plainWords } from '../values/canonical-channel.ts';
import { conversionNames, flagOutcomeNames, outcomeNames, referenceNames, touchNames } from './field-names.ts';
import { assignColumns, nameScore, type FieldScore } from './match-fields.ts';
import type { ColumnProfile } from './profile-columns.ts';

const MAX_CHANNELS = 60;
const NO_TOUCH = /^(?:no|none|without|kein|keine|keiner|sans|aucun|sin|ningun|control|holdout)\b/u;

const isDate = (column: ColumnProfile): boolean => column.kind === 'date' || column.kind === 'date_time';
const isLabel = (column: ColumnProfile): boolean => column.kind === 'category' || column.kind === 'text';

const namesTouch = (value: string): boolean => {
  const words = plainWords(value);
  return knownChannel(words) !== null || words.split(' ').some((_, at, all) => knownChannel(all.slice(at).join(' ')) !== null);
};

/** True for a value that says that no touch took place ("No E-Mail", "Control"). */
export const isNoTouch = (value: string): boolean => NO_TOUCH.test(plainWords(value)) && (namesTouch(value) || /^(?:none|control|holdout)$/u.test(plainWords(value)));

/** How much a column reads like the channel of a touch: by its name, by values that name channels, by a control arm. */
export function channelScore(column: ColumnProfile): number {
  if (!isLabel(column) || column.distinct > MAX_CHANNELS || column.distinct === 0) return 0;
  const named = nameScore(column.words, touchNames.channel);
  const known = column.values.filter(namesTouch).length / column.values.length;
  if (named === 0 && known < 0.6) return 0;
  if (column.words === 'contact' && known < 0.5) return 0;
  return named + known + (column.values.some(isNoTouch) ? 0.5 : 0);
}

const reference: Record<keyof typeof referenceNames, FieldScore> = {
  contact: (column) => {
    if (isDate(column) || column.kind === 'flag' || column.kind === 'email' || column.kind === 'empty') return 0;
    const score = nameScore(column.words, referenceNames.contact);
    return score < 0.7 || channelScore(column) >= 1.2 ? 0 : score;
  },
  contact_email: (column) => (column.kind === 'email' ? Math.max(0, nameScore(column.words, referenceNames.contact_email) - 0.01) : 0),
  contact_npi: (column) => (column.kind === 'npi' ? Math.max(0.85, nameScore(column.words, referenceNames.contact_npi)) : 0),
};

/** Date columns by name; a column whose name says nothing comes last, a patchy one behind a full one. */
const dateScore = (names: readonly string[]): FieldScore => (column) => (isDate(column) ? Math.max(nameScore(column.words, names), 0.05) * column.filled : 0);

const source = (column: ColumnProfile): FieldSource => ({ column: column.name });

function dateSource(column: ColumnProfile): FieldSource {
  return { column: column.name, dateOrder: column.dateOrder ?? 'unknown' };
}

/** What the values of a channel column stand for, where that differs from what is written. */
export function channelValues(column: ColumnProfile, existing: readonly string[]): Record<string, string> | undefined {
  const nameChannel = createChannelNaming(existing);
  const changed = column.values.map((value) => [value, isNoTouch(value) ? '' : nameChannel(value)] as const).filter(([value, channel]) => value !== channel);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

function channelSource(column: ColumnProfile, existing: readonly string[]): FieldSource {
  const values = channelValues(column, existing);
  return values === undefined ? source(column) : { column: column.name, values };
}

function addReference(fields: Record<string, FieldSource>, assigned: Partial<Record<string, ColumnProfile>>): void {
  for (const field of ['contact', 'contact_email', 'contact_npi'] as const) {
    const column = assigned[field];
    if (column !== undefined) fields[field] = source(column);
  }
}

/** Guesses how rows tell of touches. Fields without a column are left out. */
export function guessTouches(columns: readonly ColumnProfile[], existingChannels: readonly string[]): TargetMapping {
  const assigned = assignColumns(columns, {
    ...reference,
    source_key: (column) => (isDate(column) || column.kind === 'flag' || column.distinct < column.rows * 0.95 ? 0 : column.words === 'id' ? 0.4 : nameScore(column.words, touchNames.source_key)),
    date: dateScore(touchNames.date),
    channel: channelScore,
    kind: (column) => (isLabel(column) && column.distinct <= MAX_CHANNELS ? nameScore(column.words, touchNames.kind) * 0.9 : 0),
    campaign: (column) => (column.kind === 'number' || isDate(column) || column.kind === 'flag' ? 0 : nameScore(column.words, touchNames.campaign)),
    cost: (column) => (column.kind === 'number' ? nameScore(column.words, touchNames.cost) : 0),
  });
  const fields: Record<string, FieldSource> = {};
  addReference(fields, assigned);
  if (assigned.date !== undefined) fields['date'] = dateSource(assigned.date);
  if (assigned.channel !== undefined) fields['channel'] = channelSource(assigned.channel, existingChannels);
  for (const field of ['source_key', 'kind', 'campaign', 'cost'] as const) {
    const column = assigned[field];
    if (column !== undefined) fields[field] = source(column);
  }
  return { target: 'touches', fields };
}

/** Guesses how rows tell of one outcome each, named by a column. */
export function guessOutcomes(columns: readonly ColumnProfile[], existingChannels: readonly string[]): TargetMapping {
  const assigned = assignColumns(columns, {
    ...reference,
    source_key: (column) => (isDate(column) || column.kind === 'flag' || column.distinct < column.rows * 0.95 ? 0 : column.words === 'id' ? 0.4 : nameScore(column.words, outcomeNames.source_key)),
    date: dateScore(outcomeNames.date),
    channel: (column) => (isLabel(column) && column.distinct <= MAX_CHANNELS ? nameScore(column.words, outcomeNames.channel) : 0),
    kind: (column) => (isLabel(column) && column.distinct <= MAX_CHANNELS ? nameScore(column.words, outcomeNames.kind) : 0),
    value: (column) => (column.kind === 'number' || column.kind === 'flag' ? nameScore(column.words, outcomeNames.value) : 0),
  });
  const fields: Record<string, FieldSource> = {};
  addReference(fields, assigned);
  if (assigned.date !== undefined) fields['date'] = dateSource(assigned.date);
  if (assigned.channel !== undefined) fields['channel'] = channelSource(assigned.channel, existingChannels);
  for (const field of ['source_key', 'kind', 'value'] as const) {
    const column = assigned[field];
    if (column !== undefined) fields[field] = source(column);
  }
  if (fields['kind'] === undefined) fields['kind'] = { constant: 'outcome' };
  return { target: 'outcomes', fields };
}

/** Yes/no columns that each tell of an outcome of the row's contact; a value column goes to the one that was bought or converted. */
export function guessFlagOutcomes(columns: readonly ColumnProfile[], shared: Record<string, FieldSource>): TargetMapping[] {
  const flags = columns.filter((column) => column.kind === 'flag' && nameScore(column.words, flagOutcomeNames) >= 0.75);
  const value = assignColumns(columns, { value: (column: ColumnProfile) => (column.kind === 'number' ? nameScore(column.words, outcomeNames.value) : 0) }).value;
  const bought = flags.find((flag) => conversionNames.test(flag.words));
  return flags.map((flag) => ({
    target: 'outcomes',
    fields: { ...shared, kind: { constant: flag.name }, flag: source(flag), ...(value !== undefined && flag === bought ? { value: source(value) } : {}) },
  }));
}
