import type { StandingRule } from './constraint-rule.ts';
import { NO_BREACH } from './meter.ts';
import { PairDays } from './pair-days.ts';
import { channelId, contactId } from './words.ts';

/** At most `maxPerContact` actions of a channel on one contact in the horizon. */
export const maxPerContact: StandingRule = {
  id: 'max-per-contact',
  open(ground) {
    const planned = new PairDays(ground);
    const held = new PairDays(ground);
    const limitOf = (channel: number): number => ground.problem.channels[channel]!.maxPerContact;
    const describe = (contact: number, channel: number, used: number): string => `max-per-contact: ${contactId(ground, contact)} has ${used} of ${limitOf(channel)} ${channelId(ground, channel)}`;
    return {
      hold(action) {
        for (let at = 0; at < action.actions; at += 1) held.add(action);
      },
      add: (action) => planned.add(action),
      mayBreak: () => true,
      judge(action) {
        const { contact, channel } = action;
        const limit = limitOf(channel);
        const used = planned.of(action).length + held.of(action).length;
        return used + 1 > limit ? [{ limit, used, wouldBe: used + 1, words: () => describe(contact, channel, used + 1) }] : NO_BREACH;
      },
      count() {
        const violations: string[] = [];
        for (const { contact, channel, days } of planned.pairs()) {
          const used = days.length + held.of({ contact, channel }).length;
          if (used > limitOf(channel)) violations.push(describe(contact, channel, used));
        }
        return { usage: [], violations };
      },
    };
  },
};
