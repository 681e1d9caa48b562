import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText } from '../../../src/engine/base/rng.ts';
import { boundProbabilities, channelProbabilities, worthWeights } from '../../../src/engine/exploration/channel-policy.ts';
import { findOpen, policyOf, rankActions, readChoice, type RankedActions, type RankRequest } from '../../../src/engine/exploration/rank-actions.ts';
import { QueuePolicy } from '../../../src/engine/model/queue.ts';

const control = { now: () => 0 };

function rank(request: RankRequest): RankedActions {
  const ranked = rankActions(request, control);
  if (!ranked.ok) throw new Error(ranked.fault.message);
  return ranked.value;
}

const two: RankRequest = {
  contactCount: 3,
  channelCount: 2,
  mean: Float64Array.of(0.1, 0.2, 0.3, 0.2, 0.1, 0.4),
  sd: Float64Array.of(0.2, 0.01, 0.01, 0.01, 0.01, 0.01),
  isClosed: Uint8Array.of(0, 0, 0, 0, 1, 1),
  value: Float64Array.of(100, 50, 10),
  seedOf: Uint32Array.from(['a', 'b', 'c'], hashText),
  unitCost: [1, 5],
  weights: worthWeights({ metric: 'lift' }),
  share: 0,
  bonus: 2,
  settings: { policy: 'ucb', seed: 1, epsilon: 0.5 },
};

describe('rankActions', () => {
  it('recommends the channel of most worth and ranks by it', () => {
    const ranked = rank(two);
    expect([...ranked.channel]).toEqual([1, 0, -1]);
    expect([...ranked.worth]).toEqual([20, 15, 0]);
    expect([...ranked.order]).toEqual([0, 1]);
    expect(ranked.cost).toBe(6);
    expect([...rank({ ...two, weights: worthWeights({ metric: 'net' }), unitCost: [1, 15] }).channel]).toEqual([0, 0, -1]);
  });

  it('explores within the share of cost, with the bonus beside its worth', () => {
    const ranked = rank({ ...two, share: 0.5 });
    expect([...ranked.channel]).toEqual([0, 0, -1]);
    expect([...ranked.isExploration]).toEqual([1, 0, 0]);
    expect(ranked.score[0]).toBe(100 * 0.1 + 2 * 0.2 * 100);
    expect(ranked).toMatchObject({ cost: 2, explorationCost: 1 });
    expect([...rank({ ...two, share: 0.4 }).isExploration]).toEqual([0, 0, 0]);
  });

  it('refuses a share that is none and stops when asked to', () => {
    expect(rankActions({ ...two, share: 1.5 }, control)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
    expect(rankActions(two, { ...control, cancel: Int32Array.of(1) })).toMatchObject({ ok: false, fault: { code: 'CANCELLED' } });
  });

  const requests = fc
    .record({ contactCount: fc.integer({ min: 1, max: 12 }), policy: fc.constantFrom(...QueuePolicy.options), share: fc.double({ min: 0, max: 1, noNaN: true }), seed: fc.integer({ min: 0, max: 1000 }), numbers: fc.infiniteStream(fc.double({ min: 0.02, max: 0.9, noNaN: true })) })
    .map(({ contactCount, policy, share, seed, numbers }): RankRequest => {
      const take = (count: number): Float64Array => Float64Array.from({ length: count }, () => numbers.next().value ?? 0.5);
      const mean = take(contactCount * 3);
      return {
        contactCount,
        channelCount: 3,
        mean,
        sd: take(contactCount * 3).map((part, pair) => part * Math.sqrt(mean[pair]! * (1 - mean[pair]!)) * 0.9),
        isClosed: Uint8Array.from(take(contactCount * 3), (number) => (number > 0.7 ? 1 : 0)),
        value: take(contactCount).map((number) => 100 * number),
        seedOf: Uint32Array.from({ length: contactCount }, (_, contact) => hashText(`C${contact}`)),
        unitCost: [1, 20, 3],
        weights: worthWeights({ metric: 'lift' }),
        share,
        bonus: 1.6,
        settings: { policy, seed, epsilon: 0.5 },
      };
    });

  it('keeps to the share, to open channels, and answers the same again', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const ranked = rank(request);
        expect(rank(request)).toEqual(ranked);
        let [cost, explored] = [0, 0];
        ranked.channel.forEach((channel, contact) => {
          if (channel < 0) return;
          expect(request.isClosed[contact * 3 + channel]).toBe(0);
          expect(ranked.isExploration[contact]).toBe(channel === ranked.best[contact] ? 0 : 1);
          cost += request.unitCost[channel]!;
          if (ranked.isExploration[contact] === 1) explored += request.unitCost[channel]!;
        });
        expect(ranked.cost).toBeCloseTo(cost, 9);
        expect(explored).toBeLessThanOrEqual(request.share * cost + 1e-9);
        const scores = [...ranked.order].map((contact) => ranked.score[contact]!);
        expect(scores).toEqual(scores.toSorted((one, other) => other - one));
      }),
      { numRuns: 200, seed: 20_270_107 },
    );
  });

  it('takes each channel as often as its probability beside those asked before says', () => {
    const seeds = 3000;
    const request: RankRequest = { ...two, contactCount: 3, mean: Float64Array.of(0.1, 0.15, 0.3, 0.2, 0.2, 0.25), sd: Float64Array.of(0.08, 0.1, 0.1, 0.12, 0.1, 0.15), isClosed: new Uint8Array(6), value: Float64Array.of(100, 50, 80), share: 0.4 };
    for (const policy of ['thompson', 'epsilon_greedy'] as const) {
      const excess = new Float64Array(6);
      let bound = 0;
      for (let seed = 0; seed < seeds; seed += 1) {
        const settings = { policy, seed: seed * 7919, epsilon: 0.5 };
        const ranked = rank({ ...request, settings });
        for (let contact = 0; contact < 3; contact += 1) {
          const open = findOpen(request, contact);
          const canExplore = open.map((channel) => ranked.canExplore[contact * 2 + channel] === 1);
          if (!canExplore.includes(true)) bound += 1;
          boundProbabilities(channelProbabilities(policyOf(settings, request.bonus), readChoice(request, contact, open)), 0, canExplore).forEach((probability, place) => {
            excess[contact * 2 + open[place]!]! += (ranked.channel[contact] === open[place] ? 1 : 0) - probability;
          });
        }
      }
      // The share binds now and then, or it would be no test of it.
      expect(bound).toBeGreaterThan(seeds / 20);
      for (const one of excess) expect(Math.abs(one / seeds), policy).toBeLessThan(0.03);
    }
  });

  it('gives a contact the same draws whoever stands beside it', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const all = { ...request, share: 1, unitCost: [1, 1, 1] };
        const first = rank({ ...all, contactCount: 1, mean: all.mean.slice(0, 3), sd: all.sd.slice(0, 3), isClosed: all.isClosed.slice(0, 3), value: all.value.slice(0, 1), seedOf: all.seedOf.slice(0, 1) });
        expect(rank(all).channel[0]).toBe(first.channel[0]);
      }),
      { numRuns: 100, seed: 20_270_107 },
    );
  });
});
