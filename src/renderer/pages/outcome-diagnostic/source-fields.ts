import { PayloadFormat, VeevaObject } from '../../../engine/model/sync.ts';
import { eventFields, knowsMapping, type SourceDraft } from './source-draft.ts';
import { kindNames } from './source-words.ts';

/** One field of the form of a source. `path` is where the settings keep what it says. */
export interface SourceField {
  readonly key: string;
  readonly label: string;
  readonly path: string;
  readonly help?: string;
  readonly kind?: 'long' | 'choice' | 'folder';
  readonly options?: Readonly<Record<string, string>>;
  readonly isShown?: (draft: SourceDraft) => boolean;
}

export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly SourceField[];
}

const isKind = (...kinds: readonly string[]) => (draft: SourceDraft): boolean => kinds.includes(draft['kind'] ?? '');
const hasPaging = (...types: readonly string[]) => (draft: SourceDraft): boolean => draft['kind'] === 'json' && types.includes(draft['paging'] ?? '');
const asItself = (names: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(names.map((name) => [name, name]));
const salesforceLike = isKind('salesforce', 'veeva_crm');

const eventLabels: Readonly<Record<(typeof eventFields)[number], string>> = { contact: 'Contact', kind: 'Kind of outcome', occurredAt: 'When it happened', eventId: 'Event ID', channel: 'Channel', value: 'Value' };

/** Fields that can be the same for all events of a source. */
const canBeConstant: ReadonlySet<string> = new Set(['kind', 'channel', 'value']);

const mappingFields = eventFields.flatMap((name): SourceField[] => [
  { key: `${name}.paths`, label: `${eventLabels[name]} from`, path: `config.mapping.${name}.paths`, help: 'Field, or several with commas: the first that holds something.' },
  ...(canBeConstant.has(name) ? [{ key: `${name}.constant`, label: `${eventLabels[name]} otherwise`, path: `config.mapping.${name}.constant` }] : []),
  ...(name === 'kind' ? [{ key: 'kind.values', label: 'Kinds renamed', path: 'config.mapping.kind.values', kind: 'long' as const, help: 'One a line: theirs = ours. Nothing after = leaves the record out.' }] : []),
]);

/** Every field of every kind of source, in groups. */
export const fieldGroups: readonly FieldGroup[] = [
  {
    title: 'Source',
    fields: [
      { key: 'name', label: 'Name', path: 'name' },
      { key: 'sourceSystem', label: 'System', path: 'sourceSystem', help: 'a–z, 0–9, _ . - : one word for where events come from.' },
      { key: 'kind', label: 'Kind of source', path: 'config.kind', kind: 'choice', options: kindNames },
    ],
  },
  {
    title: 'Access',
    fields: [
      { key: 'url', label: 'Address', path: 'config.url', isShown: isKind('json', 'vault') },
      { key: 'instanceUrl', label: 'Instance address', path: 'config.instanceUrl', isShown: salesforceLike },
      { key: 'loginUrl', label: 'Login address', path: 'config.loginUrl', help: 'https://login.salesforce.com where empty.', isShown: salesforceLike },
      { key: 'apiVersion', label: 'API version', path: 'config.apiVersion', isShown: isKind('salesforce', 'veeva_crm', 'vault') },
      { key: 'auth', label: 'Secret is sent', path: 'config.auth', kind: 'choice', options: { none: 'not at all', bearer: 'as a bearer token', header: 'as a header' }, isShown: isKind('json') },
      { key: 'authHeader', label: 'Header of the secret', path: 'config.auth.name', isShown: (draft) => draft['kind'] === 'json' && draft['auth'] === 'header' },
      { key: 'headers', label: 'Other headers', path: 'config.headers', kind: 'long', help: 'One a line: name: value.', isShown: isKind('json') },
      { key: 'path', label: 'Folder', path: 'config.path', kind: 'folder', isShown: isKind('folder') },
      { key: 'format', label: 'Shape of the files', path: 'config.format', kind: 'choice', options: asItself(PayloadFormat.options), isShown: isKind('folder') },
    ],
  },
  {
    title: 'Records',
    fields: [
      { key: 'object', label: 'Object', path: 'config.object', kind: 'choice', options: asItself(VeevaObject.options), isShown: isKind('veeva_crm') },
      { key: 'query', label: 'Query', path: 'config.query', kind: 'long', help: '{since} stands for the newest value of the last run.', isShown: isKind('salesforce', 'veeva_crm', 'vault') },
      { key: 'recordsPath', label: 'List of records at', path: 'config.recordsPath', help: 'Empty where the answer itself is the list.', isShown: isKind('json', 'folder') },
      { key: 'paging', label: 'Pages', path: 'config.paging.type', kind: 'choice', options: { none: 'one page', page: 'by number', offset: 'by offset', cursor: 'by a cursor in the answer', link: 'by the Link header' }, isShown: isKind('json') },
      { key: 'pageParameter', label: 'Page parameter', path: 'config.paging.parameter', isShown: hasPaging('page', 'offset', 'cursor') },
      { key: 'pageSizeParameter', label: 'Size parameter', path: 'config.paging.sizeParameter', isShown: hasPaging('page', 'offset') },
      { key: 'pageSize', label: 'Records a page', path: 'config.paging.size', isShown: hasPaging('page', 'offset') },
      { key: 'pageFirst', label: 'First page', path: 'config.paging.first', help: '0 or 1.', isShown: hasPaging('page') },
      { key: 'cursorPath', label: 'Next page at', path: 'config.paging.path', isShown: hasPaging('cursor') },
      { key: 'sinceParameter', label: 'Parameter for newer records', path: 'config.since.parameter', isShown: isKind('json') },
      { key: 'sincePath', label: 'Newest value at', path: 'config.since.path', isShown: isKind('json', 'salesforce', 'veeva_crm', 'vault') },
    ],
  },
  {
    title: 'Records as events',
    fields: [{ key: 'mapping', label: 'Mapping', path: 'config.mapping', kind: 'choice', options: { known: 'as the source is known', own: 'as set here' }, isShown: knowsMapping }, ...mappingFields.map((field): SourceField => ({ ...field, isShown: (draft) => !knowsMapping(draft) || draft['mapping'] === 'own' }))],
  },
];

/** Fields that a draft shows, by group; groups without one are left out. */
export const shownGroups = (draft: SourceDraft): FieldGroup[] => fieldGroups.map(({ title, fields }) => ({ title, fields: fields.filter((field) => field.isShown?.(draft) ?? true) })).filter(({ fields }) => fields.length > 0);
