import { cooldown } from '../../constraints/cooldown.ts';
import { isReservation } from '../../constraints/held-by-campaign.ts';
import { maxPerContact } from '../../constraints/max-per-contact.ts';
import type { RuleMeter } from '../../constraints/meter.ts';
import { onceADay } from '../../constraints/once-a-day.ts';
import { forbidden } from '../../constraints/pins.ts';
import type { PlanGround } from '../../constraints/plan-view.ts';
import { openRule, openStandingRule } from '../../constraints/registry.ts';
import { weekday } from '../../constraints/weekday.ts';
import { isEnforced, type Constraint, type ConstraintKind } from '../../model/constraint.ts';

/** A rule that may close a slot whatever the plan holds. */
interface ClosingRule {
  readonly id: string;
  readonly meter: RuleMeter;
}

/** Kinds that speak of one contact, or those it shares windows with. Those that ask for another action come last: they close a slot only where nothing else does. */
const contactKinds: readonly ConstraintKind[] = ['blackout', 'rep_calendar', 'frequency', 'contact_limit', 'pressure', 'exclusion', 'sequence'];

const rankOf = (rule: Constraint): number => (rule.kind === 'sequence' ? 1 : 0);

/** Rules of the contact of a problem, in the order in which a slot is charged to them: settings, pins, rules. */
export function openContactRules(ground: PlanGround): ClosingRule[] {
  const own = ground.problem.constraints.filter((rule) => isEnforced(rule) && contactKinds.includes(rule.kind) && !isReservation(rule)).sort((one, other) => rankOf(one) - rankOf(other));
  return [
    ...[weekday, forbidden, onceADay, cooldown, maxPerContact].map((rule) => ({ id: rule.id, meter: openStandingRule(rule, ground) })),
    ...own.map((rule) => ({ id: rule.id, meter: openRule(rule, ground) })),
  ];
}

/** What campaigns outside the plan reserved. */
export const openReservations = (ground: PlanGround): ClosingRule[] => ground.problem.constraints.filter((rule) => isEnforced(rule) && isReservation(rule)).map((rule) => ({ id: rule.id, meter: openRule(rule, ground) }));

/** Answers the first rule that closes a slot, undefined where none does. Rules that never speak of a channel's day are not asked. */
export function createCloser(rules: readonly ClosingRule[], { days }: PlanGround): (contact: number, channel: number, day: number) => string | undefined {
  const speaking: (readonly ClosingRule[] | undefined)[] = [];
  return (contact, channel, day) => {
    const asked = (speaking[channel * days + day] ??= rules.filter(({ meter }) => meter.mayBreak(channel, day)));
    const action = { contact, channel, day, exploration: false };
    for (const { id, meter } of asked) if (meter.judge(action).length > 0) return id;
    return undefined;
  };
}
