import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatCsv } from '../../../src/main/core/export/csv-writer.ts';
import { headerSignature, headerWords } from '../../../src/main/core/import/guess/header-names.ts';
import { countsOf, importOrThrow, inspectOrThrow } from './support/run-import.ts';
import { createTestFolder, createWorkspace, withWorkspace, type TestFolder } from './support/workspace.ts';

let folder: TestFolder;
let workspace: string;
beforeEach(() => {
  folder = createTestFolder();
  workspace = createWorkspace(folder);
});
afterEach(() => folder.remove());

/** Target and field → column of every target that was guessed. */
async function guess(content: string, target?: 'contacts' | 'touches' | 'outcomes'): Promise<Record<string, string | undefined>[]> {
  const { settings } = await inspectOrThrow(folder.write('export.csv', content), workspace, { target });
  return settings.targets.map((mapping) => ({ target: mapping.target, ...Object.fromEntries(Object.entries(mapping.fields).map(([field, source]) => [field, source.column ?? source.constant])) }));
}

describe('columns are taken for what they are', () => {
  test('records called outcomes, although they name a channel and a date like touches', async () => {
    expect(await guess('Outcome ID,HCP ID,Occurred At,Outcome Type,Channel,Value\nO1,H1,2025-07-01T14:32:00,open,Email,1\nO2,H2,2025-07-02T09:00:00,attended,Webinar,5\n')).toEqual([
      { target: 'outcomes', source_key: 'Outcome ID', contact: 'HCP ID', date: 'Occurred At', kind: 'Outcome Type', channel: 'Channel', value: 'Value' },
    ]);
  });

  test('a life-science account list', async () => {
    expect(await guess('Account ID,Formatted Name,NPI Number,Primary Specialty,Segment__c,Territory,Sales Rep,City,State,Zip,Email,Potential\n0013000000A1,DR A,1234567893,Cardiology,A,North,rep1,Basel,BS,04051,a@x.org,12.5\n0013000000A2,DR B,1245319599,Oncology,B,South,rep2,Bern,BE,03001,b@x.org,3\n')).toEqual([
      { target: 'contacts', key: 'Account ID', name: 'Formatted Name', npi: 'NPI Number', specialty: 'Primary Specialty', segment: 'Segment__c', territory: 'Territory', rep: 'Sales Rep', city: 'City', region: 'State', postal_code: 'Zip', email: 'Email', value: 'Potential' },
    ]);
  });

  test.each([
    ['German', 'Kundennummer;Vorname;Nachname;E-Mail-Adresse;Telefon;Straße;PLZ;Ort;Land;Gebiet;Fachrichtung;Wert\nK1;A;B;a@x.org;030 1234567;Weg 1;01067;Dresden;DE;Ost;Kardiologie;1.234,5\nK2;C;D;c@x.org;030 7654321;Weg 2;10115;Berlin;DE;Ost;Onkologie;12,25\n', { key: 'Kundennummer', first_name: 'Vorname', last_name: 'Nachname', email: 'E-Mail-Adresse', phone: 'Telefon', street: 'Straße', postal_code: 'PLZ', city: 'Ort', country: 'Land', territory: 'Gebiet', specialty: 'Fachrichtung', value: 'Wert' }],
    ['French', 'ID client;Prénom;Nom;Courriel;Ville;Code postal;Pays;Spécialité\n1;A;B;a@x.org;Lyon;69001;France;Cardiologie\n2;C;D;c@x.org;Paris;75001;France;Oncologie\n', { key: 'ID client', first_name: 'Prénom', last_name: 'Nom', email: 'Courriel', city: 'Ville', postal_code: 'Code postal', country: 'Pays', specialty: 'Spécialité' }],
    ['Spanish', 'ID contacto,Nombre,Apellidos,Correo electrónico,Teléfono,Ciudad,Código postal,País\n1,A,B,a@x.org,600 123 456,Madrid,28001,España\n2,C,D,c@x.org,600 654 321,Vigo,36201,España\n', { key: 'ID contacto', first_name: 'Nombre', last_name: 'Apellidos', email: 'Correo electrónico', phone: 'Teléfono', city: 'Ciudad', postal_code: 'Código postal', country: 'País' }],
  ])('contacts in %s', async (_, content, fields) => {
    expect(await guess(content)).toEqual([{ target: 'contacts', ...fields }]);
  });

  test('a call report, an e-mail log, orders', async () => {
    expect(await guess('Call ID,HCP ID,Call Date,Call Channel,Status,Campaign Name,Cost\nC1,1,2024-01-01,F2F,Submitted,Spring,100\nC2,2,2024-01-02,Phone Call,Planned,Spring,10\n')).toEqual([
      { target: 'touches', contact: 'HCP ID', date: 'Call Date', channel: 'Call Channel', source_key: 'Call ID', kind: 'Status', campaign: 'Campaign Name', cost: 'Cost' },
    ]);
    expect(await guess('Kontaktart;Datum;E-Mail;Kosten\nBesuch;31.12.2024;a@x.org;12,50\nAnruf;01.02.2024;b@x.org;1,00\n')).toEqual([{ target: 'touches', contact_email: 'E-Mail', date: 'Datum', channel: 'Kontaktart', cost: 'Kosten' }]);
    expect(await guess('contact,time,outcome,value\n1,2024-01-01 10:00,open,\n2,2024-01-02 11:00,click,2.5\n')).toEqual([{ target: 'outcomes', contact: 'contact', date: 'time', kind: 'outcome', value: 'value' }]);
    expect(await guess('contact,time,channel,type,cost\n1,2024-01-01 10:00,email,sent,1\n2,2024-01-02 11:00,visit,done,2.5\n')).toEqual([{ target: 'touches', contact: 'contact', date: 'time', channel: 'channel', kind: 'type', cost: 'cost' }]);
  });

  test('channels are called as the workspace calls them', async () => {
    withWorkspace(workspace, (sqlite) => sqlite.exec("INSERT INTO channels VALUES ('Field visit', 1, 1, 1, 1, 0, NULL)"));
    const { settings } = await inspectOrThrow(folder.write('t.csv', 'contact id,date,channel\n1,2024-01-01,F2F\n2,2024-01-01,E-Mail\n'), workspace);
    expect(settings.targets[0]?.fields['channel']?.values).toEqual({ F2F: 'Field visit', 'E-Mail': 'email' });
  });

  test('a list without ids numbers its rows under the name of the file, also when its mapping is remembered', async () => {
    await importOrThrow(folder.write('march.csv', 'Name,City\nA,Bern\n'), workspace);
    await importOrThrow(folder.write('april.csv', 'Name,City\nB,Basel\n'), workspace);
    expect(withWorkspace(workspace, (sqlite) => sqlite.prepare('SELECT key, name FROM contacts ORDER BY id').all())).toEqual([{ key: 'march-1', name: 'A' }, { key: 'april-1', name: 'B' }]);
  });
});

test('a remembered mapping fits columns whose names differ in case and spaces only', async () => {
  const first = await inspectOrThrow(folder.write('a.csv', 'Kennung,Art der Person,E-Mail\n1,x,a@x.org\n'), workspace);
  const settings = { ...first.settings, targets: [{ target: 'contacts' as const, fields: { key: { column: 'Kennung' }, segment: { column: 'Art der Person' } }, ignored: ['E-Mail'] }] };
  await importOrThrow(folder.file('a.csv'), workspace, { settings });
  const second = await inspectOrThrow(folder.write('b.csv', 'KENNUNG;art_der_person;email\n2;y;b@x.org\n'), workspace);
  expect([second.remembered, second.settings.targets]).toEqual([true, [{ target: 'contacts', fields: { key: { column: 'KENNUNG' }, segment: { column: 'art_der_person' } }, ignored: ['email'] }]]);
});

test('signatures know columns, not their case or the reason of rejected rows', () => {
  expect(headerWords('emailType')).toBe('email type');
  expect(headerSignature(['Contact ID', 'E-Mail'])).toBe(headerSignature(['contact_id', 'EMAIL', 'reason']));
  expect(headerSignature(['Contact ID', 'E-Mail'])).not.toBe(headerSignature(['E-Mail', 'Contact ID']));
});

test.each([
  [',', 'yyyy-MM-dd', '.'],
  [';', 'dd.MM.yyyy', ','],
  ['\t', 'dd/MM/yyyy', ','],
  [',', 'MM/dd/yyyy', '.'],
] as const)('an exported plan (%j, %s, decimal %j) comes back as touches, unchanged', async (delimiter, dateFormat, decimal) => {
  const actions = Array.from({ length: 40 }, (_, at) => ({ contact: `C${at}`, name: at === 39 ? '=cmd()' : `Name ${at}`, channel: at % 2 === 0 ? 'rep_email' : 'visit', day: 20_800 + at, cost: 1.5 + at }));
  const header = ['Contact ID', 'Name', 'Channel', 'Date', 'Weekday', 'Rep', 'Segment', 'Lift', 'Cost', 'Exploration', 'Reason'];
  const rows = actions.map(({ contact, name, channel, day, cost }) => [contact, name, channel, { day }, 'Monday', 'R1', 'A', 0.25, cost, 'no', 'best value']);
  const path = folder.write('plan.csv', [...formatCsv(header, rows, { delimiter, dateFormat, decimal, byteOrderMark: delimiter === ';' })].join(''));
  const report = await importOrThrow(path, workspace);
  expect([countsOf(report), report.targets[0]?.target]).toEqual([[40, 0, 0, 0, 0], 'touches']);
  expect(withWorkspace(workspace, (sqlite) => sqlite.prepare('SELECT key AS contact, channel, day, cost FROM touches JOIN contacts ON contacts.id = contact_id ORDER BY touches.day').all())).toEqual(actions.map(({ contact, channel, day, cost }) => ({ contact, channel, day, cost })));
});

test('one neutralised cell, far from the beginning, is enough to know the file', async () => {
  const rows = Array.from({ length: 30_000 }, (_, at) => `${at},${at === 29_000 ? "'=1+1" : `O'Neil ${at}`}`);
  await importOrThrow(folder.write('own.csv', `Contact ID,Name\n${rows.join('\n')}\n`), workspace);
  expect(withWorkspace(workspace, (sqlite) => sqlite.prepare("SELECT name FROM contacts WHERE key = '29000'").pluck().get())).toBe('=1+1');
  const other = createWorkspace(folder);
  await importOrThrow(folder.write('foreign.csv', `Contact ID,Name\n${[...rows, "30001,'=x", '30002,=y'].join('\n')}\n`), other);
  expect(withWorkspace(other, (sqlite) => sqlite.prepare("SELECT name FROM contacts WHERE key >= '30001' AND length(key) = 5 ORDER BY key").pluck().all())).toEqual(["'=x", '=y']);
});
