import { describe, expect, it } from 'vitest';
import { SyncSettings } from '../../../src/engine/model/sync.ts';
import { findGaps, newDraft, readDraft, toDraft } from '../../../src/renderer/pages/outcome-diagnostic/source-draft.ts';
import { shownGroups } from '../../../src/renderer/pages/outcome-diagnostic/source-fields.ts';

const mapping = {
  contact: { paths: ['person.npi', 'person.email'] },
  kind: { paths: ['type'], values: { Opened_vod: 'open', Test_vod: '' } },
  occurredAt: { paths: ['at'] },
  eventId: { paths: ['id'] },
  channel: { constant: 'email' },
};

/** One source of every kind, with what can be set in it. */
const sources = [
  { kind: 'json', url: 'https://example.org/events', headers: { Accept: 'application/json' }, auth: { type: 'header', name: 'X-Key' }, paging: { type: 'page', parameter: 'p', sizeParameter: 'n', size: 50, first: 0 }, recordsPath: 'data.items', since: { parameter: 'after', path: 'at' }, mapping },
  { kind: 'json', url: 'https://example.org/events', headers: {}, auth: { type: 'none' }, paging: { type: 'cursor', path: 'next' }, recordsPath: '', mapping },
  { kind: 'json', url: 'https://example.org/events', headers: {}, auth: { type: 'bearer' }, paging: { type: 'offset', parameter: 'from', size: 10 }, recordsPath: '', mapping },
  { kind: 'salesforce', instanceUrl: 'https://example.my.salesforce.com', apiVersion: '60.0', query: 'SELECT Id FROM Task\nWHERE SystemModstamp > {since}', sincePath: 'SystemModstamp', mapping },
  { kind: 'veeva_crm', instanceUrl: 'https://example.my.salesforce.com', loginUrl: 'https://test.salesforce.com', apiVersion: '61.0', object: 'Sent_Email_vod__c' },
  { kind: 'vault', url: 'https://example.veevavault.com', apiVersion: 'v25.1', query: 'SELECT id FROM documents', mapping },
  { kind: 'folder', path: '/payloads', format: 'email', recordsPath: '' },
  { kind: 'folder', path: '/payloads', format: 'json', recordsPath: 'events', mapping },
];

describe('the form of a source', () => {
  it.each(sources)('keeps every setting of a $kind source', (config) => {
    const settings = SyncSettings.parse({ name: 'Source', sourceSystem: 'crm', config });
    expect(SyncSettings.parse(readDraft(toDraft(settings)))).toEqual(settings);
    expect(findGaps(toDraft(settings))).toEqual([]);
  });

  it('names what is missing', () => {
    expect(findGaps(newDraft)).toEqual(['config.mapping.contact.paths', 'config.mapping.kind.paths', 'config.mapping.occurredAt.paths']);
    expect(findGaps({ ...newDraft, 'contact.paths': 'npi', 'kind.constant': 'open', 'occurredAt.paths': 'at' })).toEqual([]);
    expect(findGaps({ ...newDraft, kind: 'veeva_crm', mapping: 'known' })).toEqual([]);
    expect(SyncSettings.safeParse(readDraft(newDraft)).success).toBe(false);
  });

  it('asks for what the kind of source needs and for nothing else', () => {
    const keysOf = (draft: Record<string, string>): string[] => shownGroups({ ...newDraft, ...draft }).flatMap((group) => group.fields.map((field) => field.key));
    expect(keysOf({ kind: 'json' })).toContain('url');
    expect(keysOf({ kind: 'json' })).not.toContain('pageSize');
    expect(keysOf({ kind: 'json', paging: 'page' })).toEqual(expect.arrayContaining(['pageParameter', 'pageSize', 'pageFirst']));
    expect(keysOf({ kind: 'folder', format: 'email', mapping: 'known' })).toEqual(['name', 'sourceSystem', 'kind', 'path', 'format', 'recordsPath', 'mapping']);
    expect(keysOf({ kind: 'vault' })).not.toContain('instanceUrl');
  });
});
