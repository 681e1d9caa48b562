import { expect, test } from 'vitest';
import { countConflicts, listConflicts, sayPinsOutside } from '../../../src/renderer/pages/allocation-lab/plan-words.ts';

test('rules in each other\'s way stand as sentences of their own', () => {
  expect(listConflicts(['coverage: at least 33.3% reached', 'minimum: at least 9 actions.'])).toBe('coverage: at least 33.3% reached. minimum: at least 9 actions.');
  expect(countConflicts(1)).toBe('1 rule cannot be kept.');
  expect(countConflicts(2)).toBe('2 rules contradict each other.');
});

test('pinned actions that take no part are counted, and their contacts named', () => {
  const contact = (at: number) => ({ contact: `C${at}`, name: at === 1 ? 'First Contact' : null });
  expect(sayPinsOutside({ pins: 1, contacts: [contact(1)] })).toBe('1 pinned action takes no part: outside this plan is First Contact.');
  expect(sayPinsOutside({ pins: 8, contacts: [1, 2, 3, 4, 5, 6, 7].map(contact) })).toBe('8 pinned actions take no part: outside this plan are First Contact, C2, C3, C4, C5 and 2 more.');
});
