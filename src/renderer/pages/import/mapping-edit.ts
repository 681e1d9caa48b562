import { contactFields } from '../../../engine/model/contact.ts';
import { OutcomeField, TouchField, type FieldSource, type ImportSettings, type ImportTarget, type TargetMapping } from '../../../engine/model/import.ts';

/** What a column can be taken for: a field of one target of the file, by the target's place in the settings. */
export interface FieldPlace {
  readonly targetIndex: number;
  readonly field: string;
}

/** Fields of a target in the order a planner reads them. */
export const fieldsOf = (target: ImportTarget): readonly string[] => (target === 'contacts' ? contactFields : target === 'touches' ? TouchField.options : OutcomeField.options);

/** Text key of a place, for selects. */
export const placeKey = ({ targetIndex, field }: FieldPlace): string => `${targetIndex}.${field}`;

export function parsePlaceKey(key: string): FieldPlace {
  const dot = key.indexOf('.');
  return { targetIndex: Number(key.slice(0, dot)), field: key.slice(dot + 1) };
}

/** Everything a column is taken for. */
export function placesOfColumn(settings: ImportSettings, column: string): FieldPlace[] {
  return settings.targets.flatMap((mapping, targetIndex) => Object.entries(mapping.fields).flatMap(([field, source]) => (source.column === column ? [{ targetIndex, field }] : [])));
}

const replaceTarget = (settings: ImportSettings, targetIndex: number, change: (mapping: TargetMapping) => TargetMapping): ImportSettings => ({
  ...settings,
  targets: settings.targets.map((mapping, at) => (at === targetIndex ? change(mapping) : mapping)),
});

/** Sets where a field comes from; null takes the field away. */
export function setFieldSource(settings: ImportSettings, { targetIndex, field }: FieldPlace, source: FieldSource | null): ImportSettings {
  return replaceTarget(settings, targetIndex, (mapping) => {
    const { [field]: _, ...others } = mapping.fields;
    return { ...mapping, fields: source === null ? others : { ...others, [field]: source } };
  });
}

/** Takes a column for exactly these places; a field another column had is taken over. */
export function setColumnPlaces(settings: ImportSettings, column: string, places: readonly FieldPlace[]): ImportSettings {
  const wanted = new Set(places.map(placeKey));
  const cleared = placesOfColumn(settings, column)
    .filter((place) => !wanted.has(placeKey(place)))
    .reduce((next, place) => setFieldSource(next, place, null), settings);
  return places.reduce((next, place) => {
    const present = next.targets[place.targetIndex]?.fields[place.field];
    return present?.column === column ? next : setFieldSource(next, place, { column });
  }, cleared);
}

/** Sets the order of day and month wherever a column is read as a date. */
export function setDateOrder(settings: ImportSettings, column: string, dateOrder: 'dmy' | 'mdy' | 'ymd'): ImportSettings {
  return placesOfColumn(settings, column).reduce((next, place) => setFieldSource(next, place, { ...next.targets[place.targetIndex]?.fields[place.field], column, dateOrder }), settings);
}

/** True where the column is left out of the contacts' attributes. */
export const isIgnored = (settings: ImportSettings, column: string): boolean => settings.targets.some((mapping) => mapping.target === 'contacts' && (mapping.ignored ?? []).includes(column));

export function setIgnored(settings: ImportSettings, column: string, ignored: boolean): ImportSettings {
  const at = settings.targets.findIndex((mapping) => mapping.target === 'contacts');
  if (at < 0) return settings;
  return replaceTarget(settings, at, (mapping) => {
    const others = (mapping.ignored ?? []).filter((name) => name !== column);
    return { ...mapping, ignored: ignored ? [...others, column] : others };
  });
}

/** Replaces the mappings of a target by others; none takes the target away. A file keeps at least one target. */
export function setTarget(settings: ImportSettings, target: ImportTarget, mappings: readonly TargetMapping[]): ImportSettings {
  const targets = [...settings.targets.filter((mapping) => mapping.target !== target), ...mappings.filter((mapping) => mapping.target === target)];
  return targets.length === 0 ? settings : { ...settings, targets };
}

/** Fields a target cannot do without that have no source yet. */
export function missingFields(mapping: TargetMapping): string[] {
  const has = (field: string): boolean => mapping.fields[field] !== undefined;
  const hasContact = has('contact') || has('contact_email') || has('contact_npi');
  switch (mapping.target) {
    case 'contacts':
      return has('key') || has('email') || has('npi') ? [] : ['key'];
    case 'touches':
      return [...(hasContact ? [] : ['contact']), ...(has('date') ? [] : ['date']), ...(has('channel') ? [] : ['channel'])];
    case 'outcomes':
      return [...(hasContact ? [] : ['contact']), ...(has('date') ? [] : ['date']), ...(has('kind') ? [] : ['kind'])];
  }
}
