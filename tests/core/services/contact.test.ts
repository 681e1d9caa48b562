import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContactFilter } from '../../../src/engine/model/filter.ts';
import { openWorkspace } from '../support/open-workspace.ts';
import { createTestCore, unwrap } from '../support/test-core.ts';
import { faultOf } from '../support/workspace-file.ts';
import { filterNaively, sortNaively } from './support/naive-contacts.ts';
import { someContacts, someFilter, someSort, storeContacts } from './support/random-contacts.ts';

const all: ContactFilter = { join: 'and', conditions: [] };
const contact = (id: number, rest: object) => ({ id, key: `k${id}`, name: null, first_name: null, last_name: null, email: null, phone: null, npi: null, specialty: null, segment: null, territory: null, rep: null, street: null, postal_code: null, city: null, region: null, country: null, value: null, attributes: {}, ...rest });

describe('pages of contacts', () => {
  it('hold the rows, the total and the order of a recount in memory', async () => {
    const { test, sqlite } = await openWorkspace();
    fc.assert(
      fc.property(someContacts, fc.array(fc.record({ filter: someFilter, sort: someSort, offset: fc.nat(8), limit: fc.integer({ min: 1, max: 8 }) }), { minLength: 4, maxLength: 12 }), (contacts, queries) => {
        storeContacts(sqlite, contacts);
        for (const query of queries) {
          const expected = sortNaively(filterNaively(contacts, query.filter), query.sort, contacts);
          const page = unwrap(test.core.contacts.page(query));
          expect(page.rows.map((row) => row.id)).toEqual(expected.slice(query.offset, query.offset + query.limit).map((row) => row.id));
          expect(page.rows).toEqual(expected.slice(query.offset, query.offset + query.limit));
          expect([page.total, page.valueTotal]).toEqual([expected.length, expected.reduce((sum, row) => sum + (row.value ?? 0), 0)]);
        }
      }),
      { numRuns: 400, seed: 20_270_105 },
    );
  });

  it('follow one another without gaps or repeats', async () => {
    const { test, sqlite } = await openWorkspace();
    fc.assert(
      fc.property(someContacts, someFilter, someSort, fc.integer({ min: 1, max: 5 }), (contacts, filter, sort, limit) => {
        storeContacts(sqlite, contacts);
        const whole = unwrap(test.core.contacts.page({ filter, sort, offset: 0, limit: 100 })).rows;
        const pieces = Array.from({ length: Math.ceil(whole.length / limit) + 1 }, (_, at) => unwrap(test.core.contacts.page({ filter, sort, offset: at * limit, limit })).rows);
        expect(pieces.flat()).toEqual(whole);
      }),
      { numRuns: 100, seed: 20_270_106 },
    );
  });

  it('a text that is no number is neither less nor more than one', async () => {
    const { test, sqlite } = await openWorkspace();
    storeContacts(sqlite, [contact(1, { attributes: { Tier: 'gold' } }), contact(2, { attributes: { Tier: '-3' } }), contact(3, { attributes: { Tier: '3' } })]);
    const idsWhere = (operator: 'less' | 'at_least', value: string): number[] =>
      unwrap(test.core.contacts.page({ filter: { join: 'and', conditions: [{ column: 'attributes.Tier', operator, value }] }, sort: [], offset: 0, limit: 10 })).rows.map((row) => row.id);
    expect([idsWhere('less', '1'), idsWhere('at_least', '0'), idsWhere('less', 'gold')]).toEqual([[2], [3], []]);
  });

  it('every contact is or is not something, whatever the something', async () => {
    const { test, sqlite } = await openWorkspace();
    fc.assert(
      fc.property(someContacts, someFilter, (contacts, filter) => {
        storeContacts(sqlite, contacts);
        for (const { column, value } of filter.conditions) {
          const count = (operator: 'is' | 'is_not'): number => unwrap(test.core.contacts.page({ filter: { join: 'and', conditions: [{ column, operator, value }] }, sort: [], offset: 0, limit: 1 })).total;
          expect(count('is') + count('is_not')).toBe(contacts.length);
        }
      }),
      { numRuns: 150, seed: 20_270_107 },
    );
  });
});

type Audiences = { id: number; name: string; filter: ContactFilter }[];
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('save' as const), at: fc.nat(5), name: fc.constantFrom('North', 'south', 'South', "O'Brien %", 'Ü'), filter: someFilter }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('redo' as const) }) },
);

const folded = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
const inOrder = (audiences: Audiences): Audiences => [...audiences].sort((one, other) => (folded(one.name) === folded(other.name) ? one.id - other.id : folded(one.name) < folded(other.name) ? -1 : 1));

describe('audiences', () => {
  it('are those that a list in memory has after the same steps, with the contacts of their filters', async () => {
    await fc.assert(
      fc.asyncProperty(someContacts, fc.array(command, { maxLength: 25 }), async (contacts, commands) => {
        const test = createTestCore();
        try {
          await test.createWorkspace();
          const sqlite = test.core.context.session?.database.sqlite;
          if (sqlite === undefined) throw new Error('No workspace is open.');
          storeContacts(sqlite, contacts);
          let states: Audiences[] = [[]];
          let now = 0;
          for (const given of commands) {
            const present = states[now] ?? [];
            if (given.do === 'undo' || given.do === 'redo') {
              unwrap(await test.core.edits[given.do]());
              now = given.do === 'undo' ? Math.max(0, now - 1) : Math.min(states.length - 1, now + 1);
            } else {
              const chosen = inOrder(present)[given.at];
              const id = chosen?.id ?? Math.max(0, ...present.map((audience) => audience.id)) + 1;
              const others = present.filter((audience) => audience.id !== id);
              if (given.do === 'remove') {
                const removed = await test.core.contacts.removeAudience(id);
                if (chosen === undefined) expect(faultOf(removed).code).toBe('NOT_FOUND');
                else unwrap(removed);
              } else {
                const saved = await test.core.contacts.saveAudience({ ...(chosen === undefined ? {} : { id }), name: given.name, filter: given.filter });
                const isTaken = others.some((audience) => audience.name === given.name);
                if (isTaken) expect(faultOf(saved)).toMatchObject({ code: 'CONFLICT', path: 'name' });
                else expect(unwrap(saved)).toEqual({ id, name: given.name, filter: given.filter, contacts: filterNaively(contacts, given.filter).length });
                if (isTaken) continue;
              }
              if (given.do === 'remove' && chosen === undefined) continue;
              states = [...states.slice(0, now + 1), given.do === 'remove' ? others : [...others, { id, name: given.name, filter: given.filter }]];
              now += 1;
            }
            const expected = inOrder(states[now] ?? []).map((audience) => ({ ...audience, contacts: filterNaively(contacts, audience.filter).length }));
            expect(unwrap(test.core.contacts.listAudiences())).toEqual(expected);
          }
        } finally {
          await test.dispose();
        }
      }),
      { numRuns: 60, seed: 20_270_108 },
    );
  });

  it('one that is gone can be neither changed nor removed', async () => {
    const { test } = await openWorkspace();
    const made = unwrap(await test.core.contacts.saveAudience({ name: 'A', filter: all }));
    unwrap(await test.core.contacts.removeAudience(made.id));
    expect(faultOf(await test.core.contacts.saveAudience({ id: made.id, name: 'B', filter: all })).code).toBe('NOT_FOUND');
    expect(faultOf(await test.core.contacts.removeAudience(made.id)).code).toBe('NOT_FOUND');
    expect(unwrap(test.core.edits.state()).undo).toBe('Remove audience');
  });
});
