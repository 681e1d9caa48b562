import { appendFileSync, mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { raiseCancel } from '../../../src/engine/base/cancel.ts';
import type { TargetMapping } from '../../../src/engine/model/import.ts';
import { dumpContent } from './support/dump.ts';
import { countsOf, importOrThrow, inspectOrThrow, runImport, settingsFor, silent } from './support/run-import.ts';
import { createTestFolder, createWorkspace, withWorkspace, type TestFolder } from './support/workspace.ts';

let folder: TestFolder;
let workspace: string;
beforeEach(() => {
  folder = createTestFolder();
  workspace = createWorkspace(folder);
});
afterEach(() => folder.remove());

const write = (name: string, content: string | Buffer): string => {
  const path = folder.file(name);
  writeFileSync(path, content);
  return path;
};
const read = <T = Record<string, unknown>>(sql: string): T[] => withWorkspace(workspace, (sqlite) => sqlite.prepare(sql).all() as T[]);

const contacts: TargetMapping = { target: 'contacts', fields: { key: { column: 'id' }, name: { column: 'name' }, email: { column: 'email' }, value: { column: 'value' } } };
const touches: TargetMapping = { target: 'touches', fields: { contact: { column: 'id' }, date: { column: 'date', dateOrder: 'ymd' }, channel: { column: 'channel' }, cost: { column: 'cost' } } };

describe('contacts', () => {
  test('every row is created, updated, unchanged, duplicate or rejected, and the five add up', async () => {
    await importOrThrow(write('first.csv', 'id,name,email,value,Brick\n1,Alpha,a@x.org,5,N\n2,Beta,,7,S\n'), workspace, { settings: settingsFor([contacts]) });
    const report = await importOrThrow(write('second.csv', 'id,name,email,value,Brick\n1,Alpha,a@x.org,5,N\n2,Beta,b@x.org,,W\n3,Gamma,,1,\n3,Gamma,,1,\n,Nobody,,1,\n4,Delta,not mail,1,\n5,Eps,,-1,\n6,Zeta\n\n'), workspace, {
      settings: settingsFor([contacts]),
      rejectedFile: folder.file('rejected.csv'),
    });
    expect(report.rows).toBe(8);
    expect(countsOf(report)).toEqual([1, 1, 1, 1, 4]);
    expect(report.skipped).toEqual({ blank: 1, footer: 0 });
    expect(read('SELECT key, name, email, value, attributes FROM contacts ORDER BY key')).toEqual([
      { key: '1', name: 'Alpha', email: 'a@x.org', value: 5, attributes: '{"Brick":"N"}' },
      { key: '2', name: 'Beta', email: 'b@x.org', value: 7, attributes: '{"Brick":"W"}' },
      { key: '3', name: 'Gamma', email: null, value: 1, attributes: '{}' },
    ]);
    expect(readFileSync(folder.file('rejected.csv'), 'utf8')).toBe(
      ['id,name,email,value,Brick,reason', ',Nobody,,1,,id: empty. Expected an id.', '4,Delta,not mail,1,,"email: ""not mail"" is not an e-mail address. Expected name@domain."', '5,Eps,,\'-1,,"value: ""-1"" is negative. Expected a number of 0 or more."', '6,Zeta,,,,2 cells. Expected 5.', ''].join('\r\n'),
    );
  });

  test('a file of rejected rows, corrected, is imported like the file it came from', async () => {
    const rejected = folder.file('rejected.csv');
    await importOrThrow(write('first.csv', 'id,name,email\n1,Alpha,a@x.org\n2,Beta,nobody\n'), workspace, { rejectedFile: rejected });
    const corrected = write('corrected.csv', readFileSync(rejected, 'utf8').replace('nobody,', 'b@x.org,'));
    const inspection = await inspectOrThrow(corrected, workspace);
    expect(inspection.remembered).toBe(true);
    expect(countsOf(await importOrThrow(corrected, workspace))).toEqual([1, 0, 0, 0, 0]);
    expect(read('SELECT email, attributes FROM contacts ORDER BY key')).toEqual([{ email: 'a@x.org', attributes: '{}' }, { email: 'b@x.org', attributes: '{}' }]);
  });

  test('ids, phones and postal codes stay text', async () => {
    await importOrThrow(write('text.csv', 'Contact ID,Phone,ZIP,Name\n007,0049 30 123,01067,A\n1e5,+1 (2) 3,00501,B\n'), workspace);
    expect(read('SELECT key, phone, postal_code FROM contacts ORDER BY id')).toEqual([{ key: '007', phone: '0049 30 123', postal_code: '01067' }, { key: '1e5', phone: '+1 (2) 3', postal_code: '00501' }]);
  });

  test('create-only and update-only reject what they do not do, with the reason', async () => {
    const settings = settingsFor([contacts]);
    await importOrThrow(write('a.csv', 'id,name,email,value\n1,Alpha,,1\n'), workspace, { settings });
    const next = write('b.csv', 'id,name,email,value\n1,Other,,1\n2,New,,2\n');
    const created = await importOrThrow(next, workspace, { settings: { ...settings, mode: 'create' }, dryRun: true });
    expect(countsOf(created)).toEqual([1, 0, 0, 0, 1]);
    expect(created.reasons).toEqual([{ reason: 'The contact exists with other values, and the import creates only.', column: null, count: 1 }]);
    const updated = await importOrThrow(next, workspace, { settings: { ...settings, mode: 'update' } });
    expect(countsOf(updated)).toEqual([0, 1, 0, 0, 1]);
    expect(read('SELECT key, name FROM contacts')).toEqual([{ key: '1', name: 'Other' }]);
  });

  test('matching on e-mail keeps the id the workspace knows, in any case of letters', async () => {
    await importOrThrow(write('a.csv', 'id,name,email,value\n1,Alpha,a@x.org,1\n2,Twin,t@x.org,1\n3,Twin,t@x.org,1\n'), workspace, { settings: settingsFor([contacts]) });
    const report = await importOrThrow(write('b.csv', 'id,name,email,value\n99,Beta,A@X.org,1\n2,Taken,new@x.org,1\n9,Twins,t@x.org,1\n,NoKey,z@x.org,1\n7,NoMail,,1\n'), workspace, {
      settings: settingsFor([contacts], { matchOn: 'email' }),
    });
    expect(countsOf(report)).toEqual([0, 1, 0, 0, 4]);
    expect(read('SELECT key, name, email FROM contacts ORDER BY key')[0]).toEqual({ key: '1', name: 'Beta', email: 'A@X.org' });
    expect(report.reasons.map(({ reason }) => reason).sort()).toEqual(['Empty. Expected a value for email.', 'Empty. Expected an id.', 'Several contacts of the workspace have this e-mail.', 'The id belongs to a contact with another e-mail.']);
  });

  test('NPIs are checked by their digit', async () => {
    const report = await importOrThrow(write('npi.csv', 'npi,name\n1234567893,A\n1234567890,B\n'), workspace, { settings: settingsFor([{ target: 'contacts', fields: { key: { column: 'npi' }, npi: { column: 'npi' } } }], { matchOn: 'npi' }) });
    expect(countsOf(report)).toEqual([1, 0, 0, 0, 1]);
    expect(report.reasons[0]?.reason).toBe('Not an NPI. Expected 10 digits with a valid check digit.');
  });
});

describe('touches and outcomes', () => {
  test('unknown contacts are made or rejected, as wanted', async () => {
    const path = write('t.csv', 'id,date,channel,cost\n1,2024-03-01,E-Mail,2\n2,2024-03-02 10:15,visit,3\n');
    const rejected = await importOrThrow(path, workspace, { settings: settingsFor([touches], { unknownContact: 'reject' }), dryRun: true });
    expect(countsOf(rejected)).toEqual([0, 0, 0, 0, 2]);
    expect(rejected.reasons).toEqual([{ reason: 'The contact is not in the workspace.', column: 'id', count: 2 }]);
    const made = await importOrThrow(path, workspace, { settings: settingsFor([touches]) });
    expect([made.contactsCreatedFromReferences, made.channelsCreated]).toEqual([2, ['email', 'visit']]);
    expect(read('SELECT key, channel, day, second, cost FROM touches JOIN contacts ON contacts.id = contact_id ORDER BY day')).toEqual([
      { key: '1', channel: 'email', day: 19_783, second: -1, cost: 2 },
      { key: '2', channel: 'visit', day: 19_784, second: 36_900, cost: 3 },
    ]);
    expect(read('SELECT id, max_per_contact FROM channels ORDER BY position')).toEqual([{ id: 'email', max_per_contact: 4 }, { id: 'visit', max_per_contact: 4 }]);
  });

  test('the same touch again is a duplicate; with another cost it is rejected, not lost', async () => {
    const path = write('t.csv', 'id,date,channel,cost\n1,2024-03-01,email,2\n1,2024-03-01,email,2\n1,2024-03-01,email,9\n1,2024-03-01,email,\n1,2024-03-02,email,2\n');
    for (const dryRun of [true, false]) {
      const report = await importOrThrow(path, workspace, { settings: settingsFor([touches]), dryRun, rejectedFile: folder.file('r.csv') });
      expect(countsOf(report)).toEqual([2, 0, 0, 2, 1]);
      expect(readFileSync(folder.file('r.csv'), 'utf8')).toContain('1,2024-03-01,email,9,The same touch stands on row 1 with another cost. An id column keeps both.');
    }
    const again = write('again.csv', 'id,date,channel,cost\n1,2024-03-01,email,2\n1,2024-03-01,email,2\n1,2024-03-02,email,5\n1,2024-03-03,email,1\n1,2024-03-02,email,6\n');
    for (const dryRun of [true, false]) expect(countsOf(await importOrThrow(again, workspace, { settings: settingsFor([touches]), dryRun }))).toEqual([1, 1, 1, 1, 1]);
    expect(read('SELECT day, cost FROM touches ORDER BY day').map(({ cost }) => cost)).toEqual([2, 5, 1]);
  });

  test('rows with ids of their own are found again by them', async () => {
    const keyed: TargetMapping = { target: 'touches', fields: { ...touches.fields, source_key: { column: 'activity' } } };
    await importOrThrow(write('a.csv', 'activity,id,date,channel,cost\nA1,1,2024-03-01,email,2\nA2,1,2024-03-01,email,2\n'), workspace, { settings: settingsFor([keyed]) });
    const path = write('b.csv', 'activity,id,date,channel,cost\nA1,1,2024-03-01,email,2\nA2,1,2024-03-05,visit,3\nA3,2,2024-03-01,email,2\nA3,2,2024-03-01,email,2\n,2,2024-03-01,email,2\n');
    for (const dryRun of [true, false]) expect(countsOf(await importOrThrow(path, workspace, { settings: settingsFor([keyed]), dryRun }))).toEqual([2, 1, 1, 1, 0]);
    expect(read('SELECT source_key, channel, cost FROM touches ORDER BY source_key')).toEqual([
      { source_key: null, channel: 'email', cost: 2 },
      { source_key: 'A1', channel: 'email', cost: 2 },
      { source_key: 'A2', channel: 'visit', cost: 3 },
      { source_key: 'A3', channel: 'email', cost: 2 },
    ]);
  });

  test('contacts are found by e-mail and NPI', async () => {
    await importOrThrow(write('c.csv', 'id,name,email,npi\n1,A,a@x.org,1234567893\n'), workspace);
    const report = await importOrThrow(write('t.csv', 'Contact Email,NPI,Date,Channel\nA@X.ORG,,2024-01-01,call\n,1234567893,2024-01-02,call\n,1234567890,2024-01-03,call\n'), workspace, {
      settings: settingsFor([{ target: 'touches', fields: { contact_email: { column: 'Contact Email' }, contact_npi: { column: 'NPI' }, date: { column: 'Date', dateOrder: 'ymd' }, channel: { column: 'Channel' } } }]),
    });
    expect([countsOf(report), report.contactsCreatedFromReferences]).toEqual([[2, 0, 0, 0, 1], 0]);
    expect(read('SELECT DISTINCT contact_id FROM touches').length).toBe(1);
  });

  test('one file holds contacts, touches and several outcomes', async () => {
    const fields = { contact: { rowNumber: true, constant: 'r-' }, date: { constant: '2024-03-01' } };
    const report = await importOrThrow(write('arms.csv', 'age,arm,visit,spend\n30,Mens E-Mail,1,5\n40,No E-Mail,0,0\n50,Mens E-Mail,0,0\n60,Mens E-Mail,maybe,0\n'), workspace, {
      settings: settingsFor([
        { target: 'contacts', fields: { key: { rowNumber: true, constant: 'r-' } } },
        { target: 'touches', fields: { ...fields, channel: { column: 'arm', values: { 'No E-Mail': '' } } } },
        { target: 'outcomes', fields: { ...fields, kind: { constant: 'visit' }, flag: { column: 'visit' }, value: { column: 'spend' } } },
      ]),
    });
    expect(countsOf(report)).toEqual([3, 0, 0, 0, 1]);
    expect(report.targets.map(({ target, counts }) => [target, counts.rows, counts.created, counts.rejected])).toEqual([['contacts', 4, 3, 1], ['touches', 3, 2, 1], ['outcomes', 2, 1, 1]]);
    expect(read('SELECT key, attributes FROM contacts ORDER BY key')[0]).toEqual({ key: 'r-1', attributes: '{"age":"30"}' });
    expect(read('SELECT kind, value FROM outcomes')).toEqual([{ kind: 'visit', value: 5 }]);
  });
});

describe('what cannot be read', () => {
  const faultOf = async (path: string, options = {}): Promise<string> => {
    const before = withWorkspace(workspace, dumpContent);
    const imported = await runImport(path, workspace, options);
    expect(withWorkspace(workspace, dumpContent)).toEqual(before);
    return imported.ok ? 'ok' : imported.fault.code;
  };

  test('missing, empty, folder, blank, binary, old workbook, broken workbook', async () => {
    mkdirSync(folder.file('folder.csv'));
    expect(await faultOf(folder.file('missing.csv'))).toBe('FILE_NOT_FOUND');
    expect(await faultOf(write('empty.csv', ''))).toBe('FILE_EMPTY');
    expect(await faultOf(folder.file('folder.csv'))).toBe('FILE_IS_FOLDER');
    expect(await faultOf(write('blank.csv', '\n\n  \n'))).toBe('FILE_EMPTY');
    expect(await faultOf(write('image.csv', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256))))).toBe('FILE_UNREADABLE');
    expect(await faultOf(write('old.xls', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)])))).toBe('NOT_SUPPORTED');
    expect(await faultOf(write('broken.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(600)])))).toBe('FILE_UNREADABLE');
  });

  test('a date that fits both orders is asked, not guessed', async () => {
    const path = write('t.csv', 'contact id,date,channel\n1,01/02/2024,email\n2,03/04/2024,email\n');
    expect(await faultOf(path, { target: 'touches' })).toBe('DATE_ORDER_UNKNOWN');
    const inspection = await inspectOrThrow(path, workspace);
    expect(inspection.questions.map(({ code, path: place }) => [code, place])).toEqual([['DATE_ORDER_UNKNOWN', 'targets[0].fields.date']]);
  });

  test('one deciding date among 5,000 rows decides, wherever it stands', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => `${at},0${(at % 9) + 1}/0${(at % 7) + 1}/2024,email`);
    rows[4321] = '4321,31/01/2024,email';
    const report = await importOrThrow(write('t.csv', `contact id,date,channel\n${rows.join('\n')}\n`), workspace);
    expect(report.settings.targets[0]?.fields['date']?.dateOrder).toBe('dmy');
    expect(countsOf(report)).toEqual([5000, 0, 0, 0, 0]);
  });

  test('a column the file does not have', async () => {
    expect(await faultOf(write('a.csv', 'id,name\n1,A\n'), { settings: settingsFor([contacts]) })).toBe('UNKNOWN_REFERENCE');
  });

  test('a quote that never closes is one rejected row, or a fault once it swallows too much', async () => {
    const report = await importOrThrow(write('open.csv', 'id,name\n1,A\n2,"B\n3,C\n'), workspace);
    expect(countsOf(report)).toEqual([1, 0, 0, 0, 1]);
    expect(report.reasons[0]?.reason).toBe('A quote (") is opened and never closed.');
    expect(await faultOf(write('huge.csv', `id,name\n1,"${'x'.repeat(8_500_000)}`))).toBe('BAD_FORMAT');
  });

  const bigFile = (): string => write('big.csv', `id,name,email,value\n${Array.from({ length: 60_000 }, (_, at) => `${at},Name ${at},,1`).join('\n')}\n`);

  test.each([
    ['grows', (path: string) => appendFileSync(path, 'x'), 'FILE_CHANGED'],
    ['shrinks', (path: string) => truncateSync(path, 1000), 'FILE_CHANGED'],
    ['is written over', (path: string) => utimesSync(path, 1, 1), 'FILE_CHANGED'],
    ['vanishes', (path: string) => rmSync(path), 'FILE_NOT_FOUND'],
  ])('a file that %s while it is read', async (_, change, code) => {
    const path = bigFile();
    let reports = 0;
    const control = { ...silent(), report: ({ phase }: { phase: string }) => void (phase === 'Consuming signals' && ++reports === 3 && change(path)) };
    const imported = await runImport(path, workspace, { settings: settingsFor([contacts]) }, control);
    expect(imported.ok ? 'ok' : imported.fault.code).toBe(code);
    expect(read('SELECT count(*) AS n FROM contacts')).toEqual([{ n: 0 }]);
  });

  test('cancel ends the reading and the comparison, and nothing is written', async () => {
    for (const phase of ['Consuming signals', 'Writing']) {
      const control = silent();
      const stopping = { ...control, report: (progress: { phase: string }) => void (progress.phase === phase && control.cancel !== undefined && raiseCancel(control.cancel)) };
      const path = phase === 'Writing' ? write('t.csv', 'id,date,channel,cost\n1,2024-03-01,email,2\n') : bigFile();
      const imported = await runImport(path, workspace, { settings: settingsFor(phase === 'Writing' ? [touches] : [contacts]) }, stopping);
      expect(imported.ok ? 'ok' : imported.fault.code).toBe('CANCELLED');
    }
    expect(read('SELECT (SELECT count(*) FROM contacts) + (SELECT count(*) FROM touches) + (SELECT count(*) FROM imports) AS n')).toEqual([{ n: 0 }]);
  });
});

describe('the table in the file', () => {
  test('titles before the header, blank lines, footers and empty last cells are not data', async () => {
    const report = await importOrThrow(write('report.csv', 'Contact report\n\nContact ID,Name,Value\n1,A,10,,\n\n2,Total Care,5\n,,\nTotal,,15\n"Exported on 2024-03-01",,\n2 records\n'), workspace);
    expect([report.rows, report.skipped, countsOf(report)]).toEqual([2, { blank: 2, footer: 3 }, [2, 0, 0, 0, 0]]);
    expect(report.settings.dialect.skipRows).toBe(2);
    expect(read('SELECT name FROM contacts ORDER BY key')).toEqual([{ name: 'A' }, { name: 'Total Care' }]);
  });

  test('a total among the records is a record', async () => {
    const report = await importOrThrow(write('mid.csv', 'Contact ID,Name,Value\n1,A,10\nTotal,,15\n2,B,5\n'), workspace);
    expect([report.rows, report.skipped.footer]).toEqual([3, 0]);
  });

  test('a file without a header gets numbered columns', async () => {
    const inspection = await inspectOrThrow(write('plain.csv', '1,a@x.org,2024-01-01\n2,b@x.org,2024-01-02\n'), workspace);
    expect([inspection.settings.dialect.hasHeader, inspection.columns.map(({ name }) => name)]).toEqual([false, ['Column 1', 'Column 2', 'Column 3']]);
  });

  test.each([
    ['UTF-8 with mark', 'utf-8-bom', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 little endian with mark', 'utf-16le', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 little endian without mark', 'utf-16le', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16 big endian with mark', 'utf-16be', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['UTF-16 big endian without mark', 'utf-16be', (text: string) => Buffer.from(text, 'utf16le').swap16()],
    ['Windows-1252', 'windows-1252', (text: string) => Buffer.from(text.replaceAll('€', '\u0080'), 'latin1')],
  ] as const)('%s', async (_, encoding, encode) => {
    const report = await importOrThrow(write('enc.csv', encode('Contact ID,Name,City\r\n1,Müller € 5,Genève\r\n2,Ægir,Łódź\r\n'.replace('Łódź', encoding === 'windows-1252' ? 'Lodz' : 'Łódź'))), workspace);
    expect([report.settings.encoding, countsOf(report)]).toEqual([encoding, [2, 0, 0, 0, 0]]);
    expect(read('SELECT name, city FROM contacts ORDER BY key')[0]).toEqual({ name: 'Müller € 5', city: 'Genève' });
  });

  test('a mapping is remembered by the columns of the file', async () => {
    const path = write('a.csv', 'Kennung,Wer\n1,A\n');
    const mapping: TargetMapping = { target: 'contacts', fields: { key: { column: 'Kennung' }, name: { column: 'Wer' } } };
    expect((await inspectOrThrow(path, workspace)).remembered).toBe(false);
    await importOrThrow(path, workspace, { settings: settingsFor([mapping]) });
    const same = await inspectOrThrow(write('c.csv', '\ufeffKennung;Wer\r\n2;B\r\n'), workspace);
    expect([same.remembered, same.settings.targets, same.settings.dialect.delimiter]).toEqual([true, [mapping], ';']);
  });
});
