import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCreditRules } from '../../../src/engine/attribution/credit-rules.ts';
import { findLookbacks, type Lookbacks } from '../../../src/engine/attribution/lookbacks.ts';
import type { TouchHistory } from '../../../src/engine/attribution/touch-history.ts';
import { defaultAttributionSettings, type AttributionSettings } from '../../../src/engine/model/attribution.ts';
import { anyOutcome, anyTouch, historyOf, type MadeOutcome, type MadeTouch } from './made-history.ts';

const settings: AttributionSettings = {
  ...defaultAttributionSettings,
  default: { windowDays: 10, decay: { kind: 'none' }, isDirect: false },
  channels: { visit: { windowDays: 30 } },
  outcomes: { reply: { channels: { email: { windowDays: 2 } }, lookback: 'since_previous_outcome' } },
};

function look(history: TouchHistory, rules = settings): Lookbacks {
  const found = findLookbacks(history, history.kinds.map((kind) => compileCreditRules(rules, history.channels, kind)));
  if (!found.ok) throw new Error(found.fault.message);
  return found.value;
}

const touchesOf = ({ start, touch, outcome }: Lookbacks, row: number): number[] => {
  const place = outcome.indexOf(row);
  return [...touch.subarray(start[place], start[place + 1])];
};

const touch = (day: number, channel = 'call', second = -1, contact = 0): MadeTouch => ({ contact, channel, day, second });
const outcome = (day: number, kind = 'order', second = -1, contact = 0): MadeOutcome => ({ contact, kind, day, second, value: 1 });

describe('findLookbacks', () => {
  it.each<[string, MadeTouch[], MadeOutcome, number[]]>([
    ['takes touches oldest first', [touch(5), touch(1)], outcome(6), [1, 0]],
    ['takes touches of the day of an outcome without time', [touch(6, 'call', 80_000)], outcome(6), [0]],
    ['takes a touch without time on the day of a timed outcome', [touch(6)], outcome(6, 'order', 0), [0]],
    ['leaves a touch after the outcome', [touch(6, 'call', 101)], outcome(6, 'order', 100), []],
    ['takes a touch at the instant of the outcome', [touch(6, 'call', 100)], outcome(6, 'order', 100), [0]],
    ['takes the last day of the window', [touch(0)], outcome(10), [0]],
    ['leaves the day before', [touch(0)], outcome(11), []],
    ['counts the window by the clock where both have a time', [touch(0, 'call', 99), touch(0, 'call', 100)], outcome(10, 'order', 100), [1]],
    ['reaches past a closed window to a longer one', [touch(0, 'visit'), touch(2)], outcome(20), [0]],
    ['uses the window of the kind', [touch(3, 'email'), touch(3)], outcome(6, 'reply'), [1]],
    ['keeps to the contact', [touch(5, 'call', -1, 1)], outcome(6), []],
    ['orders touches of one instant by channel, then row', [touch(5, 'visit'), touch(5), touch(5)], outcome(6), [1, 2, 0]],
  ])('%s', (_rule, touches, made, wanted) => {
    expect(touchesOf(look(historyOf(touches, [made])), 0)).toEqual(wanted);
  });

  it('restarts after the previous outcome where the kind says so', () => {
    const history = historyOf([touch(1), touch(3), touch(5)], [outcome(2), outcome(6, 'reply'), outcome(6, 'reply')]);
    expect([0, 1, 2].map((row) => touchesOf(look(history), row))).toEqual([[0], [1, 2], [1, 2]]);
    expect(touchesOf(look(history, { ...settings, outcomes: {} }), 1)).toEqual([0, 1, 2]);
  });

  it('agrees with a plain search', () => {
    fc.assert(
      fc.property(fc.array(anyTouch, { maxLength: 30 }), fc.array(anyOutcome, { maxLength: 12 }), (touches, outcomes) => {
        const found = look(historyOf(touches, outcomes));
        // An outcome without time comes after the last second of its day and before the first of the next.
        const late = ({ day, second }: MadeOutcome): number => day + (second < 0 ? 86_399.5 : second) / 86_400;
        outcomes.forEach((made, row) => {
          const wanted = touches.flatMap((each, place) => {
            const isTimed = each.second >= 0 && made.second >= 0;
            const age = made.day - each.day + (isTimed ? (made.second - each.second) / 86_400 : 0);
            const isBefore = each.day < made.day || (each.day === made.day && age >= 0);
            const window = each.channel === 'visit' ? 30 : each.channel === 'email' && made.kind === 'reply' ? 2 : 10;
            const isFresh = made.kind === 'order' || !outcomes.some((prior) => prior.contact === made.contact && late(prior) < late(made) && each.day + Math.max(0, each.second) / 86_400 <= late(prior) && each.day <= prior.day);
            return each.contact === made.contact && isBefore && age <= window && isFresh ? [place] : [];
          });
          expect(touchesOf(found, row).sort((a, b) => a - b)).toEqual(wanted);
        });
        expect(found.isReached.reduce((sum, each) => sum + each, 0)).toBe(new Set(found.touch).size);
      }),
      { numRuns: 300, seed: 20_270_107 },
    );
  });

  it('refuses indexes out of range', () => {
    const history = historyOf([touch(1)], [outcome(2)]);
    expect(() => look({ ...history, contactCount: 0 })).toThrow(RangeError);
    expect(() => look({ ...history, channels: [] })).toThrow(RangeError);
  });
});
