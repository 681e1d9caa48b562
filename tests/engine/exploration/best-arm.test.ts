import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { bestArmProbabilities, type WorthDensity } from '../../../src/engine/exploration/best-arm.ts';
import { drawBeta, drawGamma } from '../../../src/engine/exploration/draws.ts';
import { createPanelRule } from '../../../src/engine/exploration/gauss-panel.ts';
import { logOddsDensity } from '../../../src/engine/exploration/thompson-bernoulli.ts';
import { incompleteBeta, logBeta } from '../../../src/engine/response/beta.ts';
import type { BetaShape } from '../../../src/engine/response/interval.ts';
import { normalCdf } from '../../../src/engine/response/normal.ts';

/** P(X < Y) of two beta variables, Y with a whole alpha: a sum of beta functions. */
function chanceOfLarger(x: BetaShape, y: BetaShape): number {
  let sum = 0;
  for (let i = 0; i < y.alpha; i += 1) sum += Math.exp(logBeta(x.alpha + i, x.beta + y.beta) - Math.log(y.beta + i) - logBeta(1 + i, y.beta) - logBeta(x.alpha, x.beta));
  return sum;
}

const best = (shapes: readonly BetaShape[]): Float64Array => bestArmProbabilities(shapes.map(logOddsDensity));
const normalDensity = (mean: number, sd: number): WorthDensity => ({ logDensity: (x) => -0.5 * ((x - mean) / sd) ** 2, centre: mean, spread: sd });

describe('createPanelRule', () => {
  it('integrates polynomials, over all and up to every node', () => {
    const { nodes, weights, integral } = createPanelRule(16);
    for (let power = 0; power < 32; power += 1) {
      const sum = weights.reduce((total, weight, node) => total + weight * nodes[node]! ** power, 0);
      expect(sum).toBeCloseTo(power % 2 === 0 ? 2 / (power + 1) : 0, 13);
    }
    for (let power = 0; power < 16; power += 1) {
      nodes.forEach((end, upTo) => {
        let sum = 0;
        for (let node = 0; node < 16; node += 1) sum += integral[upTo * 16 + node]! * nodes[node]! ** power;
        expect(sum).toBeCloseTo((end ** (power + 1) - (-1) ** (power + 1)) / (power + 1), 13);
      });
    }
  });
});

describe('bestArmProbabilities', () => {
  it('equals the sum of beta functions for two betas', () => {
    const shape = fc.record({ alpha: fc.integer({ min: 1, max: 60 }), beta: fc.double({ min: 0.3, max: 400, noNaN: true }) });
    fc.assert(
      fc.property(shape, shape, (first, second) => {
        const [, second2] = best([first, second]);
        expect(Math.abs(second2! - chanceOfLarger(first, second))).toBeLessThan(1e-9);
      }),
      { numRuns: 200, seed: 20_270_107 },
    );
  });

  it('equals the normal distribution for two normals, narrow beside wide too', () => {
    for (const [mean, sd, otherMean, otherSd] of [[0, 1, 0.5, 2], [0, 0.01, 3, 10], [100, 3, 99, 0.5]] as const) {
      const probabilities = bestArmProbabilities([normalDensity(mean, sd), normalDensity(otherMean, otherSd)]);
      expect(Math.abs(probabilities[0]! - normalCdf((mean - otherMean) / Math.hypot(sd, otherSd)))).toBeLessThan(1e-10);
    }
  });

  it('shares alike among equals, and the order of arms does not matter', () => {
    best(Array.from({ length: 10 }, () => ({ alpha: 3, beta: 40 }))).forEach((share) => expect(share).toBeCloseTo(0.1, 12));
    const shapes = [{ alpha: 0.4, beta: 3 }, { alpha: 30, beta: 200 }, { alpha: 2, beta: 9 }];
    const forward = best(shapes);
    const backward = best(shapes.toReversed()).reverse();
    forward.forEach((share, arm) => expect(share).toBeCloseTo(backward[arm]!, 12));
    expect([...best([shapes[0]!])]).toEqual([1]);
  });
});

describe('draws', () => {
  it.each([[0.05, 0.3], [0.5, 0.5], [1, 1], [2, 30], [300, 20]])('Beta(%f, %f) has the distribution it should', (alpha, beta) => {
    const random = createRandom(17);
    const count = 20_000;
    const draws = Float64Array.from({ length: count }, () => drawBeta(random, alpha, beta)).sort();
    expect(draws.every((draw) => draw >= 0 && draw <= 1)).toBe(true);
    let distance = 0;
    for (let index = 99; index < count; index += 100) {
      const x = draws[index]!;
      if (x > 0 && x < 1) distance = Math.max(distance, Math.abs((index + 1) / count - incompleteBeta(x, alpha, beta)));
    }
    expect(distance).toBeLessThan(1.63 / Math.sqrt(count));
  });

  it('gamma has mean and variance equal to its shape', () => {
    for (const shape of [0.2, 1, 7.5]) {
      const random = createRandom(23);
      const draws = Array.from({ length: 40_000 }, () => drawGamma(random, shape));
      const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
      const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
      expect(Math.abs(mean / shape - 1)).toBeLessThan(0.04);
      expect(Math.abs(variance / shape - 1)).toBeLessThan(0.08);
    }
    expect(() => drawGamma(createRandom(1), 0)).toThrow(RangeError);
  });

  it('stays a number for tiny shapes', () => {
    const random = createRandom(2);
    for (let draw = 0; draw < 200; draw += 1) expect(Number.isFinite(drawBeta(random, 1e-4, 1e-4))).toBe(true);
  });
});
