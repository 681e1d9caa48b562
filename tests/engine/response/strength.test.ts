import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaQuadrature } from '../../../src/engine/response/beta-quadrature.ts';
import { logBeta } from '../../../src/engine/response/beta.ts';
import { factorCholesky, solveCholesky } from '../../../src/engine/response/cholesky.ts';
import { maximizeOnInterval } from '../../../src/engine/response/golden-section.ts';
import { DEFAULT_STRENGTH, estimateStrength, groupLogLikelihood, MemberHistogram } from '../../../src/engine/response/strength.ts';
import '../../support/seeded.ts';

describe('MemberHistogram', () => {
  it('has the beta-binomial likelihood of its members', () => {
    const members = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.nat(12), fc.nat(12)), { maxLength: 30 });
    fc.assert(
      fc.property(members, fc.double({ min: 0.1, max: 1e5, noNaN: true }), (rows, strength) => {
        const histogram = new MemberHistogram(2);
        const means = Float64Array.of(0.1, 0.6);
        let wanted = 0;
        for (const [group, successes, failures] of rows) {
          histogram.add(group, successes, failures);
          const a = means[group]! * strength;
          const b = (1 - means[group]!) * strength;
          wanted += logBeta(a + successes, b + failures) - logBeta(a, b);
        }
        expect(Math.abs(histogram.logLikelihood(means, strength) - wanted)).toBeLessThan(1e-8 * Math.max(1, Math.abs(wanted)));
      }),
    );
  });
});

describe('estimateStrength', () => {
  it('stays at its default where single touches cannot tell, and says so', () => {
    const histogram = new MemberHistogram(1);
    for (let member = 0; member < 500; member += 1) histogram.add(0, member % 5 === 0 ? 1 : 0, member % 5 === 0 ? 0 : 1);
    const strength = estimateStrength((value) => histogram.logLikelihood(Float64Array.of(0.2), value));
    expect(strength.isShown).toBe(false);
    expect(Math.abs(strength.touches / DEFAULT_STRENGTH - 1)).toBeLessThan(1e-3);
  });

  it('is small where members go all or nothing, large where they are alike', () => {
    const divided = new MemberHistogram(1);
    const alike = new MemberHistogram(1);
    for (let member = 0; member < 500; member += 1) {
      divided.add(0, member % 2 === 0 ? 10 : 0, member % 2 === 0 ? 0 : 10);
      alike.add(0, 5, 5);
    }
    const of = (histogram: MemberHistogram) => estimateStrength((value) => histogram.logLikelihood(Float64Array.of(0.5), value));
    expect(of(divided)).toMatchObject({ isShown: true });
    expect(of(divided).touches).toBeLessThan(0.5);
    expect(of(alike)).toMatchObject({ isShown: true });
    expect(of(alike).touches).toBeGreaterThan(500);
  });

  it('takes whole and fractional group counts alike', () => {
    expect(groupLogLikelihood(Float64Array.of(2, 0), Float64Array.of(3, 0), 0.4, 10)).toBeCloseTo(logBeta(6, 9) - logBeta(4, 6), 12);
    expect(groupLogLikelihood(Float64Array.of(2.5), Float64Array.of(3.5), 0.4, 10)).toBeCloseTo(logBeta(6.5, 9.5) - logBeta(4, 6), 12);
  });
});

describe('maximizeOnInterval', () => {
  it('finds a top inside and at the ends', () => {
    expect(maximizeOnInterval((x) => -((x - 2.3) ** 2), -10, 10, 8, 1e-7)).toBeCloseTo(2.3, 6);
    expect(maximizeOnInterval((x) => x, -10, 10, 8, 1e-7)).toBeCloseTo(10, 5);
    expect(maximizeOnInterval((x) => -x, -10, 10, 8, 1e-7)).toBeCloseTo(-10, 5);
  });
});

describe('betaQuadrature', () => {
  it('integrates every power up to 2·size − 1 exactly', () => {
    const exponent = fc.double({ min: -1.5, max: 5, noNaN: true });
    fc.assert(
      fc.property(exponent, exponent, (logAlpha, logBetaShape) => {
        const alpha = 10 ** logAlpha;
        const beta = 10 ** logBetaShape;
        const { nodes, weights } = betaQuadrature(alpha, beta, 12);
        let moment = 1;
        for (let power = 0; power < 24; power += 1) {
          const found = nodes.reduce((sum, node, index) => sum + weights[index]! * node ** power, 0);
          expect(Math.abs(found - moment)).toBeLessThan(1e-11 * Math.max(moment, 1e-2));
          moment *= (alpha + power) / (alpha + beta + power);
        }
      }),
    );
  });

  it('has one node at the mean', () => {
    expect(betaQuadrature(2, 6, 1).nodes[0]).toBe(0.25);
  });
});

describe('Cholesky', () => {
  it('solves a system and refuses a matrix that is not positive definite', () => {
    const factor = factorCholesky(Float64Array.of(4, 2, 2, 3), 2);
    expect(factor).not.toBeNull();
    const solution = solveCholesky(factor!, Float64Array.of(8, 7));
    expect(solution[0]).toBeCloseTo(1.25, 14);
    expect(solution[1]).toBeCloseTo(1.5, 14);
    expect(factorCholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  });
});
