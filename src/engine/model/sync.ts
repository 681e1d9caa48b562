import { z } from 'zod';
import { Fault } from '../base/fault.ts';
import { FILE_SYSTEM, SourceSystem } from './outcome.ts';

/** Place of a value in a record: names and list positions, `payload.person[0].npi`. */
export const FieldPath = z.string().min(1).max(300);

/**
 * Where a field of an event comes from: the first of the paths that holds something, else the constant. `values` maps what
 * the source says to what the planner says; a kind mapped to nothing tells of no outcome.
 */
export const EventField = z.strictObject({
  paths: z.array(FieldPath).max(5).optional(),
  constant: z.string().max(200).optional(),
  values: z.record(z.string().max(200), z.string().max(200)).optional(),
});
export type EventField = z.infer<typeof EventField>;

/** How records become events. Without an event id its content names a record. */
export const EventMapping = z.strictObject({
  eventId: EventField.optional(),
  contact: EventField,
  kind: EventField,
  occurredAt: EventField,
  channel: EventField.optional(),
  value: EventField.optional(),
});
export type EventMapping = z.infer<typeof EventMapping>;

const Address = z.string().min(1).max(2000);
const Name = z.string().min(1).max(200);
const PageSize = z.int().min(1).max(10_000);

/** How a REST source is read page by page. */
export const Paging = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  /** Pages counted from `first`; the last one is empty, or shorter than `size`. */
  z.strictObject({ type: z.literal('page'), parameter: Name, sizeParameter: Name.optional(), size: PageSize, first: z.int().min(0).max(1).default(1) }),
  z.strictObject({ type: z.literal('offset'), parameter: Name, sizeParameter: Name.optional(), size: PageSize }),
  /** The answer names the next page at `path`: a token for `parameter`, or without one an address. */
  z.strictObject({ type: z.literal('cursor'), parameter: Name.optional(), path: FieldPath }),
  /** The `Link` header names the next page (RFC 8288, `rel="next"`). */
  z.strictObject({ type: z.literal('link') }),
]);
export type Paging = z.infer<typeof Paging>;

export const JsonConfig = z.strictObject({
  kind: z.literal('json'),
  url: Address,
  /** Headers that are no secret. */
  headers: z.record(z.string().max(100), z.string().max(1000)).default({}),
  /** How the secret is sent: as a bearer token, or as the whole value of a header. */
  auth: z.discriminatedUnion('type', [z.strictObject({ type: z.literal('none') }), z.strictObject({ type: z.literal('bearer') }), z.strictObject({ type: z.literal('header'), name: Name })]).default({ type: 'none' }),
  paging: Paging.default({ type: 'none' }),
  /** Where the list of records stands; empty where the answer itself is the list. */
  recordsPath: z.string().max(300).default(''),
  /** Only what changed since the newest value at `path` is asked for, by the query parameter `parameter`. */
  since: z.strictObject({ parameter: Name, path: FieldPath }).optional(),
  mapping: EventMapping,
});
export type JsonConfig = z.infer<typeof JsonConfig>;

const salesforceAccess = {
  instanceUrl: Address,
  /** Where tokens are refreshed; https://login.salesforce.com where left out. */
  loginUrl: Address.optional(),
  apiVersion: z.string().regex(/^\d{2,3}\.0$/u).default('60.0'),
};

/** A SOQL query; `{since}` in it stands for the newest value at `sincePath` of the last complete run. */
export const SalesforceConfig = z.strictObject({ kind: z.literal('salesforce'), ...salesforceAccess, query: z.string().min(1).max(20_000), sincePath: FieldPath.optional(), mapping: EventMapping });
export type SalesforceConfig = z.infer<typeof SalesforceConfig>;

export const VeevaObject = z.enum(['Call2_vod__c', 'Sent_Email_vod__c', 'Email_Activity_vod__c', 'Event_Attendee_vod__c']);
export type VeevaObject = z.infer<typeof VeevaObject>;

/** An object of Veeva CRM; query and mapping are known, and can be given instead. */
export const VeevaCrmConfig = z.strictObject({ kind: z.literal('veeva_crm'), ...salesforceAccess, object: VeevaObject, query: z.string().min(1).max(20_000).optional(), sincePath: FieldPath.optional(), mapping: EventMapping.optional() });
export type VeevaCrmConfig = z.infer<typeof VeevaCrmConfig>;

export const VaultConfig = z.strictObject({
  kind: z.literal('vault'),
  url: Address,
  apiVersion: z.string().regex(/^v\d{2}\.\d$/u).default('v25.1'),
  query: z.string().min(1).max(20_000),
  sincePath: FieldPath.optional(),
  mapping: EventMapping,
});
export type VaultConfig = z.infer<typeof VaultConfig>;

/** Shape of payload files: e-mail platform arrays, Salesforce outbound messages and platform events, Vault messages, other JSON. */
export const PayloadFormat = z.enum(['email', 'salesforce', 'veeva', 'json']);
export type PayloadFormat = z.infer<typeof PayloadFormat>;

/** A folder with payload files; each content is read once, files stay as they are. */
export const FolderConfig = z.strictObject({ kind: z.literal('folder'), path: z.string().min(1).max(4000), format: PayloadFormat, recordsPath: z.string().max(300).default(''), mapping: EventMapping.optional() });
export type FolderConfig = z.infer<typeof FolderConfig>;

export const SyncConfig = z.discriminatedUnion('kind', [JsonConfig, SalesforceConfig, VeevaCrmConfig, VaultConfig, FolderConfig]);
export type SyncConfig = z.infer<typeof SyncConfig>;
export type SyncKind = SyncConfig['kind'];

/** True where a source asks for a secret: folders and addresses open to all do not. */
export const needsSecret = (config: SyncConfig): boolean => config.kind !== 'folder' && !(config.kind === 'json' && config.auth.type === 'none');

/** A source of outcomes as the planner sets it up. */
export const SyncSettings = z.strictObject({ name: z.string().trim().min(1).max(200), sourceSystem: SourceSystem.refine((name) => name !== FILE_SYSTEM, { error: `"${FILE_SYSTEM}" is kept for imports` }), config: SyncConfig });
export type SyncSettings = z.infer<typeof SyncSettings>;

/** `partly` = pages were stored, then the run ended before the last; the next run goes on from there. */
export const SyncState = z.enum(['never', 'ok', 'partly', 'failed', 'needs_sign_in']);
export type SyncState = z.infer<typeof SyncState>;

/** What a run came to. received = created + updated + unchanged + ignored + rejected. */
export const SyncCounts = z.strictObject({
  pages: z.int(),
  received: z.int(),
  created: z.int(),
  /** Known, with other values. */
  updated: z.int(),
  /** Known and the same. */
  unchanged: z.int(),
  /** Told of no outcome by the mapping. */
  ignored: z.int(),
  rejected: z.int(),
  /** Requests that were made again. */
  retries: z.int(),
});
export type SyncCounts = z.infer<typeof SyncCounts>;

/** How far a source was read: the next page, what the run in progress began from and what the next one begins from. */
export const SyncCursor = z.strictObject({ position: z.json().nullable(), since: z.string().nullable(), nextSince: z.string().nullable() });
export type SyncCursor = z.infer<typeof SyncCursor>;

/** Where the secret of a source is: in the system's safe storage, in memory until the program ends, or nowhere. */
export const SecretPlace = z.enum(['safe', 'memory', 'none']);
export type SecretPlace = z.infer<typeof SecretPlace>;

export const SyncSource = z.strictObject({
  id: z.string(),
  ...SyncSettings.shape,
  state: SyncState,
  fault: Fault.nullable(),
  cursor: SyncCursor.nullable(),
  lastRunAt: z.int().nullable(),
  lastJobId: z.string().nullable(),
  /** Of the last run. */
  counts: SyncCounts,
  secret: SecretPlace,
});
export type SyncSource = z.infer<typeof SyncSource>;
