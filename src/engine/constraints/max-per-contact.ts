import type { StandingRule } from './constraint-rule.ts';
import { channelId, contactId } from './words.ts';

/** At most `maxPerContact` actions of a channel on one contact in the horizon. */
export const maxPerContact: StandingRule = {
  id: 'max-per-contact',
  findViolations(view) {
    const violations: string[] = [];
    for (const [contact, actions] of view.byContact) {
      for (const [channel, { maxPerContact: limit }] of view.problem.channels.entries()) {
        const used = actions.filter((action) => action.channel === channel).length;
        if (used > limit) violations.push(`max-per-contact: ${contactId(view, contact)} has ${used} of ${limit} ${channelId(view, channel)}`);
      }
    }
    return violations;
  },
};
