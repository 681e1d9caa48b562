import { describe, expect, it } from 'vitest';
import { fitResponse } from '../../../src/engine/response/fit-response.ts';
import { judgeEarlier } from '../../../src/engine/response/judge-earlier.ts';
import type { Backtest, ResponseOptions } from '../../../src/engine/response/response-model.ts';
import { simulateHistory } from './simulate-history.ts';

const HALF_LIFE = 365;
const { input } = simulateHistory({ seed: 5, contactCount: 400, segmentCount: 4, channelMeans: [0.1, 0.3], segmentStrength: 60, contactStrength: 12, mostTouches: 8, days: 85, saturation: 1, withoutSegment: 0.1 });
const options: ResponseOptions = { saturationSetting: [0.8, 0.8], halfLifeDays: HALF_LIFE, matureAfterDays: [7, 3] };
const knownAll = { responded: input.responded, asOfDay: input.asOfDay, halfLifeDays: HALF_LIFE };

function backtestNow(): Backtest {
  const fit = fitResponse(input, options, { now: () => 0 });
  if (!fit.ok || fit.value.backtest === null) throw new Error('the history holds nothing back');
  return fit.value.backtest;
}

describe('judging an earlier fit', () => {
  it('gives the backtest of the new fit where it knew the same', () => {
    expect(judgeEarlier(input, options, knownAll)).toEqual(backtestNow());
  });

  it('is of the same touches and base rates, and worse, where it knew few of the answers', () => {
    const responded = input.responded.map((answer, touch) => (touch % 4 === 0 ? answer : 0));
    const now = backtestNow();
    const before = judgeEarlier(input, options, { ...knownAll, responded });
    expect(before).toMatchObject({ fromDay: now.fromDay, toDay: now.toDay, touches: now.touches, responded: now.responded, baseRate: now.baseRate, channelRate: now.channelRate });
    expect(before!.model.logLoss).toBeGreaterThan(now.model.logLoss);
  });

  it('knows no touch after its last day, and nothing at all before the history', () => {
    const now = backtestNow();
    const half = judgeEarlier(input, options, { ...knownAll, asOfDay: now.fromDay - 40 });
    expect(half!.model.logLoss).not.toBe(now.model.logLoss);
    expect(judgeEarlier(input, options, { ...knownAll, asOfDay: -1 })!.model.logLoss).toBeGreaterThan(now.model.logLoss);
  });

  it('is null where nothing can be held back', () => {
    expect(judgeEarlier({ ...input, responded: new Uint8Array(input.responded.length) }, options, knownAll)).toBeNull();
  });
});
