import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportSettings } from '../../../src/engine/model/import.ts';
import { formatCsv, defaultCsvFormat } from '../../../src/main/core/export/csv-writer.ts';
import { describeWithShared, sharedDir } from '../../support/shared.ts';
import { countsOf, importOrThrow, inspectOrThrow, settingsFor } from './support/run-import.ts';
import { createTestFolder, createWorkspace, withWorkspace, type TestFolder } from './support/workspace.ts';

let folder: TestFolder;
let workspace: string;
beforeEach(() => {
  folder = createTestFolder();
  workspace = createWorkspace(folder);
});
afterEach(() => folder.remove());

const crm = (name: string): string => join(sharedDir, 'data/crm', name);
const read = <T = Record<string, unknown>>(sql: string, path = workspace): T[] => withWorkspace(path, (sqlite) => sqlite.prepare(sql).all() as T[]);

/** Answers the questions of a file without dates: one date for all rows. */
async function settingsWithDate(path: string, date: string): Promise<ImportSettings> {
  const { settings, questions } = await inspectOrThrow(path, workspace);
  expect(questions.every(({ path: place }) => place?.endsWith('.date') === true)).toBe(true);
  return { ...settings, targets: settings.targets.map((mapping) => (mapping.target === 'contacts' ? mapping : { ...mapping, fields: { ...mapping.fields, date: { constant: date } } })) };
}

describeWithShared('exports of real systems', () => {
  test('bank-full: contacts, touches by contact type, 5,289 outcomes; attributes give the known totals', async () => {
    const report = await importOrThrow(crm('bank-full.uci-layout.csv'), workspace, { settings: await settingsWithDate(crm('bank-full.uci-layout.csv'), '2010-11-01') });
    expect(countsOf(report)).toEqual([45_211, 0, 0, 0, 0]);
    expect(report.targets.map(({ target, counts }) => [target, counts.rows, counts.created])).toEqual([['contacts', 45_211, 45_211], ['touches', 45_211, 45_211], ['outcomes', 5289, 5289]]);
    const yes = (column: string, value: string): [number, number] => {
      const row = withWorkspace(workspace, (sqlite) => sqlite.prepare(`SELECT count(o.id) AS yes, count(*) AS n FROM contacts c LEFT JOIN outcomes o ON o.contact_id = c.id WHERE c.attributes ->> '${column}' = ?`).get(value)) as { yes: number; n: number };
      return [row.yes, row.n];
    };
    expect([yes('poutcome', 'success'), yes('poutcome', 'failure'), yes('campaign', '1')]).toEqual([[978, 1511], [618, 4901], [2561, 17_544]]);
    expect(read('SELECT channel, count(*) AS n FROM touches GROUP BY channel ORDER BY channel')).toEqual([{ channel: 'call', n: 2906 }, { channel: 'mobile', n: 29_285 }, { channel: 'unknown', n: 13_020 }]);
  });

  test('hillstrom: two arms are channels, the third is no touch; visits by arm', async () => {
    const report = await importOrThrow(crm('hillstrom.csv'), workspace, { settings: await settingsWithDate(crm('hillstrom.csv'), '2008-03-20') });
    expect(countsOf(report)).toEqual([64_000, 0, 0, 0, 0]);
    const byKind = Object.fromEntries(report.settings.targets.map((mapping, at) => [mapping.fields['kind']?.constant ?? mapping.target, report.targets[at]?.counts.created]));
    expect(byKind).toEqual({ contacts: 64_000, touches: 42_694, visit: 9394, conversion: 578 });
    expect(read("SELECT t.channel, count(*) AS n, sum(EXISTS (SELECT 1 FROM outcomes o WHERE o.contact_id = c.id AND o.kind = 'visit')) AS visits FROM contacts c LEFT JOIN touches t ON t.contact_id = c.id GROUP BY 1 ORDER BY 1")).toEqual([
      { channel: null, n: 21_306, visits: 2262 },
      { channel: 'Mens E-Mail', n: 21_307, visits: 3894 },
      { channel: 'Womens E-Mail', n: 21_387, visits: 3238 },
    ]);
    const spend = read<{ spend: number }>("SELECT sum(value) AS spend FROM outcomes WHERE kind = 'conversion'")[0]?.spend ?? 0;
    expect(Math.round(spend)).toBe(67_258);
  });

  test('hillstrom as it comes: contacts are imported, what needs a date is left out and named', async () => {
    const report = await importOrThrow(crm('hillstrom.csv'), workspace);
    expect([countsOf(report), report.targets.length]).toEqual([[64_000, 0, 0, 0, 0], 1]);
    expect(report.notes?.[0]).toContain('Left out: touches, outcomes. Touches have no date');
  });

  test('the five files of a CRM, contacts first: no activity makes a new contact', async () => {
    const hubspot = (name: string): string => crm(`hubspot_dummy/hubspot_${name}.csv`);
    expect(countsOf(await importOrThrow(hubspot('contacts'), workspace))).toEqual([950, 0, 0, 0, 0]);
    const activities = await importOrThrow(hubspot('activities'), workspace);
    expect([countsOf(activities), activities.contactsCreatedFromReferences, activities.targets[0]?.target]).toEqual([[2000, 0, 0, 0, 0], 0, 'touches']);
    for (const [name, rows] of [['deals', 500], ['tickets', 300]] as const) {
      const report = await importOrThrow(hubspot(name), workspace);
      expect([countsOf(report), report.contactsCreatedFromReferences, report.targets[0]?.target]).toEqual([[rows, 0, 0, 0, 0], 0, 'outcomes']);
    }
    expect(countsOf(await importOrThrow(hubspot('companies'), workspace))).toEqual([200, 0, 0, 0, 0]);
    expect(countsOf(await importOrThrow(hubspot('activities'), workspace))).toEqual([0, 0, 2000, 0, 0]);
    expect(countsOf(await importOrThrow(hubspot('contacts'), workspace))).toEqual([0, 0, 950, 0, 0]);
  });

  test('providers with NPI: 269 contacts, one row twice', async () => {
    const report = await importOrThrow(crm('hcp_payments_prescriptions_pseudonymised.csv'), workspace);
    expect([countsOf(report), report.settings.matchOn]).toEqual([[269, 0, 0, 1, 0], 'npi']);
    expect(read('SELECT count(*) AS n FROM contacts WHERE key = npi')).toEqual([{ n: 269 }]);
  });

  test('183 physicians × 24 months are 183 contacts', async () => {
    expect(countsOf(await importOrThrow(crm('Detailing.csv'), workspace))).toEqual([183, 0, 0, 4209, 0]);
  });

  test('spaces after commas are layout', async () => {
    await importOrThrow(crm('mautic_fixtures/10contacts.csv'), workspace);
    expect(read("SELECT last_name, email, country, attributes ->> 'company' AS company FROM contacts WHERE first_name = 'Ariel'")).toEqual([{ last_name: 'N.', email: 'ariel@example.com', country: 'Switzerland', company: 'Enterprise Example Organization' }]);
  });

  test('cells of HTML and serialised text come through whole', async () => {
    expect(countsOf(await importOrThrow(crm('mautic_fixtures/fakeemaildata.csv'), workspace))).toEqual([2, 0, 0, 0, 0]);
    const [first] = read<{ html: string; content: string }>("SELECT attributes ->> 'customHtml' AS html, attributes ->> 'content' AS content FROM contacts ORDER BY id");
    expect(first?.html.startsWith('<!DOCTYPE html><html><head><title>{subject}</title><meta http-equiv="X-UA-Compatible"')).toBe(true);
    expect(first?.content.startsWith('a:2:{s:4:\\"body\\";')).toBe(true);
  });

  test('a page log whose dates fit both orders says so; names beyond ASCII', async () => {
    const inspection = await inspectOrThrow(crm('mautic_fixtures/fakepagehitdata.csv'), workspace);
    expect(inspection.columns.find(({ name }) => name === 'dateHit')).toMatchObject({ kind: 'date_time', dateOrder: 'unknown' });
    await importOrThrow(crm('civicrm_import/individual_unicode.csv'), workspace);
    expect(read("SELECT country, attributes ->> 'Website' AS site FROM contacts")).toEqual([{ country: "Côte d'Ivoire", site: 'https://কানাডা.com' }]);
  });

  test.each([
    ['hillstrom.csv', 'variants/hillstrom.semicolon.decimalcomma.csv'],
    ['hillstrom.csv', 'variants/hillstrom.sep-line.csv'],
    ['hubspot_dummy/hubspot_activities.csv', 'variants/hubspot_activities.utf8-bom.crlf.csv'],
  ])('%s and %s hold the same rows', async (parent, variant) => {
    const other = createWorkspace(folder);
    const report = await importOrThrow(crm(variant), workspace);
    await importOrThrow(crm(parent), other);
    const sql = parent.startsWith('hillstrom')
      ? `SELECT segment, postal_code, replace(attributes, ',', '.') AS attributes FROM contacts ORDER BY id LIMIT ${report.rows}`
      : `SELECT source_key, channel, day FROM touches ORDER BY id LIMIT ${report.rows}`;
    expect(report.rows).toBe(200);
    expect(read(sql)).toEqual(read(sql, other));
  });

  test('Windows-1252 is told from UTF-8', async () => {
    const report = await importOrThrow(join(sharedDir, 'data/effort/Sip-task-info.csv'), workspace);
    expect([report.settings.encoding, report.rows, countsOf(report)[0]]).toEqual(['windows-1252', 12_299, 12_299]);
    expect(read("SELECT count(*) AS n FROM contacts WHERE instr(attributes, '\ufffd') > 0")).toEqual([{ n: 0 }]);
  });
});

describeWithShared('hostile text', () => {
  const roundTrip = async (texts: readonly string[]): Promise<void> => {
    const source = folder.file('texts.csv');
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    writeFileSync(source, `id,name,Note\n${texts.map((text, at) => `${at},${quote(text)},${quote(text)}`).join('\n')}\n`);
    const mapping = settingsFor([{ target: 'contacts', fields: { key: { column: 'id' }, name: { column: 'name' } } }]);
    expect(countsOf(await importOrThrow(source, workspace, { settings: mapping }))).toEqual([texts.length, 0, 0, 0, 0]);
    const stored = (path = workspace): { name: string | null; note: string | null }[] => read("SELECT name, attributes ->> 'Note' AS note FROM contacts ORDER BY CAST(key AS INTEGER)", path);
    const expected = texts.map((text) => ({ name: text === '' ? null : text, note: text === '' ? null : text }));
    expect(stored()).toEqual(expected);
    const exported = folder.file('exported.csv');
    writeFileSync(exported, [...formatCsv(['id', 'name', 'Note'], stored().map(({ name, note }, at) => [String(at), name, note]), defaultCsvFormat)].join(''));
    const cells = readFileSync(exported, 'utf8');
    expect(/(?:^|,|\r\n)"?[=+@]/u.test(cells.slice(0, 0) + cells.replaceAll(/"(?:[^"]|"")*"/gu, (cell) => (/^"[=+\-@\t\r]/u.test(cell) ? '=' : '')))).toBe(false);
    const other = createWorkspace(folder);
    const inspection = await inspectOrThrow(exported, other);
    const settings: ImportSettings = { ...mapping, encoding: inspection.settings.encoding, dialect: inspection.settings.dialect };
    await importOrThrow(exported, other, { settings });
    expect(stored(other)).toEqual(expected);
  };

  test('515 naughty strings survive import, export and import again byte for byte', async () => {
    await roundTrip(JSON.parse(readFileSync(join(sharedDir, 'data/csv_torture/blns.json'), 'utf8')) as string[]);
  });

  test('formula payloads are stored as text, exported harmless, and come back as they were', async () => {
    const payloads = readFileSync(join(sharedDir, 'data/csv_torture/csv-injection-payloads.txt'), 'utf8').split(/\r?\n/u).filter((line) => line !== '');
    await roundTrip(payloads);
  });
});
