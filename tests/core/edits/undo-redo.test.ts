import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleEdit } from '../../../src/contract/rule.ts';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { openWorkspace } from '../support/open-workspace.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { dumpTables, faultOf, insertContacts } from '../support/workspace-file.ts';

type Tables = Record<string, unknown[]>;

/** Tables that a step of the undo list writes; the list itself, the counters and the clock stand outside. */
const snapshot = (sqlite: Sqlite): Tables => dumpTables(sqlite, ['edits', 'revisions']);

type Edit =
  | { readonly do: 'rule'; readonly edit: RuleEdit }
  | { readonly do: 'saveAudience'; readonly at: number; readonly name: string }
  | { readonly do: 'removeAudience'; readonly at: number }
  | { readonly do: 'settings'; readonly currency: string; readonly name: string }
  | { readonly do: 'loadRules'; readonly count: number };
type Command = Edit | { readonly do: 'undo' } | { readonly do: 'redo' };

const channelId = fc.constantFrom('email', 'phone', 'visit');
const ruleId = fc.constantFrom('r1', 'r2', 'r3');
const date = fc.constantFrom('2027-01-04', '2027-01-05', '2027-01-06');
const action = fc.record({ contact: fc.constantFrom('c1', 'c2'), channel: channelId, date });
const channelParts = { id: channelId, unitCost: fc.integer({ min: 0, max: 9 }), saturation: fc.constantFrom(0.5, 1), maxPerContact: fc.nat(5), cooldownDays: fc.nat(9) };
const channel = fc.oneof(fc.record(channelParts), fc.record({ ...channelParts, weekdays: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }) }));
const constraint = fc.record({ id: ruleId, kind: fc.constant('budget' as const), max: fc.nat(100) });
const ruleEdit: fc.Arbitrary<RuleEdit> = fc.oneof(
  fc.record({ edit: fc.constant('horizon' as const), horizon: fc.record({ start: date, days: fc.integer({ min: 1, max: 60 }) }) }),
  fc.record({ edit: fc.constant('objective' as const), objective: fc.record({ metric: fc.constantFrom('lift' as const, 'net' as const) }) }),
  fc.record({ edit: fc.constant('channel' as const), channel }),
  fc.record({ edit: fc.constant('remove_channel' as const), id: channelId }),
  fc.record({ edit: fc.constant('constraint' as const), constraint }),
  fc.record({ edit: fc.constant('rename_constraint' as const), id: ruleId, newId: ruleId }),
  fc.record({ edit: fc.constant('remove_constraint' as const), id: ruleId }),
  fc.record({ edit: fc.constant('pin' as const), effect: fc.constantFrom('fixed' as const, 'forbidden' as const), action }),
  fc.record({ edit: fc.constant('unpin' as const), action }),
);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('rule' as const), edit: ruleEdit }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('saveAudience' as const), at: fc.nat(3), name: fc.constantFrom('North', 'South', 'New') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('removeAudience' as const), at: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settings' as const), currency: fc.constantFrom('EUR', 'USD'), name: fc.constantFrom('A', 'B') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('loadRules' as const), count: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('redo' as const) }) },
);

async function run({ core }: TestCore, given: Edit): Promise<boolean> {
  switch (given.do) {
    case 'rule':
      return (await core.rules.edit(given.edit)).ok;
    case 'saveAudience': {
      const known = unwrap(core.contacts.listAudiences())[given.at];
      return (await core.contacts.saveAudience({ ...(known === undefined ? {} : { id: known.id }), name: given.name, filter: { join: 'and', conditions: [], search: given.name } })).ok;
    }
    case 'removeAudience':
      return (await core.contacts.removeAudience(unwrap(core.contacts.listAudiences())[given.at]?.id ?? 99)).ok;
    case 'settings':
      return (await core.workspaces.updateSettings({ currency: given.currency, name: given.name })).ok;
    case 'loadRules': {
      const constraints = Array.from({ length: given.count }, (_, at) => ({ id: `file-${at}`, kind: 'budget' as const, max: at }));
      const fileChannel = { id: 'fax', unitCost: 1, saturation: 1, maxPerContact: 1, cooldownDays: 0 };
      return (await core.rules.replace({ format: 'omnivor.rules/1', horizon: { start: '2027-02-01', days: 7 }, channels: [fileChannel], constraints, objective: { metric: 'reach' } })).ok;
    }
  }
}

const countSteps = (sqlite: Sqlite): number => sqlite.prepare('SELECT count(*) FROM edits').pluck().get() as number;

describe('undo and redo', () => {
  it('go back and forth through any edits to exactly the tables there were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 40 }), async (commands) => {
        const test = createTestCore();
        try {
          await test.createWorkspace();
          const { sqlite } = test.core.context.session?.database ?? {};
          if (sqlite === undefined) throw new Error('No workspace is open.');
          insertContacts(sqlite, 2);
          let states: Tables[] = [snapshot(sqlite)];
          let at = 0;
          for (const given of commands) {
            if (given.do === 'undo' || given.do === 'redo') {
              unwrap(await test.core.edits[given.do]());
              at = given.do === 'undo' ? Math.max(0, at - 1) : Math.min(states.length - 1, at + 1);
            } else {
              const steps = countSteps(sqlite);
              await run(test, given);
              if (countSteps(sqlite) > steps) {
                states = [...states.slice(0, at + 1), snapshot(sqlite)];
                at += 1;
              }
            }
            expect(snapshot(sqlite)).toEqual(states[at]);
            const { undo, redo } = unwrap(test.core.edits.state());
            expect([undo !== null, redo !== null]).toEqual([at > 0, at < states.length - 1]);
          }
          while (unwrap(test.core.edits.state()).undo !== null) unwrap(await test.core.edits.undo());
          expect(snapshot(sqlite)).toEqual(states[0]);
          while (unwrap(test.core.edits.state()).redo !== null) unwrap(await test.core.edits.redo());
          expect(snapshot(sqlite)).toEqual(states.at(-1));
          expect(unwrap(test.core.data.check()).problems).toEqual([]);
        } finally {
          await test.dispose();
        }
      }),
      { numRuns: 60, seed: 20_270_104 },
    );
  });

  it('are kept over closing and opening', async () => {
    const { test } = await openWorkspace();
    unwrap(await test.core.workspaces.updateSettings({ currency: 'USD' }));
    unwrap(await test.core.workspaces.updateSettings({ currency: 'CHF' }));
    unwrap(await test.core.edits.undo());
    const { path } = unwrap(test.core.workspaces.current()).open ?? { path: '' };
    await test.core.workspaces.close();
    expect(unwrap(test.core.edits.state())).toEqual({ undo: null, redo: null });
    unwrap(await test.core.workspaces.openPath(path));
    expect(unwrap(test.core.edits.state())).toEqual({ undo: 'Change workspace settings', redo: 'Change workspace settings' });
    unwrap(await test.core.edits.redo());
    expect(unwrap(test.core.workspaces.current()).open?.currency).toBe('CHF');
  });

  it('an edit that is refused leaves no row and no step', async () => {
    const { test, sqlite } = await openWorkspace();
    const before = dumpTables(sqlite);
    const refused = await test.core.edits.run('Half of it', (recorder) => {
      recorder.put('audiences', { id: 1, name: 'Half', filter: '{}' });
      return { ok: false, fault: { code: 'BAD_INPUT', message: 'No.' } };
    });
    expect(faultOf(refused).code).toBe('BAD_INPUT');
    expect(dumpTables(sqlite)).toEqual(before);
  });

  it('an edit that breaks leaves no row and no step, and the gate open', async () => {
    const { test, sqlite } = await openWorkspace();
    const before = dumpTables(sqlite);
    const broken = test.core.edits.run('Break', (recorder) => {
      recorder.put('audiences', { id: 1, name: 'Half', filter: '{}' });
      throw new Error('a bug');
    });
    await expect(broken).rejects.toThrow('a bug');
    expect(dumpTables(sqlite)).toEqual(before);
    unwrap(await test.core.workspaces.updateSettings({ currency: 'USD' }));
  });

  it('with nothing to do change nothing', async () => {
    const { test, sqlite } = await openWorkspace();
    const before = dumpTables(sqlite);
    unwrap(await test.core.edits.undo());
    unwrap(await test.core.edits.redo());
    expect(dumpTables(sqlite)).toEqual(before);
  });

  it('edits that come at once are done one after the other', async () => {
    const { test, sqlite } = await openWorkspace();
    const names = Array.from({ length: 25 }, (_, at) => `cost ${at}`);
    await Promise.all(names.map(async (id) => unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id, kind: 'budget', max: 5 } }))));
    expect(unwrap(test.core.rules.get()).constraints).toHaveLength(25);
    expect(countSteps(sqlite)).toBe(25);
    await Promise.all(names.map(() => test.core.edits.undo()));
    expect(unwrap(test.core.rules.get()).constraints).toEqual([]);
  });
});
