import { expect, test } from 'vitest';
import { countConflicts, listConflicts } from '../../../src/renderer/pages/allocation-lab/plan-words.ts';

test('rules in each other\'s way stand as sentences of their own', () => {
  expect(listConflicts(['coverage: at least 33.3% reached', 'minimum: at least 9 actions.'])).toBe('coverage: at least 33.3% reached. minimum: at least 9 actions.');
  expect(countConflicts(1)).toBe('1 rule cannot be kept.');
  expect(countConflicts(2)).toBe('2 rules contradict each other.');
});
