import type { StandingRule } from './constraint-rule.ts';
import { NO_BREACH } from './meter.ts';
import { PairDays } from './pair-days.ts';
import type { PlacedAction } from './placed-action.ts';
import { nameAction } from './words.ts';

/** A plan is a set of (contact, channel, date): the same action stands in it once. */
export const onceADay: StandingRule = {
  id: 'once-a-day',
  open(ground) {
    const seen = new PairDays(ground);
    const violations: string[] = [];
    const describe = (action: PlacedAction): string => `once-a-day: ${nameAction(ground, action)} stands twice`;
    return {
      hold(action) {
        if (action.actions > 0) seen.add(action);
      },
      add(action) {
        if (seen.of(action).includes(action.day)) violations.push(describe(action));
        seen.add(action);
      },
      mayBreak: () => true,
      judge: (action) => (seen.of(action).includes(action.day) ? [{ limit: 1, used: 1, wouldBe: 2, words: () => describe(action) }] : NO_BREACH),
      count: () => ({ usage: [], violations }),
    };
  },
};
