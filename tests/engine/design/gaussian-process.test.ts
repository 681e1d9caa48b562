import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, randomNormal } from '../../../src/engine/base/rng.ts';
import { logExpectedImprovement } from '../../../src/engine/design/expected-improvement.ts';
import { fitKernel, negativeLogLikelihood } from '../../../src/engine/design/fit-kernel.ts';
import { addObservation, condition, covarianceOf, type Kernel, type Observations } from '../../../src/engine/design/gaussian-process.ts';
import { matern, maternSlope } from '../../../src/engine/design/matern.ts';
import { minimise } from '../../../src/engine/design/minimise.ts';
import { solveCholesky, solveLower, factorCholesky } from '../../../src/engine/response/cholesky.ts';
import { normalCdf } from '../../../src/engine/response/normal.ts';
import '../../support/seeded.ts';

const kernel: Kernel = { inverseSquaredLengths: Float64Array.of(4, 9, 1), signalVariance: 1.3, noiseVariance: 0.01 };

function observe(count: number, seed: number, noise = Number.NaN): Observations {
  const random = createRandom(seed);
  const points = Array.from({ length: count }, () => Float64Array.of(random(), random(), Math.floor(3 * random())));
  return { points, targets: Float64Array.from(points, ([x, y, level]) => Math.sin(5 * x!) + y! * y! - 0.4 * level! + 0.05 * randomNormal(random)), noise: Float64Array.from(points, () => noise), isChoice: [false, false, true] };
}

describe('minimise', () => {
  it('finds the bottom of the Rosenbrock valley', () => {
    const found = minimise(
      ([x, y]) => ({ value: (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2, gradient: Float64Array.of(-2 * (1 - x!) - 400 * x! * (y! - x! * x!), 200 * (y! - x! * x!)) }),
      Float64Array.of(-1.2, 1),
      { steps: 200, tolerance: 1e-14 },
    );
    expect(found.value).toBeLessThan(1e-10);
    expect(found.at[0]).toBeCloseTo(1, 4);
  });

  it('stays where it is when the start is barred or flat', () => {
    const start = Float64Array.of(3);
    expect(minimise(() => ({ value: Infinity, gradient: Float64Array.of(1) }), start)).toEqual({ at: start, value: Infinity });
    expect(minimise(() => ({ value: 2, gradient: Float64Array.of(0) }), start).value).toBe(2);
  });
});

describe('triangular solve', () => {
  it('inverts the factor', () => {
    const matrix = covarianceOf(observe(6, 1), kernel);
    const factor = factorCholesky(matrix, 6)!;
    const right = Float64Array.of(1, -2, 3, 0.5, 0, 4);
    const solved = solveLower(factor, right);
    for (let row = 0; row < 6; row += 1) {
      let sum = 0;
      for (let column = 0; column <= row; column += 1) sum += factor[row * 6 + column]! * solved[column]!;
      expect(sum).toBeCloseTo(right[row]!, 12);
    }
    const full = solveCholesky(factor, right);
    for (let row = 0; row < 6; row += 1) expect(full.reduce((sum, x, column) => sum + matrix[row * 6 + column]! * x, 0)).toBeCloseTo(right[row]!, 9);
  });
});

describe('Matérn 5/2', () => {
  it('is 1 at distance 0, falls, and has the slope it says', () => {
    expect(matern(0)).toBe(1);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 50, noNaN: true }), (squared) => {
        const step = 1e-5 * squared;
        const numeric = (matern(squared + step) - matern(squared - step)) / (2 * step);
        expect(numeric).toBeLessThan(0);
        expect(Math.abs(-2 * numeric - maternSlope(squared))).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('Gaussian process', () => {
  it('passes through values without noise, sure of them, and knows nothing far away', () => {
    const observations = observe(12, 2, 0);
    const process = condition(observations, kernel);
    observations.points.forEach((point, at) => {
      const { mean, sd } = process.predict(point);
      expect(mean).toBeCloseTo(observations.targets[at]!, 5);
      expect(sd).toBeLessThan(2e-3);
    });
    const far = process.predict(Float64Array.of(50, 50, 0));
    expect(far.mean).toBeCloseTo(0, 9);
    expect(far.sd).toBeCloseTo(Math.sqrt(1.3), 9);
  });

  it('agrees with two observations by hand', () => {
    const observations: Observations = { points: [Float64Array.of(0), Float64Array.of(1)], targets: Float64Array.of(1, -1), noise: Float64Array.of(0.1, 0.1), isChoice: [false] };
    const own: Kernel = { inverseSquaredLengths: Float64Array.of(1), signalVariance: 1, noiseVariance: 1 };
    const [near, half, diagonal] = [matern(1), matern(0.25), 1.1 + 1e-8];
    const { mean, sd } = condition(observations, own).predict(Float64Array.of(0.5));
    expect(mean).toBeCloseTo(0, 12);
    expect(sd).toBeCloseTo(Math.sqrt(1 - (2 * half * half) / (diagonal + near)), 9);
  });

  it('is what it would have been with an added observation from the start', () => {
    const all = observe(9, 3);
    const first: Observations = { ...all, points: all.points.slice(0, 8), targets: all.targets.slice(0, 8), noise: all.noise.slice(0, 8) };
    const grown = addObservation(condition(first, kernel), all.points[8]!, all.targets[8]!);
    const place = Float64Array.of(0.3, 0.6, 1);
    expect(grown.predict(place)).toEqual(condition(all, kernel).predict(place));
  });

  it('bears repeated points without noise', () => {
    const observations = observe(5, 4, 0);
    const twice: Observations = { ...observations, points: [...observations.points, ...observations.points], targets: Float64Array.of(...observations.targets, ...observations.targets), noise: new Float64Array(10) };
    expect(condition(twice, kernel).predict(observations.points[0]!).mean).toBeCloseTo(observations.targets[0]!, 4);
  });
});

describe('marginal likelihood', () => {
  it('is the normal density of one observation', () => {
    const one: Observations = { points: [Float64Array.of(0.4)], targets: Float64Array.of(0.8), noise: Float64Array.of(0.25), isChoice: [false] };
    const variance = 2 * (1 + 1e-8) + 0.25;
    const expected = 0.5 * Math.log(2 * Math.PI * variance) + 0.64 / (2 * variance);
    expect(negativeLogLikelihood(one, Float64Array.of(0, Math.log(2))).value).toBeCloseTo(expected, 12);
  });

  it('has the gradient of its differences, with noise open or partly given', () => {
    const logs = fc.array(fc.double({ min: -1.5, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(logs, fc.integer({ min: 2, max: 12 }), fc.integer(), (given, count, seed) => {
        const open = observe(count, seed);
        const observations: Observations = { ...open, noise: open.noise.map((own, at) => (at % 3 === 1 ? 0.2 : own)) };
        const at = Float64Array.from(given);
        const { gradient } = negativeLogLikelihood(observations, at);
        for (let place = 0; place < 5; place += 1) {
          const moved = (step: number): number => negativeLogLikelihood(observations, at.with(place, at[place]! + step)).value;
          const numeric = (moved(1e-5) - moved(-1e-5)) / 2e-5;
          expect(Math.abs(numeric - gradient[place]!)).toBeLessThan(1e-4 * (1 + Math.abs(numeric)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells dimensions that matter from those that do not, and noise from signal', () => {
    const random = createRandom(11);
    const points = Array.from({ length: 60 }, () => Float64Array.of(random(), random()));
    const targets = Float64Array.from(points, ([x]) => 1.4 * Math.sin(6 * x!) + 0.2 * randomNormal(random));
    const fitted = fitKernel({ points, targets, noise: targets.map(() => Number.NaN), isChoice: [false, false] }, 1);
    expect(fitted.inverseSquaredLengths[0]! / fitted.inverseSquaredLengths[1]!).toBeGreaterThan(5);
    expect(Math.sqrt(fitted.noiseVariance)).toBeGreaterThan(0.13);
    expect(Math.sqrt(fitted.noiseVariance)).toBeLessThan(0.27);
  });

  it('is fitted on a thinned share of many observations, the same every time', () => {
    const many = observe(300, 5);
    expect(fitKernel(many, 3, 1)).toEqual(fitKernel(many, 3, 1));
  });
});

describe('expected improvement', () => {
  it('is the integral of what may be gained', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.1, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (mean, sd, incumbent) => {
        let sum = 0;
        const cells = 4000;
        for (let cell = 0; cell < cells; cell += 1) {
          const z = -9 + (18 * (cell + 0.5)) / cells;
          sum += Math.max(0, incumbent - (mean + sd * z)) * Math.exp(-0.5 * z * z);
        }
        const expected = (sum * 18) / cells / Math.sqrt(2 * Math.PI);
        expect(Math.abs(Math.exp(logExpectedImprovement({ mean, sd }, incumbent)) - expected)).toBeLessThan(1e-4 * sd);
      }),
      { numRuns: 50 },
    );
  });

  it('rises steadily with what is hoped for, also where it is too small for a number', () => {
    let before = -Infinity;
    for (let incumbent = -60; incumbent <= 60; incumbent += 0.25) {
      const here = logExpectedImprovement({ mean: 0, sd: 1 }, incumbent);
      expect(here).toBeGreaterThan(before);
      before = here;
    }
    const z = -8;
    const exact = Math.log(Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) + z * normalCdf(z));
    expect(logExpectedImprovement({ mean: 0, sd: 1 }, z - 1e-9)).toBeCloseTo(exact, 3);
    expect(logExpectedImprovement({ mean: 1, sd: 0 }, 3)).toBe(Math.log(2));
    expect(logExpectedImprovement({ mean: 4, sd: 0 }, 3)).toBe(-Infinity);
  });
});
