import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { defaultExportSettings, type ExportProfile, type ExportSettings } from '../../../src/engine/model/export.ts';
import { Orchestration } from '../../../src/engine/model/orchestration.ts';
import type { CheckedProfile } from '../../../src/engine/export/draft-export.ts';
import type { ExportPlan } from '../../../src/engine/export/export-plan.ts';
import { restoreCell } from '../../../src/main/core/export/csv-writer.ts';
import { describeBundle, listRefused, makeBundle, type ExportBundle } from '../../../src/main/core/export/export-bundle.ts';
import { toFileNames } from '../../../src/main/core/export/file-names.ts';
import { writeZip } from '../../../src/main/core/export/write-bundle.ts';
import { writeFileSafely } from '../../../src/main/core/export/write-file.ts';
import { writeFolderSafely } from '../../../src/main/core/export/write-folder.ts';
import { packZip } from '../../../src/main/core/export/zip-writer.ts';
import { hostileNames, makeAction, makeLargePlan, makePlan } from '../../support/export-plans.ts';

type Record_ = Record<string, string>;

const textOf = (bundle: ExportBundle, at = 0): string => Buffer.concat([...bundle.files[at]!.content()].map((part) => Buffer.from(part))).toString('utf8');
const read = (text: string, delimiter = ','): Record_[] => {
  const parsed = Papa.parse<Record_>(text, { delimiter, header: true, skipEmptyLines: true });
  expect(parsed.errors).toEqual([]);
  return parsed.data;
};
const make = (profile: CheckedProfile, plan: ExportPlan, changes: Partial<ExportSettings> = {}): ExportBundle => makeBundle(profile, plan, { ...defaultExportSettings(profile), ...changes });

describe('a multichannel cycle plan set', () => {
  const plan = makeLargePlan(500);
  const bundle = make('veeva-mccp', plan, { product: 'PROD-1' });
  const tables = bundle.files.map((_file, at) => read(textOf(bundle, at)));

  it('stands in load order, every child after the parents it names', () => {
    expect(bundle.files.map(({ name }) => name)).toEqual(['01_MC_Cycle_vod__c.csv', '02_MC_Cycle_Channel_vod__c.csv', '03_MC_Cycle_Product_vod__c.csv', '04_MC_Cycle_Plan_vod__c.csv', '05_MC_Cycle_Plan_Target_vod__c.csv', '06_MC_Cycle_Plan_Channel_vod__c.csv', '07_MC_Cycle_Plan_Product_vod__c.csv']);
    expect(bundle).toMatchObject({ refused: 0, checked: { findings: [] } });
    const [cycle, channel, product, planRows, target, goal, productGoal] = tables.map((rows) => new Set(rows.map((row) => row['External_Id_vod__c'])));
    const joins = (rows: Record_[], column: string, keys: Set<string | undefined> | undefined): void => {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(keys!.has(row[column])).toBe(true);
    };
    joins(tables[1]!, 'Cycle_vod__r.External_Id_vod__c', cycle);
    joins(tables[2]!, 'Cycle_Channel_vod__r.External_Id_vod__c', channel);
    joins(tables[3]!, 'Cycle_vod__r.External_Id_vod__c', cycle);
    joins(tables[4]!, 'Cycle_Plan_vod__r.External_Id_vod__c', planRows);
    joins(tables[5]!, 'Cycle_Plan_Target_vod__r.External_Id_vod__c', target);
    joins(tables[5]!, 'Cycle_Channel_vod__r.External_Id_vod__c', channel);
    joins(tables[6]!, 'Cycle_Plan_Channel_vod__r.External_Id_vod__c', goal);
    joins(tables[6]!, 'Cycle_Product_vod__r.External_Id_vod__c', product);
    for (const [at, keys] of [cycle, channel, product, planRows, target, goal, productGoal].entries()) expect(keys!.size).toBe(tables[at]!.length);
  });

  it('has goals that add up to the actions of the plan, by target and by channel', () => {
    const sum = (rows: Record_[], column: string): number => rows.reduce((total, row) => total + Number(row[column]), 0);
    expect(sum(tables[4]!, 'Channel_Interactions_Goal_vod__c')).toBe(500);
    expect(sum(tables[5]!, 'Channel_Activity_Goal_vod__c')).toBe(500);
    expect(sum(tables[6]!, 'Product_Activity_Goal_vod__c')).toBe(500);
    expect(tables[3]!.map((row) => row['Territory_vod__c'])).toEqual(['T0', 'T1', 'T2', 'T3']);
    expect(new Set(tables[4]!.map((row) => row['Target_vod__r.External_ID_vod__c']))).toEqual(new Set(plan.actions.map(({ contact }) => contact)));
  });

  it('names channels by the object whose activities count', () => {
    expect(Object.fromEntries(tables[1]!.map((row) => [row['Channel_Label_vod__c'], row['Channel_Object_vod__c']]))).toEqual({ banner: 'Multichannel_Activity_vod__c', call: 'Call2_vod__c', congress: 'EM_Event_vod__c', email: 'Sent_Email_vod__c', visit: 'Call2_vod__c' });
    expect(make('veeva-mccp', plan, { channels: { email: { send: true, as: 'Fax_vod__c' } } }).checked.findings[0]).toMatchObject({ table: 'cycleChannel', column: 'Channel_Object_vod__c', value: 'Fax_vod__c' });
  });

  it('takes own names of objects and fields, record ids and record types', () => {
    const short = '001f000001iIxQ9';
    const own = make('veeva-mccp', makePlan([makeAction({ contact: short })]), { contactId: 'salesforce', recordTypeId: '012000000000001', externalId: 'My_Id__c', names: { MC_Cycle_vod__c: 'Cycle__c', 'MC_Cycle_Plan_vod__c.Cycle_vod__c': 'My_Cycle__c', 'MC_Cycle_Plan_Target_vod__c.Channel_Interactions_Goal_vod__c': 'Goal__c' } });
    expect(own.files[0]!.name).toBe('01_Cycle__c.csv');
    expect(Object.keys(read(textOf(own, 2))[0]!)).toContain('My_Cycle__r.My_Id__c');
    expect(read(textOf(own, 3))[0]).toMatchObject({ Target_vod__c: '001f000001iIxQ9AAK', Goal__c: '1' });
    expect(read(textOf(own, 4))[0]).toMatchObject({ RecordTypeId: '012000000000001AAA' });
  });

  it('refuses a contact without a territory with all that hangs on it, and keeps the others', () => {
    const some = make('veeva-mccp', makePlan([makeAction(), makeAction({ contact: 'C2', territory: null })]));
    expect(some.refused).toBe(3);
    expect(some.checked.findings.map(({ table, expected }) => [table, expected])).toEqual([['plan', 'a territory'], ['target', 'a row of MC_Cycle_Plan_vod__c that is not refused itself'], ['planChannel', 'a row of MC_Cycle_Plan_Target_vod__c that is not refused itself']]);
    expect(read(textOf(some, 3))).toHaveLength(1);
  });
});

describe('files of the other targets', () => {
  it.each(['veeva-suggestions', 'salesforce', 'sfmc'] as const)('%s: every hostile name comes back whole or is refused', (profile) => {
    const plan = makePlan(hostileNames.map((name, at) => makeAction({ contact: `C${at}`, name, lastName: name, reason: name })));
    const bundle = make(profile, plan);
    const rows = read(textOf(bundle));
    const refused = new Set(bundle.checked.findings.map(({ contact }) => contact));
    expect(rows.length + bundle.refused).toBe(hostileNames.length);
    expect(refused).toEqual(new Set(['C15']));
    const column = { 'veeva-suggestions': 'Reason_vod__c', salesforce: 'Description', sfmc: 'LastName' }[profile];
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    expect(rows.map((row) => restoreCell(row[column] ?? ''))).toEqual(hostileNames.slice(0, 15).map((name) => name));
    const cut = make(profile, plan, { shorten: true });
    expect(cut).toMatchObject({ refused: 0, checked: { findings: [] } });
    expect(cut.checked.shortened).toBeGreaterThan(0);
  });

  it('suggestions have what the object needs: type, priority by value, days, owner', () => {
    const plan = makePlan(Array.from({ length: 10 }, (_, at) => makeAction({ contact: `C${at}`, lift: at, channel: at % 2 === 0 ? 'email' : 'visit', rep: at === 3 ? 'R9' : 'R1' })));
    const owner = '0050000000000AA';
    const bundle = make('veeva-suggestions', plan, { urgentShare: 0.2, expireDays: 5, owners: { R1: owner } });
    const rows = read(textOf(bundle));
    expect(rows[0]).toMatchObject({ Suggestion_External_Id_vod__c: 'omnivor|plan-3|C0|email|2027-01-04', 'Account_vod__r.External_ID_vod__c': 'C0', Record_Type_Name_vod__c: 'Email_vod', Priority_vod__c: 'Normal_vod', Posted_Date_vod__c: '2027-01-04', Expiration_Date_vod__c: '2027-01-09', OwnerId: '0050000000000AAAAY' });
    expect(rows.filter((row) => row['Priority_vod__c'] === 'Urgent_vod').map((row) => row['Account_vod__r.External_ID_vod__c'])).toEqual(['C8', 'C9']);
    expect(bundle.checked.findings).toMatchObject([{ contact: 'C3', column: 'OwnerId', expected: 'the record id of the user who owns it' }]);
  });

  it('tasks, events and members have the headers and formats of Bulk API 2.0', () => {
    const plan = makePlan([makeAction({ campaign: 'c1', campaignName: 'Launch' }), makeAction({ campaign: 'c1', channel: 'visit' })]);
    const text = textOf(make('salesforce', plan, { lineEnd: 'CRLF' }));
    expect(text.startsWith('Omnivor_Id__c,Subject,Contact:Who.External_Id__c,ActivityDate,Status,Priority,Description\r\n')).toBe(true);
    expect(text.startsWith('\uFEFF')).toBe(false);
    expect(textOf(make('salesforce', plan))).not.toContain('\r');
    expect(read(textOf(make('salesforce', plan, { object: 'Event', allDay: false, timeZone: 'America/New_York' })))[0]).toMatchObject({ IsAllDayEvent: 'false', StartDateTime: '2027-01-04T14:00:00.000Z', EndDateTime: '2027-01-04T14:30:00.000Z' });
    const members = make('salesforce', plan, { object: 'CampaignMember', status: 'Sent' });
    expect(read(textOf(members))).toEqual([{ Omnivor_Id__c: 'omnivor|c1|C1', 'Campaign.Omnivor_Id__c': 'c1', 'Contact.External_Id__c': 'C1', Status: 'Sent' }]);
    expect(make('salesforce', makePlan([makeAction()]), { object: 'CampaignMember' }).checked.findings[0]?.expected).toContain('a campaign');
  });

  it('a data extension gets email alone, in the encoding, dates and name it looks for', () => {
    const plan = makePlan([makeAction(), makeAction({ channel: 'visit' }), makeAction({ contact: 'C2', email: null }), makeAction({ contact: 'C3', email: 'no address' })]);
    const bundle = make('sfmc', plan, { delimiter: '|', dateFormat: 'MM/dd/yyyy', encoding: 'utf-8-bom', fileName: 'send_%%Plan%%_%%Year%%%%Month%%%%Day%%' });
    expect(bundle.files[0]!.name).toBe('send_plan-3_20270104.csv');
    expect(bundle.draft.leftOut).toEqual([{ reason: 'Channel visit does not go to this target.', actions: 1 }]);
    expect(bundle.checked.findings.map(({ contact, column, value, expected }) => [contact, column, value, expected])).toEqual([['C2', 'EmailAddress', '', 'an email address'], ['C3', 'EmailAddress', 'no address', 'an email address']]);
    const text = textOf(bundle);
    expect(text.startsWith('\uFEFFActionKey|SubscriberKey|')).toBe(true);
    expect(read(text.slice(1), '|')[0]).toMatchObject({ SubscriberKey: 'C1', SendDate: '01/04/2027', EmailAddress: 'one@example.org' });
    const wide = Buffer.concat([...make('sfmc', plan, { encoding: 'utf-16le' }).files[0]!.content()].map((part) => Buffer.from(part)));
    expect(wide.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    expect(read(wide.toString('utf16le').slice(1))[0]).toMatchObject({ FirstName: 'Contact' });
  });

  it('orchestration reads back by its schema, keys once each, by day', () => {
    const { actions, totals } = Orchestration.parse(JSON.parse(textOf(make('orchestration', makeLargePlan(300)))));
    expect(totals).toMatchObject({ actions: 300, contacts: 60, byChannel: { email: 60 } });
    expect(new Set(actions.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(300);
    expect(actions.map(({ date }) => date)).toEqual(actions.map(({ date }) => date).sort());
  });

  it.each<ExportProfile>(['veeva-mccp', 'veeva-suggestions', 'salesforce', 'sfmc', 'ics', 'orchestration'])('%s takes 50,000 actions without losing one', (profile) => {
    const plan = makeLargePlan(50_000);
    const bundle = make(profile as CheckedProfile, plan);
    const bytes = bundle.files.reduce((total, file) => total + [...file.content()].reduce((sum, part) => sum + part.length, 0), 0);
    expect(bundle.refused).toBe(0);
    expect(bytes).toBeGreaterThan(500_000);
    const left = bundle.draft.leftOut.reduce((sum, { actions }) => sum + actions, 0);
    const { rows } = bundle.checked.tables.at(-1)!;
    expect(rows.length + left).toBe(50_000);
  });
});

describe('files that belong together', () => {
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-export-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const bundle = make('veeva-mccp', makePlan([makeAction(), makeAction({ contact: '=2' })]));
  const side = [listRefused(bundle)];
  const files = [...bundle.files, ...side, describeBundle(bundle, side)];

  it('are a folder, renewed by the next export, and refused where another file stands in it', () => {
    const path = join(folder, 'set');
    expect(writeFolderSafely(path, files).ok).toBe(true);
    expect(readdirSync(path).sort()).toEqual(files.map(({ name }) => name).sort());
    expect(read(readFileSync(join(path, 'refused.csv'), 'utf8'))).toMatchObject([{ 'Contact ID': "'=2", Field: 'Target_vod__r.External_ID_vod__c', Value: "'=2", Row: '3' }, { Object: 'MC_Cycle_Plan_Channel_vod__c' }]);
    expect(JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'))).toMatchObject({ profile: 'veeva-mccp', refused: 2, files: [{ order: 1, name: '01_MC_Cycle_vod__c.csv', rows: 1 }, {}, {}, {}, {}, { name: 'refused.csv' }] });
    expect(writeFolderSafely(path, [...bundle.files, describeBundle(bundle, [])]).ok).toBe(true);
    expect(readdirSync(path)).toHaveLength(6);
    const own = join(folder, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'letters.txt'), 'mine');
    expect(writeFolderSafely(own, files)).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: expect.stringContaining('letters.txt') } });
    expect(readdirSync(own)).toEqual(['letters.txt']);
  });

  it('stay as they were where one of them cannot be made', () => {
    const path = join(folder, 'set');
    const before = readdirSync(path).sort();
    const broken = { name: 'x.csv', content: () => (function* (): Generator<string> { yield 'a'; throw Object.assign(new Error('gone'), { code: 'ENOSPC', syscall: 'write' }); })() };
    expect(writeFolderSafely(path, [broken])).toMatchObject({ ok: false, fault: { code: 'DISK_FULL' } });
    expect(readdirSync(path).sort()).toEqual(before);
    expect(readdirSync(folder).filter((name) => /part|old/.test(name))).toEqual([]);
  });

  it('are a ZIP that another program reads, the same bytes every time', async () => {
    const entries = files.map(({ name, content }) => ({ name, bytes: Buffer.concat([...content()].map((part) => Buffer.from(part))) }));
    const path = join(folder, 'set.zip');
    expect(writeFileSafely(path, packZip([...entries, { name: 'Müller 名.ics', bytes: Buffer.from('x') }], Date.UTC(2027, 0, 4, 9))).ok).toBe(true);
    const found = await new Promise<Record<string, string>>((resolve, reject) => {
      yauzl.open(path, { lazyEntries: true }, (error, zip) => {
        if (error !== null || zip === undefined) return reject(error);
        const texts: Record<string, string> = {};
        zip.on('entry', (entry: yauzl.Entry) => {
          zip.openReadStream(entry, (fault, stream) => {
            if (fault !== null || stream === undefined) return reject(fault);
            const parts: Buffer[] = [];
            stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
              texts[entry.fileName] = Buffer.concat(parts).toString('utf8');
              zip.readEntry();
            });
          });
        });
        zip.on('end', () => resolve(texts)).on('error', reject);
        zip.readEntry();
      });
    });
    expect(found).toEqual({ ...Object.fromEntries(entries.map(({ name, bytes }) => [name, bytes.toString('utf8')])), 'Müller 名.ics': 'x' });
    expect(Buffer.concat([...packZip(entries, 0)])).toEqual(Buffer.concat([...packZip(entries, 0)]));
  });

  it('are refused as a ZIP with the limit that they pass, and nothing is left of it', () => {
    const path = join(folder, 'large.zip');
    const many = Array.from({ length: 65_535 }, (_none, at) => ({ name: `${at}.ics`, content: (): string[] => [] }));
    expect(writeZip(path, many, 0)).toMatchObject({ ok: false, fault: { code: 'NOT_SUPPORTED', message: 'The export has 65535 files. A ZIP has at most 65534 files.', hint: 'Write a folder instead.' } });
    const file = (name: string, size: number) => ({ name, content: () => Array.from({ length: size }, () => 'x') });
    expect(writeZip(path, [file('one.csv', 300)], 0, { files: 3, bytes: 299 })).toMatchObject({ ok: false, fault: { code: 'NOT_SUPPORTED', message: 'one.csv has more than 299 bytes. A ZIP has at most 299 bytes.' } });
    expect(writeZip(path, [file('one.csv', 100), file('two.csv', 100)], 0, { files: 3, bytes: 150 })).toMatchObject({ ok: false, fault: { message: expect.stringMatching(/^The ZIP would have \d+ bytes\. A ZIP has at most 150 bytes\.$/) } });
    expect(readdirSync(folder).filter((name) => name.startsWith('large'))).toEqual([]);
    expect(writeZip(path, [file('one.csv', 299)], 0, { files: 1, bytes: 299 }).ok).toBe(true);
  });

  it('have names that every system takes, each once', () => {
    expect(toFileNames(['R1', 'r1', 'a/b', 'a:b', '..', 'CON', 'Dr. Ü 名 👍', '\u202Egnp', 'x'.repeat(200)])).toEqual(['R1', 'r1_2', 'a_b', 'a_b_2', '_', '_CON', 'Dr. Ü 名 👍', '_gnp', 'x'.repeat(80)]);
  });
});
