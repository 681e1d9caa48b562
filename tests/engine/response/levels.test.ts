import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { betaQuantile } from '../../../src/engine/response/beta.ts';
import { estimateLevels, pooledShare, ROOT_MEAN, updateMoments } from '../../../src/engine/response/levels.ts';
import '../../support/seeded.ts';

const count = fc.double({ min: 0, max: 500, noNaN: true });

describe('updateMoments', () => {
  it('without counts is the prior: variance of the mean plus the beta variance averaged over it', () => {
    const prior = { mean: 0.2, variance: 0.001 };
    const moments = updateMoments(prior, 12, 0, 0);
    expect(moments.mean).toBeCloseTo(0.2, 15);
    expect(moments.variance).toBeCloseTo((0.2 * 0.8 - 0.001) / 13 + 0.001, 15);
  });

  it('with a certain mean is the conjugate beta posterior', () => {
    fc.assert(
      fc.property(count, count, (success, failure) => {
        const moments = updateMoments({ mean: 0.3, variance: 0 }, 10, success, failure);
        const alpha = 3 + success;
        const beta = 7 + failure;
        expect(moments.mean).toBeCloseTo(alpha / (alpha + beta), 12);
        expect(moments.variance).toBeCloseTo((alpha * beta) / ((alpha + beta) ** 2 * (alpha + beta + 1)), 12);
      }),
    );
  });

  it('agrees with draws from the hierarchy', () => {
    const random = createRandom(11);
    let sum = 0;
    let squares = 0;
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const mean = betaQuantile(random(), 8, 32);
      const rate = betaQuantile(random(), mean * 6 + 2, (1 - mean) * 6 + 3);
      sum += rate;
      squares += rate * rate;
    }
    const found = updateMoments({ mean: 0.2, variance: (0.2 * 0.8) / 41 }, 6, 2, 3);
    expect(Math.abs(sum / draws - found.mean)).toBeLessThan(0.004);
    expect(Math.abs(squares / draws - (sum / draws) ** 2 - found.variance)).toBeLessThan(0.0006);
  });

  it('never claims more than the counts allow', () => {
    fc.assert(
      fc.property(count, count, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (success, failure, mean) => {
        const prior = { mean, variance: (mean * (1 - mean)) / 40 };
        const moments = updateMoments(prior, 20, success, failure);
        expect(moments.mean).toBeGreaterThan(0);
        expect(moments.mean).toBeLessThan(1);
        expect(moments.variance).toBeGreaterThan(0);
        expect(moments.variance).toBeLessThan(moments.mean * (1 - moments.mean));
      }),
    );
  });
});

describe('estimateLevels', () => {
  const grouping = { groupOf: Int32Array.of(0, 0, 1), groupCount: 3 };

  it('without touches starts from the root, every group alike', () => {
    const levels = estimateLevels({ success: new Float64Array(3), failure: new Float64Array(3), exposure: new Float64Array(3) }, grouping, { segment: 30, contact: 10 });
    expect(levels.channel.mean).toBeCloseTo(ROOT_MEAN, 15);
    expect(new Set(levels.groupMean)).toEqual(new Set([levels.channel.mean]));
    expect(levels.groupVariance[0]).toBeGreaterThan(levels.channel.variance);
  });

  it('moves a group towards its contacts and leaves a group without touches at the channel', () => {
    const levels = estimateLevels({ success: Float64Array.of(8, 6, 0), failure: Float64Array.of(2, 4, 10), exposure: Float64Array.of(10, 10, 10) }, grouping, { segment: 30, contact: 10 });
    expect(levels.groupMean[0]).toBeGreaterThan(levels.channel.mean);
    expect(levels.groupMean[1]).toBeLessThan(levels.channel.mean);
    expect(levels.groupMean[2]).toBeCloseTo(levels.channel.mean, 14);
    expect(levels.groupVariance[2]).toBeGreaterThan(levels.groupVariance[0]!);
  });

  it('counts one touch in full and many touches of one contact for at most strength + 1', () => {
    expect(pooledShare(10, 1)).toBe(1);
    expect(pooledShare(10, 0.3)).toBe(1);
    expect(1e9 * pooledShare(10, 1e9)).toBeCloseTo(11, 5);
  });
});
