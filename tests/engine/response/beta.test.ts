import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaQuantile, incompleteBeta, logBeta, logGamma } from '../../../src/engine/response/beta.ts';

const relative = (found: number, wanted: number): number => Math.abs(found - wanted) / Math.max(Math.abs(wanted), 1e-300);

describe('logGamma', () => {
  it.each([
    [0.5, 0.5 * Math.log(Math.PI)],
    [1, 0],
    [2, 0],
    [5, Math.log(24)],
    [10.5, 13.940625219403763],
    [100, 359.1342053695754],
    [171, 706.5730622457874],
    [1e6, 12815504.569147611],
    [1e-10, 23.025850929882736],
  ])('of %f', (x, wanted) => {
    expect(Math.abs(logGamma(x) - wanted)).toBeLessThan(1e-13 * Math.max(1, Math.abs(wanted)));
  });

  it('obeys Γ(x + 1) = x Γ(x) and the duplication formula', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x) => {
        const scale = Math.max(1, Math.abs(logGamma(2 * x)));
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(1e-13 * scale);
        const doubled = (2 * x - 1) * Math.LN2 - 0.5 * Math.log(Math.PI) + logGamma(x) + logGamma(x + 0.5);
        expect(Math.abs(logGamma(2 * x) - doubled)).toBeLessThan(1e-13 * scale);
      }),
    );
  });

  it('refuses what has no value', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => logBeta(0, 1)).toThrow(RangeError);
    expect(() => incompleteBeta(0.5, -1, 1)).toThrow(RangeError);
    expect(() => betaQuantile(2, 1, 1)).toThrow(RangeError);
    expect(() => betaQuantile(0.5, 0, 1)).toThrow(RangeError);
  });
});

describe('logBeta', () => {
  it('has its closed forms: B(1, b) = 1/b, B(½, ½) = π, B(2, 3) = 1/12', () => {
    expect(logBeta(1, 7)).toBeCloseTo(-Math.log(7), 14);
    expect(logBeta(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI), 14);
    expect(logBeta(2, 3)).toBeCloseTo(-Math.log(12), 14);
  });

  it('keeps its digits for large arguments: B(a, 1) = 1/a and B(a + 1, b) = B(a, b)·a/(a + b)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e8, noNaN: true }), fc.double({ min: 0.01, max: 1e8, noNaN: true }), (a, b) => {
        expect(Math.abs(logBeta(a, 1) + Math.log(a))).toBeLessThan(1e-12 * Math.max(1, Math.log(a)));
        const next = logBeta(a, b) + Math.log(a / (a + b));
        expect(Math.abs(logBeta(a + 1, b) - next)).toBeLessThan(1e-13 * Math.max(1, Math.abs(next)));
      }),
    );
  });
});

describe('incompleteBeta', () => {
  const shape = fc.double({ min: 0.02, max: 500, noNaN: true });
  const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

  it('has its closed forms: I(1, b), I(a, 1) and I(½, ½) = 2/π · asin √x', () => {
    fc.assert(
      fc.property(share, shape, (x, a) => {
        expect(relative(incompleteBeta(x, a, 1), x ** a)).toBeLessThan(1e-10);
        expect(relative(incompleteBeta(x, 1, a), -Math.expm1(a * Math.log1p(-x)))).toBeLessThan(1e-10);
        expect(relative(incompleteBeta(x, 0.5, 0.5), (2 / Math.PI) * Math.asin(Math.sqrt(x)))).toBeLessThan(1e-10);
      }),
    );
  });

  it('is the binomial tail: I_p(k, n − k + 1) = P(X ≥ k)', () => {
    let tail = 0;
    let choose = 1;
    for (let k = 20; k >= 0; k -= 1) {
      tail += choose * 0.3 ** k * 0.7 ** (20 - k);
      if (k > 0) expect(relative(incompleteBeta(0.3, k, 21 - k), tail)).toBeLessThan(1e-12);
      choose = (choose * k) / (21 - k);
    }
    expect(tail).toBeCloseTo(1, 12);
  });

  it('mirrors: I_x(a, b) = 1 − I_{1 − x}(b, a)', () => {
    fc.assert(
      fc.property(share, shape, shape, (x, a, b) => {
        expect(Math.abs(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a) - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('ends at 0 and 1', () => {
    expect(incompleteBeta(0, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 2, 3)).toBe(1);
  });
});

describe('betaQuantile', () => {
  it.each([
    [0.5, 2, 3, 0.38572756813239],
    [0.05, 1, 1, 0.05],
    [0.25, 0.5, 0.5, Math.sin(Math.PI / 8) ** 2],
    [0.95, 1, 19, 1 - 0.05 ** (1 / 19)],
    [0.9, 7, 1, 0.9 ** (1 / 7)],
    [0.5, 1e5, 1e5, 0.5],
  ])('at %f of Beta(%f, %f)', (probability, a, b, wanted) => {
    expect(relative(betaQuantile(probability, a, b), wanted)).toBeLessThan(1e-11);
  });

  it('inverts incompleteBeta over thin, flat, heaped and strong shapes', () => {
    const exponent = fc.double({ min: -1.5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), exponent, exponent, (probability, logA, logB) => {
        const x = betaQuantile(probability, 10 ** logA, 10 ** logB);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(1);
        if (x > 1e-290 && x < 1 - 1e-10) expect(Math.abs(incompleteBeta(x, 10 ** logA, 10 ** logB) - probability)).toBeLessThan(1e-8);
      }),
      { numRuns: 500, seed: 20_270_107 },
    );
  });

  it('rises with the probability', () => {
    const quantiles = [0, 0.01, 0.3, 0.5, 0.7, 0.99, 1].map((probability) => betaQuantile(probability, 0.3, 4));
    expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
    expect(quantiles[0]).toBe(0);
    expect(quantiles.at(-1)).toBe(1);
  });
});
