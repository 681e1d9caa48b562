import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PlanningRules, RulesFile } from '../../../src/engine/model/rules.ts';
import { resolveAppFile } from '../../../src/main/core/app-files.ts';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { dumpTables, faultOf } from '../support/workspace-file.ts';
import { CHANNELS, CONTACTS, editNaively, someAction, someChannel, someConstraint, someEdit, someMapping, someObjective } from './support/naive-rules.ts';
import { runs } from '../../support/runs.ts';

async function open(): Promise<TestCore> {
  const test = createTestCore();
  onTestFinished(() => test.dispose());
  await test.createWorkspace();
  return test;
}

function sqliteOf({ core }: TestCore): Sqlite {
  if (core.context.session === null) throw new Error('No workspace is open.');
  return core.context.session.database.sqlite;
}

const tablesOf = (test: TestCore): Record<string, unknown[]> => dumpTables(sqliteOf(test));

/** Stores the contacts that pinned actions may name. */
function storeContacts(test: TestCore): void {
  const insert = sqliteOf(test).prepare('INSERT INTO contacts (key) VALUES (?)');
  for (const key of CONTACTS) insert.run(key);
}

/** Loads a file through the dialog. */
function load(test: TestCore, path: string): ReturnType<TestCore['core']['rules']['load']> {
  test.dialogs.open = [path];
  return test.core.rules.load();
}

/** Saves through the dialog and answers the bytes. */
async function save(test: TestCore): Promise<string> {
  const path = join(test.folder, 'saved.json');
  test.dialogs.save = path;
  expect(unwrap(await test.core.rules.save())).toEqual({ path });
  return readFileSync(path, 'utf8');
}

const command = fc.oneof({ weight: 6, arbitrary: someEdit }, { weight: 2, arbitrary: fc.constant('undo' as const) }, { weight: 1, arbitrary: fc.constant('redo' as const) });

describe('rules edited one by one', () => {
  it('are those of a model in memory after any edits, undone and redone', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 50 }), async (commands) => {
        const test = createTestCore();
        try {
          await test.createWorkspace();
          storeContacts(test);
          let states: PlanningRules[] = [{ format: 'omnivor.rules/1', horizon: { start: '2027-01-11', days: 28 }, channels: [], constraints: [], objective: { metric: 'lift' } }];
          let now = 0;
          expect(unwrap(test.core.rules.get())).toEqual(states[0]);
          for (const given of commands) {
            const present = states[now];
            if (present === undefined) throw new Error('A state was expected.');
            if (given === 'undo' || given === 'redo') {
              unwrap(await test.core.edits[given]());
              now = given === 'undo' ? Math.max(0, now - 1) : Math.min(states.length - 1, now + 1);
            } else {
              const expected = editNaively(present, given);
              const edited = await test.core.rules.edit(given);
              seen.add(typeof expected === 'string' ? expected : given.edit === 'constraint' ? given.constraint.kind : given.edit);
              if (typeof expected === 'string') expect(faultOf(edited).code).toBe(expected);
              else expect(unwrap(edited)).toEqual(expected);
              if (typeof expected !== 'string' && expected !== present) {
                states = [...states.slice(0, now + 1), expected];
                now += 1;
              }
            }
            expect(unwrap(test.core.rules.get())).toEqual(states[now]);
            const state = unwrap(test.core.edits.state());
            expect([state.undo !== null, state.redo !== null]).toEqual([now > 0, now < states.length - 1]);
          }
        } finally {
          await test.dispose();
        }
      }),
      { numRuns: runs(80), seed: 20_270_109 },
    );
    const kinds = ['capacity', 'rep_capacity', 'budget', 'frequency', 'blackout', 'coverage', 'minimum'];
    const edits = ['horizon', 'objective', 'contacts', 'channel', 'remove_channel', 'rename_constraint', 'remove_constraint', 'pin', 'unpin'];
    expect([...seen].sort()).toEqual([...kinds, ...edits, 'BAD_INPUT', 'CONFLICT', 'NOT_FOUND', 'UNKNOWN_REFERENCE'].sort());
  });
});

const channels = fc.tuple(...CHANNELS.map((id) => someChannel.map((channel) => ({ ...channel, id }))));
const isOrdered = (constraint: { from?: string | null | undefined; to?: string | null | undefined }): boolean => constraint.from == null || constraint.to == null || constraint.from <= constraint.to;
const actions = fc.uniqueArray(someAction, { minLength: 1, maxLength: 4, selector: (action) => JSON.stringify(action) });
const someFile: fc.Arbitrary<RulesFile> = fc.record(
  {
    format: fc.constant('omnivor.rules/1' as const),
    horizon: fc.constantFrom(28, 60).map((days) => ({ start: '2027-01-04', days })),
    channels,
    constraints: fc.uniqueArray(someConstraint.filter(isOrdered), { maxLength: 4, selector: (constraint) => constraint.id }),
    fixed: actions,
    objective: someObjective,
    contacts: someMapping,
  },
  { requiredKeys: ['format', 'horizon', 'channels', 'constraints', 'objective'] },
);

/** With the forced actions in any order. */
const sorted = (rules: PlanningRules): PlanningRules => ({ ...rules, ...(rules.fixed === undefined ? {} : { fixed: [...rules.fixed].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)) }) });

describe('rules files', () => {
  it('say the same after loading and saving, and then to the byte', async () => {
    const test = await open();
    await fc.assert(
      fc.asyncProperty(someFile, async (file) => {
        const path = join(test.folder, 'given.json');
        writeFileSync(path, JSON.stringify(file));
        const loaded = unwrap(await load(test, path));
        if (loaded === null) throw new Error('Rules were expected.');
        expect(sorted(loaded)).toEqual(sorted(file));
        const saved = await save(test);
        expect(JSON.parse(saved)).toEqual(loaded);
        writeFileSync(path, saved);
        unwrap(await load(test, path));
        expect(await save(test)).toBe(saved);
      }),
      { numRuns: runs(100), seed: 20_270_110 },
    );
  });

  it('replace all that was there, in one step that can be undone', async () => {
    const test = await open();
    const before = unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'money', kind: 'budget', max: 7 } }));
    const path = resolveAppFile('resources/sample/rules.json');
    const loaded = unwrap(await load(test, path));
    expect(loaded).toEqual(JSON.parse(readFileSync(path, 'utf8')));
    expect(unwrap(await test.core.edits.undo()).redo).toBe('Load rules file');
    expect(unwrap(test.core.rules.get())).toEqual(before);
    unwrap(await test.core.edits.redo());
    expect(unwrap(test.core.rules.get())).toEqual(loaded);
  });

  it('are not needed where the dialog is closed', async () => {
    const test = await open();
    unwrap(await test.core.rules.edit({ edit: 'channel', channel: sound.channels[0]! }));
    const before = tablesOf(test);
    expect(unwrap(await test.core.rules.load())).toBeNull();
    expect(unwrap(await test.core.rules.save())).toBeNull();
    expect(tablesOf(test)).toEqual(before);
  });

  it('are not saved without a channel, which no file may lack', async () => {
    const test = await open();
    expect(faultOf(await test.core.rules.save())).toMatchObject({ code: 'CONFLICT', message: 'There is no channel to save.' });
  });

  const sound = { format: 'omnivor.rules/1', horizon: { start: '2027-01-04', days: 28 }, channels: [{ id: 'email', unitCost: 1, saturation: 1, maxPerContact: 1, cooldownDays: 0 }], constraints: [{ id: 'a', kind: 'budget', max: 1 }], objective: { metric: 'lift' } };
  const [channel, constraint] = [sound.channels[0], sound.constraints[0]];
  const pin = { contact: 'c', channel: 'email', date: '2027-01-04' };
  const bad: [string, string | object, string?][] = [
    ['text that is not JSON', '{"format": "omnivor.rules/1"'],
    ['nothing', ''],
    ['a list', []],
    ['another format', { ...sound, format: 'omnivor.rules/2' }, '$.format'],
    ['no horizon', { ...sound, horizon: undefined }, '$.horizon'],
    ['a date that does not exist', { ...sound, horizon: { start: '2027-02-30', days: 28 } }, '$.horizon.start'],
    ['no channels', { ...sound, channels: [] }, '$.channels'],
    ['a channel twice', { ...sound, channels: [channel, channel] }, '$.channels[1]'],
    ['a rule twice', { ...sound, constraints: [constraint, constraint] }, '$.constraints[1]'],
    ['a rule of an unknown kind', { ...sound, constraints: [{ id: 'a', kind: 'wish', max: 1 }] }, '$.constraints[0].kind'],
    ['a negative budget', { ...sound, constraints: [{ ...constraint, max: -1 }] }, '$.constraints[0].max'],
    ['a rule of an unknown channel', { ...sound, constraints: [{ ...constraint, channels: ['fax'] }] }, '$.constraints[0].channels[0]'],
    ['a rule that ends before it starts', { ...sound, constraints: [{ ...constraint, from: '2027-01-05', to: '2027-01-04' }] }, '$.constraints[0].to'],
    ['coverage by share and by number', { ...sound, constraints: [{ id: 'a', kind: 'coverage', minShare: 0.5, minContacts: 1 }] }, '$.constraints[0]'],
    ['a forced action of an unknown channel', { ...sound, fixed: [{ ...pin, channel: 'fax' }] }, '$.fixed[0].channel'],
    ['a forbidden action outside the horizon', { ...sound, forbidden: [{ ...pin, date: '2027-02-01' }] }, '$.forbidden[0].date'],
    ['a word that is not of the format', { ...sound, budget: 7 }],
  ];

  it.each(bad)('with %s are refused and change nothing', async (_name, document, place) => {
    const test = await open();
    unwrap(await load(test, resolveAppFile('resources/sample/rules.json')));
    const before = tablesOf(test);
    const path = join(test.folder, 'bad.json');
    writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
    const fault = faultOf(await load(test, path));
    expect(fault.code).toBe('BAD_FORMAT');
    if (place !== undefined) expect(fault.path).toBe(place);
    expect(tablesOf(test)).toEqual(before);
  });

  it('the document the bad ones differ from is good', async () => {
    const test = await open();
    const path = join(test.folder, 'good.json');
    writeFileSync(path, JSON.stringify(sound));
    expect(unwrap(await load(test, path))).toEqual(sound);
  });

  it('that are none, or are not there, are refused', async () => {
    const test = await open();
    const before = tablesOf(test);
    mkdirSync(join(test.folder, 'folder.json'));
    expect(faultOf(await load(test, join(test.folder, 'none.json'))).code).toBe('FILE_NOT_FOUND');
    expect(faultOf(await load(test, join(test.folder, 'folder.json'))).code).toBe('FILE_IS_FOLDER');
    expect(faultOf(await test.core.rules.load('no such token')).code).toBeDefined();
    expect(tablesOf(test)).toEqual(before);
  });
});
