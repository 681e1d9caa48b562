import { afterEach, beforeEach, expect, it } from 'vitest';
import { unwrap, type TestCore } from '../support/test-core.ts';
import { conflictsOf, createCampaignCore, makeDraft, makeWish } from './support.ts';

let test: TestCore;
beforeEach(async () => {
  test = await createCampaignCore();
  unwrap(await test.core.rules.edit({ edit: 'remove_constraint', id: 'calm' }));
  for (const [name, plannedDate] of [['One', '2027-01-04'], ['Two', '2027-01-08']] as const) {
    const { id } = unwrap(await test.core.campaigns.create(makeDraft(name)));
    unwrap(await test.core.reservations.reserve(makeWish(id, { kind: 'soft', plannedDate })));
    unwrap(await test.core.campaigns.activate({ id }));
  }
});
afterEach(() => test.dispose());

const calm = { id: 'calm', kind: 'frequency', windowDays: 7, max: 1 } as const;

it('a rule for a segment counts the touches on its contacts', async () => {
  expect(conflictsOf(test).total).toBe(0);
  unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { ...calm, segments: ['A'] } }));
  const { rows, byKind, uncounted } = conflictsOf(test);
  expect([byKind.frequency, rows.map(({ conflict }) => conflict.contact), uncounted]).toEqual([3, ['C1', 'C2', 'C3'], ['never']]);
  const [first] = rows;
  expect(first?.choices.find(({ resolution }) => resolution === 'firstWins')?.problem).toBeNull();
  unwrap(await test.core.conflicts.resolve({ conflict: first!.conflict, resolution: 'firstWins', actor: 'Planner', note: '' }));
  expect(conflictsOf(test).total).toBe(2);
});

it('a rule with dates counts the touches of its days', async () => {
  unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { ...calm, from: '2027-01-05' } }));
  expect(conflictsOf(test).total).toBe(0);
  unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { ...calm, to: '2027-01-08' } }));
  expect(conflictsOf(test).total).toBe(5);
});

it('a rule of several channels counts those', async () => {
  unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { ...calm, channels: ['email', 'visit'] } }));
  expect(conflictsOf(test).total).toBe(5);
});
