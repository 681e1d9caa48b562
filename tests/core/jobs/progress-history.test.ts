import { describe, expect, it } from 'vitest';
import { createProgressHistory } from '../../../src/main/core/jobs/progress-history.ts';

describe('the course of a run', () => {
  it('keeps moments at which best or bound changed; a proven bound never rises', () => {
    const history = createProgressHistory();
    history.note(0, undefined, undefined);
    history.note(10, undefined, 100);
    history.note(20, undefined, 104);
    history.note(30, 80, 104);
    history.note(40, 80, undefined);
    history.note(50, 85, 90);
    expect(history.list()).toEqual([
      { ms: 10, best: null, bound: 100 },
      { ms: 30, best: 80, bound: 100 },
      { ms: 50, best: 85, bound: 90 },
    ]);
  });

  it('thins out a long run and keeps its first and newest moments', () => {
    const history = createProgressHistory();
    for (let at = 1; at <= 5000; at += 1) history.note(at, at, undefined);
    const points = history.list();
    expect(points.length).toBeLessThanOrEqual(400);
    expect(points.length).toBeGreaterThan(150);
    expect(points[0]?.ms).toBe(1);
    expect(points.at(-1)).toEqual({ ms: 5000, best: 5000, bound: null });
    expect(points.map(({ ms }) => ms)).toEqual(points.map(({ ms }) => ms).toSorted((one, other) => one - other));
  });
});
