import type { EventField, EventMapping, SyncConfig, SyncKind, SyncSettings, SyncSource } from '../../../engine/model/sync.ts';

/** A source while it is edited: every field as it is typed. */
export type SourceDraft = Readonly<Record<string, string>>;

/** Fields of an event, in the order they are asked for. */
export const eventFields = ['contact', 'kind', 'occurredAt', 'eventId', 'channel', 'value'] as const;
type EventFieldName = (typeof eventFields)[number];

const required = new Set<EventFieldName>(['contact', 'kind', 'occurredAt']);

/** Draft of a source that does not exist yet. */
export const newDraft: SourceDraft = {
  name: '',
  sourceSystem: '',
  kind: 'json',
  auth: 'none',
  paging: 'none',
  pageSize: '100',
  pageFirst: '1',
  object: 'Call2_vod__c',
  format: 'json',
  mapping: 'own',
  'contact.paths': '',
  'kind.paths': '',
  'occurredAt.paths': '',
};

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** Pairs of lines such as `from = to`; without the separator the whole line is the name. */
function readPairs(text: string, separator: string): Record<string, string> {
  return Object.fromEntries(
    lines(text).map((line) => {
      const at = line.indexOf(separator);
      return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + separator.length).trim()];
    }),
  );
}

const writePairs = (pairs: Readonly<Record<string, string>>, separator: string): string => Object.entries(pairs).map(([name, value]) => `${name}${separator}${value}`).join('\n');

const optional = (name: string, text: string | undefined): Record<string, string> => (text === undefined || text.trim() === '' ? {} : { [name]: text.trim() });

function readField(draft: SourceDraft, name: EventFieldName): Record<string, unknown> | undefined {
  const paths = (draft[`${name}.paths`] ?? '').split(',').map((path) => path.trim()).filter((path) => path !== '');
  const constant = (draft[`${name}.constant`] ?? '').trim();
  const values = readPairs(draft[`${name}.values`] ?? '', '=');
  const field = { ...(paths.length === 0 ? {} : { paths }), ...(constant === '' ? {} : { constant }), ...(Object.keys(values).length === 0 ? {} : { values }) };
  return Object.keys(field).length === 0 && !required.has(name) ? undefined : field;
}

const readMapping = (draft: SourceDraft): Record<string, unknown> =>
  Object.fromEntries(
    eventFields.flatMap((name) => {
      const field = readField(draft, name);
      return field === undefined ? [] : [[name, field]];
    }),
  );

function readPaging(draft: SourceDraft): Record<string, unknown> {
  const type = draft['paging'] ?? 'none';
  const sized = { parameter: (draft['pageParameter'] ?? '').trim(), ...optional('sizeParameter', draft['pageSizeParameter']), size: Number(draft['pageSize']) };
  switch (type) {
    case 'page':
      return { type, ...sized, first: Number(draft['pageFirst']) };
    case 'offset':
      return { type, ...sized };
    case 'cursor':
      return { type, ...optional('parameter', draft['pageParameter']), path: (draft['cursorPath'] ?? '').trim() };
    default:
      return { type };
  }
}

/** True where the kind of source knows its mapping and the planner may leave it out. */
export const knowsMapping = (draft: SourceDraft): boolean => draft['kind'] === 'veeva_crm' || (draft['kind'] === 'folder' && draft['format'] !== 'json');

/** Places of event fields that are needed and name neither a field of the record nor a constant. */
export function findGaps(draft: SourceDraft): string[] {
  if (knowsMapping(draft) && draft['mapping'] !== 'own') return [];
  return [...required].filter((name) => (draft[`${name}.paths`] ?? '').trim() === '' && (draft[`${name}.constant`] ?? '').trim() === '').map((name) => `config.mapping.${name}.paths`);
}

/** What a draft means; the schema of the settings says whether it fits. */
export function readDraft(draft: SourceDraft): unknown {
  const text = (name: string): string => (draft[name] ?? '').trim();
  const access = { instanceUrl: text('instanceUrl'), ...optional('loginUrl', draft['loginUrl']), ...optional('apiVersion', draft['apiVersion']) };
  const mapping = knowsMapping(draft) && draft['mapping'] !== 'own' ? {} : { mapping: readMapping(draft) };
  const since = optional('sincePath', draft['sincePath']);
  const configs: Readonly<Record<SyncKind, () => unknown>> = {
    json: () => ({
      kind: 'json',
      url: text('url'),
      headers: readPairs(draft['headers'] ?? '', ':'),
      auth: text('auth') === 'header' ? { type: 'header', name: text('authHeader') } : { type: text('auth') },
      paging: readPaging(draft),
      recordsPath: text('recordsPath'),
      ...(text('sinceParameter') === '' ? {} : { since: { parameter: text('sinceParameter'), path: text('sincePath') } }),
      ...mapping,
    }),
    salesforce: () => ({ kind: 'salesforce', ...access, query: text('query'), ...since, ...mapping }),
    veeva_crm: () => ({ kind: 'veeva_crm', ...access, object: text('object'), ...optional('query', draft['query']), ...since, ...mapping }),
    vault: () => ({ kind: 'vault', url: text('url'), ...optional('apiVersion', draft['apiVersion']), query: text('query'), ...since, ...mapping }),
    folder: () => ({ kind: 'folder', path: text('path'), format: text('format'), recordsPath: text('recordsPath'), ...mapping }),
  };
  const kind = (Object.keys(configs) as SyncKind[]).find((one) => one === draft['kind']) ?? 'json';
  return { name: text('name'), sourceSystem: text('sourceSystem'), config: configs[kind]() };
}

const writeField = (name: EventFieldName, field: EventField | undefined): Record<string, string> => ({
  [`${name}.paths`]: field?.paths?.join(', ') ?? '',
  [`${name}.constant`]: field?.constant ?? '',
  [`${name}.values`]: writePairs(field?.values ?? {}, ' = '),
});

const writeMapping = (mapping: EventMapping | undefined): Record<string, string> => Object.assign({ mapping: mapping === undefined ? 'known' : 'own' }, ...eventFields.map((name) => writeField(name, mapping?.[name]))) as Record<string, string>;

function writeConfig(config: SyncConfig): Record<string, string> {
  switch (config.kind) {
    case 'json': {
      const { paging } = config;
      return {
        url: config.url,
        headers: writePairs(config.headers, ': '),
        auth: config.auth.type,
        ...(config.auth.type === 'header' ? { authHeader: config.auth.name } : {}),
        paging: paging.type,
        ...(paging.type === 'page' || paging.type === 'offset' ? { pageParameter: paging.parameter, pageSizeParameter: paging.sizeParameter ?? '', pageSize: String(paging.size) } : {}),
        ...(paging.type === 'page' ? { pageFirst: String(paging.first) } : {}),
        ...(paging.type === 'cursor' ? { pageParameter: paging.parameter ?? '', cursorPath: paging.path } : {}),
        recordsPath: config.recordsPath,
        sinceParameter: config.since?.parameter ?? '',
        sincePath: config.since?.path ?? '',
      };
    }
    case 'salesforce':
    case 'veeva_crm':
      return { instanceUrl: config.instanceUrl, loginUrl: config.loginUrl ?? '', apiVersion: config.apiVersion, query: config.query ?? '', sincePath: config.sincePath ?? '', ...(config.kind === 'veeva_crm' ? { object: config.object } : {}) };
    case 'vault':
      return { url: config.url, apiVersion: config.apiVersion, query: config.query, sincePath: config.sincePath ?? '' };
    case 'folder':
      return { path: config.path, format: config.format, recordsPath: config.recordsPath };
  }
}

/** Draft of a source as it is set up. */
export const toDraft = ({ name, sourceSystem, config }: SyncSettings | SyncSource): SourceDraft => ({ ...newDraft, name, sourceSystem, kind: config.kind, ...writeConfig(config), ...writeMapping(config.mapping) });
