import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkIntegrity } from '../../../src/main/core/data-safety/integrity.ts';
import { openConnection, type Sqlite } from '../../../src/main/core/db/connection.ts';
import { createOpenWorkspace, insertContacts, insertDraftPlan } from '../support/workspace-file.ts';

const planted: readonly [string, (sqlite: Sqlite) => void, RegExp][] = [
  ['a contact whose attributes are no JSON', (sqlite) => sqlite.exec("UPDATE contacts SET attributes = '{' WHERE key = 'c2'"), /^contacts c2: attributes does not fit its format\.$/],
  ['a rule of an unknown kind', (sqlite) => sqlite.exec(`INSERT INTO constraints (id, position, kind, body) VALUES ('r1', 1, 'x', '{"id":"r1","kind":"x"}')`), /^constraints r1: body/],
  ['weekdays out of range', (sqlite) => sqlite.exec("INSERT INTO channels VALUES ('email', 1, 1, 0.5, 1, 0, '[9]')"), /^channels email: weekdays/],
  ['a horizon that is none', (sqlite) => sqlite.exec(`INSERT INTO rule_settings VALUES ('horizon', '{"start":"x"}')`), /^rule_settings horizon: body/],
  ['an edit without images', (sqlite) => sqlite.exec("INSERT INTO edits (name, made_at, changes) VALUES ('e', 1, '[{}]')"), /^edits 1: changes/],
  ['an audience with an unknown operator', (sqlite) => sqlite.exec(`INSERT INTO audiences (name, filter) VALUES ('All', '{"join":"and","conditions":[{"column":"a","operator":"like"}]}')`), /^audiences All: filter/],
  ['a problem whose document is cut off', (sqlite) => sqlite.exec('UPDATE problems SET document = substr(document, 1, 20)'), /^problems 1: document/],
  ['a touch of nobody', (sqlite) => sqlite.exec("INSERT INTO touches (contact_id, channel, day) VALUES (999, 'email', 1)"), /^touches row 1 points to a missing row of contacts\.$/],
  ['an approved plan nobody approved', (sqlite) => sqlite.exec("UPDATE plans SET state = 'approved'"), /^Plan 1 is approved; its last decision is none\.$/],
  [
    'a decision that was changed',
    (sqlite) => {
      sqlite.exec("DROP TRIGGER decisions_never_change; UPDATE decisions SET actor = 'somebody else'");
    },
    /^Decision 1 does not fit its hash\.$/,
  ],
];

describe('the integrity check', () => {
  it('finds nothing in a sound workspace and counts its rows', () => {
    const database = createOpenWorkspace();
    insertContacts(database.sqlite, 12);
    insertDraftPlan(database.sqlite);
    const report = checkIntegrity(database);
    expect(report).toMatchObject({ ok: true, problems: [], decisions: { entries: 1, brokenAt: null } });
    expect(report.tables.find(({ table }) => table === 'contacts')).toEqual({ table: 'contacts', rows: 12 });
    expect(report.tables.map(({ table }) => table)).toContain('plan_actions');
    expect(report.sizeBytes).toBeGreaterThan(0);
  });

  it.each(planted)('finds %s', (_, plant, problem) => {
    const database = createOpenWorkspace();
    insertContacts(database.sqlite, 3);
    insertDraftPlan(database.sqlite);
    database.sqlite.pragma('foreign_keys = OFF');
    plant(database.sqlite);
    const report = checkIntegrity(database);
    expect(report.ok).toBe(false);
    expect(report.problems).toHaveLength(1);
    expect(report.problems[0]).toMatch(problem);
  });

  it('names at most 50 problems of many', () => {
    const database = createOpenWorkspace();
    insertContacts(database.sqlite, 500);
    database.sqlite.exec("UPDATE contacts SET attributes = 'x'");
    expect(checkIntegrity(database).problems).toHaveLength(50);
  });

  it('answers on pages that were damaged while the file was open', () => {
    const sound = createOpenWorkspace();
    insertContacts(sound.sqlite, 5000);
    sound.sqlite.close();
    const file = openSync(sound.path, 'r+');
    writeSync(file, Buffer.alloc(60_000, 0xaa), 0, 60_000, statSync(sound.path).size - 100_000);
    closeSync(file);
    const database = openConnection(sound.path);
    onTestFinished(() => void database.sqlite.close());
    const report = checkIntegrity(database);
    expect(report.ok).toBe(false);
    expect(report.problems[0]).toMatch(/^Page check: /);
  });

  it('changes nothing', () => {
    const database = createOpenWorkspace();
    insertContacts(database.sqlite, 10);
    const before = database.sqlite.prepare('SELECT total_changes()').pluck().get();
    checkIntegrity(database);
    expect(database.sqlite.prepare('SELECT total_changes()').pluck().get()).toBe(before);
  });
});
