import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditHistory } from '../../../src/engine/attribution/credit-history.ts';
import { creditOutcomes } from '../../../src/engine/attribution/credit-outcomes.ts';
import { compileCreditRules } from '../../../src/engine/attribution/credit-rules.ts';
import { findLookbacks } from '../../../src/engine/attribution/lookbacks.ts';
import { pathsOfLookbacks } from '../../../src/engine/attribution/paths-of-lookbacks.ts';
import type { TouchHistory } from '../../../src/engine/attribution/touch-history.ts';
import { defaultAttributionSettings, HeuristicModel, type AttributionSettings } from '../../../src/engine/model/attribution.ts';
import { anyOutcome, anyTouch, historyOf, type MadeTouch } from './made-history.ts';

const settings: AttributionSettings = { ...defaultAttributionSettings, channels: { direct: { isDirect: true }, visit: { decay: { kind: 'linear' }, windowDays: 20 } } };

function prepare(history: TouchHistory, changes: Partial<AttributionSettings> = {}) {
  const rules = history.kinds.map((kind) => compileCreditRules({ ...settings, ...changes }, history.channels, kind));
  const found = findLookbacks(history, rules);
  if (!found.ok) throw new Error(found.fault.message);
  return { rules, lookbacks: found.value };
}

function sharesOf(touches: readonly MadeTouch[], model: HeuristicModel, changes: Partial<AttributionSettings> = {}): { shares: number[]; primary: number; confidence: number } {
  const history = historyOf(touches, [{ contact: 0, kind: 'order', day: 20, second: -1, value: 9 }]);
  const { rules, lookbacks } = prepare(history, changes);
  const credits = creditOutcomes(history, lookbacks, rules, model);
  return { shares: [...credits.share], primary: credits.primaryTouch[0]!, confidence: credits.confidence[0]! };
}

const touch = (day: number, channel = 'call'): MadeTouch => ({ contact: 0, channel, day, second: -1 });

describe('creditOutcomes', () => {
  const three = [touch(6), touch(13), touch(20)];
  it.each<[HeuristicModel, MadeTouch[], Partial<AttributionSettings>, number[]]>([
    ['first', three, {}, [1, 0, 0]],
    ['last', three, {}, [0, 0, 1]],
    ['last_non_direct', [touch(6), touch(13), touch(20, 'direct')], {}, [0, 1, 0]],
    ['last_non_direct', [touch(6, 'direct'), touch(13, 'direct')], {}, [0, 1]],
    ['linear', [touch(6), touch(13)], {}, [0.5, 0.5]],
    ['position', [touch(1), touch(2), touch(3), touch(4)], {}, [0.4, 0.1, 0.1, 0.4]],
    ['position', [touch(1), touch(2)], { position: { first: 0, middle: 1, last: 0 } }, [0.5, 0.5]],
    ['position', [touch(1)], { position: { first: 0, middle: 1, last: 0 } }, [1]],
    ['time_decay', three, {}, [1 / 7, 2 / 7, 4 / 7]],
    ['time_decay', [touch(10, 'visit'), touch(20, 'visit')], {}, [1 / 3, 2 / 3]],
    ['time_decay', [touch(0, 'visit')], {}, [1]],
    ['time_decay', three, { default: { windowDays: 30, decay: { kind: 'none' }, isDirect: false } }, [1 / 3, 1 / 3, 1 / 3]],
  ])('%s %#', (model, touches, changes, wanted) => {
    const { shares } = sharesOf(touches, model, changes);
    expect(shares.length).toBe(wanted.length);
    shares.forEach((share, at) => expect(share).toBeCloseTo(wanted[at]!, 14));
  });

  it('names the touch with the largest share, of equal ones the latest', () => {
    expect(sharesOf(three, 'first').primary).toBe(0);
    expect(sharesOf([touch(6), touch(13)], 'linear').primary).toBe(1);
  });

  it('is sure of a single touch by its age alone, and less of touches the models disagree on', () => {
    expect(sharesOf([touch(20)], 'last').confidence).toBeCloseTo(1, 12);
    expect(sharesOf([touch(5)], 'last').confidence).toBeCloseTo(1 - 15 / 60, 12);
    // Two touches of the day itself: the other models overlap with linear by ½, ½, 1, 1, 1.
    expect(sharesOf([touch(20), touch(20, 'email')], 'linear').confidence).toBeCloseTo(0.8, 12);
    expect(sharesOf(three, 'first').confidence).toBeLessThan(sharesOf(three, 'linear').confidence);
  });

  it('leaves an outcome without touches unattributed', () => {
    const { shares, primary, confidence } = sharesOf([touch(21)], 'linear');
    expect({ shares, primary, confidence }).toEqual({ shares: [], primary: -1, confidence: 0 });
  });

  it('adds up to every outcome exactly, is never negative, and totals agree', () => {
    fc.assert(
      fc.property(fc.array(anyTouch, { maxLength: 30 }), fc.array(anyOutcome, { minLength: 1, maxLength: 12 }), (touches, outcomes) => {
        const history = historyOf(touches, outcomes);
        const { rules, lookbacks } = prepare(history);
        const paths = pathsOfLookbacks(history, lookbacks);
        const totals = creditHistory(history, lookbacks, rules, HeuristicModel.options, paths);
        for (const model of HeuristicModel.options) {
          const { share, value, confidence, primaryTouch } = creditOutcomes(history, lookbacks, rules, model);
          const byChannel = new Float64Array(history.channels.length);
          lookbacks.outcome.forEach((row, place) => {
            const [from, to] = [lookbacks.start[place]!, lookbacks.start[place + 1]!];
            if (from === to) return expect(primaryTouch[place]).toBe(-1);
            expect(share.subarray(from, to).reduce((sum, each) => sum + each, 0)).toBe(1);
            expect(value.subarray(from, to).reduce((sum, each) => sum + each, 0)).toBe(outcomes[row]!.value);
            expect(confidence[place]).toBeGreaterThan(0);
            expect(confidence[place]).toBeLessThanOrEqual(1);
            for (let at = from; at < to; at += 1) byChannel[history.touches.channel[lookbacks.touch[at]!]!]! += share[at]!;
          });
          expect(share.every((each) => each >= 0) && value.every((each) => each >= 0)).toBe(true);
          const { conversions, byTouch } = totals.get(model)!;
          byChannel.forEach((sum, channel) => expect(conversions[channel]).toBeCloseTo(sum, 10));
          expect(byTouch.reduce((sum, each) => sum + each, 0)).toBeCloseTo(paths.table.conversions.reduce((sum, each) => sum + each, 0), 10);
        }
      }),
      { numRuns: 120, seed: 20_270_107 },
    );
  });

  it('gives the same bytes on shuffled input', () => {
    const shuffle = <T,>(list: readonly T[], keys: readonly number[]): { rows: T[]; ids: number[] } => {
      const order = list.map((_, at) => at).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
      return { rows: order.map((at) => list[at]!), ids: order };
    };
    const key = fc.array(fc.integer(), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(anyTouch, { maxLength: 40 }), fc.array(anyOutcome, { minLength: 1, maxLength: 20 }), key, key, (touches, outcomes, touchKeys, outcomeKeys) => {
        const [mixedTouches, mixedOutcomes] = [shuffle(touches, touchKeys), shuffle(outcomes, outcomeKeys)];
        const straight = historyOf(touches, outcomes);
        const mixed = historyOf(mixedTouches.rows, mixedOutcomes.rows, { touches: mixedTouches.ids, outcomes: mixedOutcomes.ids });
        const [left, right] = [prepare(straight), prepare(mixed)];
        expect(pathsOfLookbacks(mixed, right.lookbacks).table).toEqual(pathsOfLookbacks(straight, left.lookbacks).table);
        const credit = (history: TouchHistory, { rules, lookbacks }: ReturnType<typeof prepare>) => creditHistory(history, lookbacks, rules, HeuristicModel.options, pathsOfLookbacks(history, lookbacks));
        expect(credit(mixed, right)).toEqual(credit(straight, left));
        const [one, other] = [creditOutcomes(straight, left.lookbacks, left.rules, 'time_decay'), creditOutcomes(mixed, right.lookbacks, right.rules, 'time_decay')];
        expect(other.share).toEqual(one.share);
        expect(other.confidence).toEqual(one.confidence);
        expect([...other.primaryTouch].map((row) => (row < 0 ? -1 : mixedTouches.ids[row]))).toEqual([...one.primaryTouch]);
      }),
      { numRuns: 120, seed: 20_270_107 },
    );
  });
});
