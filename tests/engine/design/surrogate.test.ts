import { describe, expect, it } from 'vitest';
import { believe, learnFeasibility, learnScores } from '../../../src/engine/design/surrogate.ts';
import type { SearchEvaluation } from '../../../src/engine/model/search-space.ts';
import { unitSpace } from './known-functions.ts';

const space = unitSpace(1);
const line: SearchEvaluation[] = [0, 0.2, 0.4, 0.6, 0.8, 1].map((x) => ({ point: [x], score: 200 + 30 * x }));

describe('learnScores', () => {
  it('predicts in the unit and sign of the scores, whatever the goal', () => {
    for (const goal of ['min', 'max'] as const) {
      const { predict } = learnScores(space, line, { goal, noise: 0, seed: 1 });
      expect(predict([0.5]).mean).toBeCloseTo(215, 0);
      expect(predict([0.4]).sd).toBeLessThan(0.1);
      expect(predict([0.5]).sd).toBeGreaterThan(predict([0.4]).sd);
    }
  });

  it('trusts a score as far as its standard error says', () => {
    const stray = (standardError: number): SearchEvaluation[] => [...line.map((one) => ({ ...one, standardError: 0.1 })), { point: [0.5], score: 260, standardError }];
    const at = (standardError: number): number => learnScores(space, stray(standardError), { goal: 'min', noise: 'estimated', seed: 1 }).predict([0.5]).mean;
    expect(at(0.1)).toBeCloseTo(260, 0);
    expect(at(100)).toBeCloseTo(215, 0);
  });

  it('takes no notice of evaluations without a score', () => {
    const options = { goal: 'min', noise: 0, seed: 1 } as const;
    const beside = learnScores(space, [...line, { point: [0.7], score: null }], options);
    expect(beside.predict([0.7])).toEqual(learnScores(space, line, options).predict([0.7]));
  });

  it('is surer where it believes its own mean', () => {
    const { process } = learnScores(space, [line[0]!, line[5]!], { goal: 'min', noise: 0, seed: 1 });
    const believed = believe(space, process, [0.5]);
    const [before, after] = [process.predict(Float64Array.of(0.5)), believed.predict(Float64Array.of(0.5))];
    expect(after.mean).toBeCloseTo(before.mean, 4);
    expect(after.sd).toBeLessThan(0.1 * before.sd);
  });
});

describe('learnFeasibility', () => {
  it('is high where evaluations worked, low where they failed, and absent where none did', () => {
    const edge = [...line.slice(0, 3), ...line.slice(3).map(({ point }) => ({ point, score: null }))];
    const probability = learnFeasibility(space, edge)!;
    expect(probability([0.1])).toBeGreaterThan(0.95);
    expect(probability([0.9])).toBeLessThan(0.05);
    expect(Math.abs(probability([0.5]) - 0.5)).toBeLessThan(0.2);
    expect(learnFeasibility(space, line)).toBeNull();
  });
});
