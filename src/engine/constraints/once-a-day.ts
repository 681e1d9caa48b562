import type { StandingRule } from './constraint-rule.ts';
import { nameAction } from './words.ts';

/** A plan is a set of (contact, channel, date): the same action stands in it once. */
export const onceADay: StandingRule = {
  id: 'once-a-day',
  findViolations(view) {
    const seen = new Set<string>();
    return view.actions.flatMap((action) => {
      const name = nameAction(view, action);
      if (seen.has(name)) return [`once-a-day: ${name} stands twice`];
      seen.add(name);
      return [];
    });
  },
};
