import { expect, test } from 'vitest';
import { describeNameProblem } from '../../../src/renderer/pages/constraint-diagnostic/rule-words.ts';

test('the name of a rule: 1 to 200 characters, once', () => {
  expect(describeNameProblem('budget', ['rest'])).toBeNull();
  expect(describeNameProblem('  ', [])).toBe('Expected a name.');
  expect(describeNameProblem('a'.repeat(200), [])).toBeNull();
  expect(describeNameProblem('a'.repeat(300), [])).toBe('300 characters. Expected at most 200.');
  expect(describeNameProblem('rest', ['rest'])).toBe('Rule rest already exists.');
});
