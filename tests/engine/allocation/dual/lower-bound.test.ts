import { describe, expect, it } from 'vitest';
import { compileProblem } from '../../../../src/engine/allocation/compile-problem.ts';
import { ascend } from '../../../../src/engine/allocation/dual/ascent.ts';
import { createDualOracle } from '../../../../src/engine/allocation/dual/dual-oracle.ts';
import { createDualPath } from '../../../../src/engine/allocation/dual/dual-path.ts';
import { lowerBound } from '../../../../src/engine/allocation/dual/lower-bound.ts';
import { settlePrices } from '../../../../src/engine/allocation/dual/volume.ts';
import { createRelaxation } from '../../../../src/engine/allocation/relaxation.ts';
import { describeWithShared } from '../../../support/shared.ts';
import { makeRandomProblem } from '../support/random-problem.ts';
import { makeAllocation, shapes } from '../support/shared-tools.ts';

const never = (): boolean => false;
const options = { seed: 1, firstStep: 0.5, isStopped: never };

describe('the lowest value of the dual', () => {
  const relaxation = createRelaxation(compileProblem(makeRandomProblem(3, { contacts: 60, channels: 3, days: 14, rules: 6 })));

  it('has prices of the sign that each limit allows, and is what the relaxation says at them', () => {
    const { compiled } = relaxation;
    const { prices, bound } = lowerBound(relaxation, { ...options, rounds: 260 });
    for (const [row, price] of prices.rows.entries()) expect(price * (compiled.limits.rowIsFloor[row] === 1 ? -1 : 1)).toBeGreaterThanOrEqual(0);
    for (const worth of prices.covers) expect(worth).toBeGreaterThanOrEqual(0);
    const oracle = createDualOracle(relaxation, 1);
    expect(oracle.evaluate(oracle.toPoint(prices), false)).toBeCloseTo(bound, 9);
  });

  it('never rises from the prices of an earlier answer', () => {
    const first = lowerBound(relaxation, { ...options, rounds: 230 });
    for (const rounds of [1, 20, 240]) expect(lowerBound(relaxation, { ...options, seed: 2, rounds, start: first.prices }).bound).toBeLessThanOrEqual(first.bound + 1e-9);
  });

  it('asks after every round whether to go on, and ends when told to', () => {
    for (const end of [3, 215]) {
      const heard: number[] = [];
      const { bound } = lowerBound(relaxation, { ...options, rounds: 260, isStopped: (round, known) => (heard.push(known), round === end) });
      expect(heard).toHaveLength(end);
      expect(heard).toEqual(heard.toSorted((one, other) => other - one));
      expect(bound).toBe(heard.at(-1));
    }
  });
});

describeWithShared('settling by the volume algorithm', () => {
  it.each(shapes)('%s: comes closer in 60 rounds than the ascent does in 200 more', (shape) => {
    const relaxation = createRelaxation(compileProblem(makeAllocation(200, shape)));
    const run = (opening: number, closing: number): number => {
      const oracle = createDualOracle(relaxation, 1);
      const path = createDualPath(oracle, new Float64Array(oracle.size), never);
      ascend(path, opening, 0.5);
      settlePrices(path, closing);
      return path.bound;
    };
    const least = run(200, 800);
    const settled = run(200, 60) - least;
    expect(settled).toBeGreaterThanOrEqual(0);
    expect(settled).toBeLessThan(run(400, 0) - least);
    expect(settled).toBeLessThan(2e-4 * least);
  });
});
