import { formatDay } from '../base/day.ts';
import type { StandingRule } from './constraint-rule.ts';
import { channelId, contactId, countOf } from './words.ts';

/** Two actions of one channel on one contact are `cooldownDays` apart, the last touch before the horizon included. */
export const cooldown: StandingRule = {
  id: 'cooldown',
  findViolations(view) {
    const violations: string[] = [];
    for (const [contact, actions] of view.byContact) {
      const lastDay = new Map<number, number>();
      for (const [at, channel] of view.problem.channels.entries()) {
        const past = view.problem.contacts.history?.[channel.id]?.[contact];
        if (past != null) lastDay.set(at, past);
      }
      for (const action of actions) {
        const before = lastDay.get(action.channel);
        const needed = view.problem.channels[action.channel]?.cooldownDays ?? 0;
        if (before !== undefined && action.day - before < needed) {
          violations.push(`cooldown: ${contactId(view, contact)} ${channelId(view, action.channel)} on ${formatDay(view.startDay + action.day)} comes ${countOf(action.day - before, 'day')} after the last, ${needed} needed`);
        }
        lastDay.set(action.channel, action.day);
      }
    }
    return violations;
  },
};
