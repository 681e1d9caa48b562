import { expect, it } from 'vitest';
import { chooseRange, sayConvergence } from '../../../src/renderer/pages/allocation-lab/convergence-words.ts';

const points = [
  { ms: 100, best: null, bound: 102_000 },
  { ms: 500, best: null, bound: 49_000 },
  { ms: 900, best: 45_000, bound: 48_500 },
  { ms: 2500, best: 46_560, bound: 48_500 },
];

it('says how far the best is from the bound, and what is not known yet', () => {
  expect(sayConvergence([], true)).toBe('No plan yet.');
  expect(sayConvergence(points.slice(0, 1), true)).toBe('No plan yet. No plan is above 102,000.');
  expect(sayConvergence(points, true)).toBe('4% from the bound so far, after 2.5 s. No plan is above 48,500.');
  expect(sayConvergence([{ ms: 1, best: 5, bound: null }], false)).toBe('Best 5. No bound proven yet.');
});

it('leaves first bounds out of the picture, so that the gap can be seen', () => {
  const range = chooseRange(points);
  expect(range?.max).toBeLessThan(50_000);
  expect(range?.min).toBeGreaterThan(44_000);
  expect(chooseRange(points.slice(0, 2))).toBeUndefined();
});
