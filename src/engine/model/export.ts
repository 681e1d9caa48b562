import { z } from 'zod';
import { openTimeZone } from '../calendar/time-zone.ts';
import { Identifier } from './text.ts';

/** Where a plan can go. `csv` and `mps` are never refused anything; the others are checked by the rules of their target. */
export const ExportProfile = z.enum(['csv', 'veeva-mccp', 'veeva-suggestions', 'salesforce', 'sfmc', 'ics', 'orchestration', 'mps']);
export type ExportProfile = z.infer<typeof ExportProfile>;

/** Name of an object or a field as an API writes it. */
const ApiName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/, { error: 'expected letters, digits and underscores, 80 at most' });
const ZoneName = z.string().min(1).max(100).refine((name) => openTimeZone(name).ok, { error: 'expected a time zone such as Europe/Berlin' });

/** Whether a target gets the actions of a channel, and what they are there (an object, a record type, a label). */
export const ChannelExport = z.strictObject({ send: z.boolean(), as: z.string().max(100) });
export type ChannelExport = z.infer<typeof ChannelExport>;

/** What a planner sets about a target; every profile reads the part it needs (`settingsOfProfile`). */
export const ExportSettings = z.strictObject({
  /** Begins every external id, so that ids of two planners never meet. */
  prefix: z.string().regex(/^[A-Za-z0-9_.-]{0,20}$/, { error: 'expected letters, digits, dots, dashes and underscores, 20 at most' }),
  /** Zone in which days and times of day are meant. */
  timeZone: ZoneName,
  /** Field of the target's objects that holds the external id. */
  externalId: ApiName,
  /** What the ids of contacts are in the target: values of an external id field, or ids of records. */
  contactId: z.enum(['external', 'salesforce']),
  /** External id field of the target's account or contact. */
  contactField: ApiName,
  /** Own names of objects and fields, by the names of the profile: `Object` or `Object.Field`. */
  names: z.record(z.string().max(200), ApiName),
  /** By channel id; a channel that is missing here is guessed. */
  channels: z.record(Identifier, ChannelExport),
  /** Id of the record type, empty = the loading user's default. */
  recordTypeId: z.string().max(18),
  /** Record id of the user who owns what is loaded, empty = whoever loads it. */
  owner: z.string().max(18),
  /** By rep: record id of the user. */
  owners: z.record(Identifier, z.string().max(18)),
  /** Object that `salesforce` writes. */
  object: z.enum(['Task', 'Event', 'CampaignMember']),
  /** What a cycle plan is made for. */
  planBy: z.enum(['territory', 'rep']),
  /** External id of the product that goals are also set for, empty = none. */
  product: z.string().max(255),
  /** Status that loaded records begin with. */
  status: z.string().min(1).max(255),
  /** Actions without a time of day; else at the times of the execution planner. */
  allDay: z.boolean(),
  /** Days after its date on which a suggestion goes. */
  expireDays: z.int().min(1).max(365),
  /** Share of the actions, by value, that is urgent. */
  urgentShare: z.number().min(0).max(1),
  /** Texts that are too long are cut and counted instead of refused. */
  shorten: z.boolean(),
  lineEnd: z.enum(['LF', 'CRLF']),
  delimiter: z.enum([',', ';', '\t', '|']),
  encoding: z.enum(['utf-8', 'utf-8-bom', 'utf-16le']),
  dateFormat: z.enum(['yyyy-MM-dd', 'MM/dd/yyyy', 'dd/MM/yyyy', 'dd.MM.yyyy']),
  /** Name of the file; `%%Plan%%`, `%%Year%%`, `%%Month%%` and `%%Day%%` are filled in. */
  fileName: z.string().regex(/^[A-Za-z0-9_.%-]{1,100}$/, { error: 'expected letters, digits, dots, dashes, underscores and %%Year%%, %%Month%%, %%Day%%, %%Plan%%' }),
});
export type ExportSettings = z.infer<typeof ExportSettings>;
/** What a workspace keeps of settings; what a program before this one knew beside them is left out. */
export const KeptExportSettings = z.object(ExportSettings.shape).partial();

export type ExportSetting = keyof ExportSettings;

const usual: ExportSettings = {
  prefix: 'omnivor',
  timeZone: 'UTC',
  externalId: 'External_Id_vod__c',
  contactId: 'external',
  contactField: 'External_ID_vod__c',
  names: {},
  channels: {},
  recordTypeId: '',
  owner: '',
  owners: {},
  object: 'Task',
  planBy: 'territory',
  product: '',
  status: 'Planned_vod',
  allDay: true,
  expireDays: 7,
  urgentShare: 0.1,
  shorten: false,
  lineEnd: 'LF',
  delimiter: ',',
  encoding: 'utf-8',
  dateFormat: 'yyyy-MM-dd',
  fileName: 'omnivor_%%Plan%%_%%Year%%%%Month%%%%Day%%',
};

const ofProfile: Readonly<Record<ExportProfile, Partial<ExportSettings>>> = {
  csv: {},
  'veeva-mccp': {},
  'veeva-suggestions': { externalId: 'Suggestion_External_Id_vod__c' },
  salesforce: { externalId: 'Omnivor_Id__c', contactField: 'External_Id__c', status: 'Not Started' },
  sfmc: { lineEnd: 'CRLF' },
  ics: {},
  orchestration: {},
  mps: {},
};

/** Settings of a profile that nobody changed. */
export const defaultExportSettings = (profile: ExportProfile): ExportSettings => ({ ...usual, ...ofProfile[profile] });

const SALESFORCE_FILE: readonly ExportSetting[] = ['names', 'shorten', 'lineEnd'];

/** Settings that a profile reads, in the order they are asked for. */
export const settingsOfProfile: Readonly<Record<ExportProfile, readonly ExportSetting[]>> = {
  csv: [],
  'veeva-mccp': ['channels', 'planBy', 'prefix', 'externalId', 'contactId', 'contactField', 'product', 'status', 'recordTypeId', ...SALESFORCE_FILE],
  'veeva-suggestions': ['channels', 'expireDays', 'urgentShare', 'prefix', 'externalId', 'contactId', 'contactField', 'owner', 'owners', ...SALESFORCE_FILE],
  salesforce: ['object', 'channels', 'prefix', 'externalId', 'contactId', 'contactField', 'status', 'allDay', 'timeZone', 'recordTypeId', 'owner', 'owners', ...SALESFORCE_FILE],
  sfmc: ['channels', 'fileName', 'delimiter', 'encoding', 'dateFormat', 'prefix', 'names', 'shorten', 'lineEnd'],
  ics: ['channels', 'allDay', 'timeZone', 'prefix'],
  orchestration: ['channels', 'prefix', 'allDay', 'timeZone'],
  mps: [],
};
