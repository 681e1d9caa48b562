import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FolderConfig } from '../../../src/engine/model/sync.ts';
import { unwrap } from '../support/test-core.ts';
import { createSyncCase, type SyncCase } from './sync-case.ts';

let one: SyncCase;
let folder: string;

beforeEach(async () => {
  one = await createSyncCase();
  folder = join(one.test.folder, 'payloads');
  mkdirSync(folder);
});
afterEach(() => one.dispose());

const write = (name: string, content: unknown): void => writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const configOf = (format: FolderConfig['format'], rest: Partial<FolderConfig> = {}): FolderConfig => ({ kind: 'folder', path: folder, format, recordsPath: '', ...rest });
const shown = (): unknown[] => unwrap(one.test.core.outcomes.list({ status: 'pending', offset: 0, limit: 50 })).rows.map(({ contact, kind, channel, date, time }) => [contact, kind, channel, date, time].join(' ')).toSorted();

describe('payload files', () => {
  it('takes the events of e-mail platforms', async () => {
    write('1.json', [
      { email: 'c1@example.org', timestamp: 1_767_225_600, event: 'open', sg_event_id: 's1', sg_message_id: 'm' },
      { email: 'c1@example.org', timestamp: 1_767_225_601, event: 'delivered', sg_event_id: 's2' },
    ]);
    write('2.json', { type: 'unsubscribe', fired_at: '2026-01-02 21:35:57', data: { id: '8a25ff1d98', email: 'c2@example.org', list_id: 'a6b5da1054' } });
    write('3.json', { mandrill_events: JSON.stringify([{ event: 'click', ts: 1_767_398_400, _id: 'x', msg: { email: 'c3@example.org' } }]) });
    write('4.json', { signature: {}, 'event-data': { event: 'opened', id: 'g1', timestamp: 1_767_484_800.25, recipient: 'c4@example.org' } });
    const job = await one.run(await one.add(configOf('email')));
    expect(job).toMatchObject({ status: 'succeeded', result: { counts: { pages: 4, received: 5, created: 4, ignored: 1, rejected: 0 } } });
    expect(shown()).toEqual(['C1 open email 2026-01-01 00:00:00', 'C2 unsubscribe email 2026-01-02 21:35:57', 'C3 click email 2026-01-03 00:00:00', 'C4 open email 2026-01-04 00:00:00']);
  });

  it('takes Salesforce outbound messages and platform events of Veeva objects', async () => {
    write(
      'a.xml',
      `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D</OrganizationId><SessionId xsi:nil="true"/><Notification><Id>04l1</Id><sObject xsi:type="sf:Call2_vod__c" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>a01</sf:Id><sf:Account_vod__c>C5</sf:Account_vod__c><sf:Call_Date_vod__c>2026-02-03</sf:Call_Date_vod__c><sf:Status_vod__c>Submitted_vod</sf:Status_vod__c></sObject></Notification></notifications></soapenv:Body></soapenv:Envelope>`,
    );
    write('b.json', { schema: 's', payload: { Account_vod__c: 'C6', Event_type_vod__c: 'Clicked_vod', Activity_DateTime_vod__c: '2026-02-04T05:06:07.000Z' }, event: { EventUuid: 'u1', replayId: 5 } });
    write('c.json', { channel: '/event/X', data: { schema: 's', payload: { Id: 'm9', Account_vod__c: 'C7', Opened_vod__c: 1, Clicked_vod__c: 0, Last_Open_Date_vod__c: '2026-02-05' }, event: { replayId: 6 } } });
    expect((await one.run(await one.add(configOf('veeva')))).result).toMatchObject({ counts: { created: 3, rejected: 0 } });
    expect(shown()).toEqual(['C5 meeting  2026-02-03 ', 'C6 click  2026-02-04 05:06:07', 'C7 open  2026-02-05 ']);
  });

  it('reads each content once, whatever the file is called, and leaves the files as they are', async () => {
    write('1.json', [{ email: 'c1@example.org', timestamp: 1_767_225_600, event: 'open', sg_event_id: 's1' }]);
    const id = await one.add(configOf('email'));
    await one.run(id);
    write('copy.json', readFileSync(join(folder, '1.json'), 'utf8'));
    write('more.jsonl', '{"email":"c2@example.org","timestamp":1767225600,"event":"open"}\n{"email":"c3@example.org","timestamp":1767225600,"event":"open"}\n');
    expect((await one.run(id)).result).toMatchObject({ counts: { pages: 1, created: 2 } });
    expect(readdirSync(folder)).toEqual(['1.json', 'copy.json', 'more.jsonl']);
    expect((await one.run(id)).result).toMatchObject({ counts: { pages: 0, received: 0 } });
  });

  it('keeps a file that cannot be read as one rejected record and goes on', async () => {
    write('1.json', '{"email": "c1@exam');
    write('2.json', [{ email: 'c1@example.org', timestamp: 1_767_225_600, event: 'open' }]);
    write('3.bin', 'not looked at');
    symlinkSync('/etc/hosts', join(folder, '4.txt'));
    expect((await one.run(await one.add(configOf('email')))).result).toMatchObject({ counts: { pages: 2, received: 2, created: 1, rejected: 1 } });
    const [rejected] = unwrap(one.test.core.outcomes.list({ status: 'rejected', offset: 0, limit: 5 })).rows;
    expect(rejected?.reason).toMatch(/^The file holds no JSON that can be read/);
    expect(unwrap(one.test.core.outcomes.rejected(rejected?.id ?? '')).record).toBe('{"file":"1.json"}');
  });

  it('needs a mapping for shapes nobody knows, and a folder that a dialog gave', async () => {
    expect(await one.run(await one.add(configOf('json')))).toMatchObject({ status: 'failed', fault: { code: 'BAD_INPUT', path: 'config.mapping' } });
    const settings = { name: 'Elsewhere', sourceSystem: 'mail', config: configOf('email', { path: '/etc' }) };
    expect(await one.sync.create({ settings })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND', path: 'config.path' } });
    one.test.dialogs.folder = folder;
    const chosen = unwrap(await one.sync.chooseFolder());
    const { id } = unwrap(await one.sync.create({ settings: { ...settings, config: configOf('email', { path: chosen?.token ?? '' }) } }));
    expect(unwrap(await one.sync.list()).find((source) => source.id === id)?.config).toMatchObject({ path: folder });
  });
});
