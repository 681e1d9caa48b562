import type { Constraint, ConstraintKind } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';

/** An id no rule has yet: `capacity`, `capacity-2`, … */
export function freeRuleId(kind: ConstraintKind, rules: PlanningRules): string {
  const taken = new Set(rules.constraints.map((rule) => rule.id));
  const base = kind.replace('_', '-');
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** What a rule of a kind still needs before it can be made, or null. */
export const describeMissing = (kind: ConstraintKind, { channels }: PlanningRules): string | null => ((kind === 'exclusion' || kind === 'sequence') && channels.length < 2 ? 'needs 2 channels' : null);

/** A new rule of a kind with limits to start from; null where something is missing for it. */
export function createRule(kind: ConstraintKind, rules: PlanningRules): Constraint | null {
  const id = freeRuleId(kind, rules);
  const [first, second] = rules.channels.map((channel) => channel.id);
  switch (kind) {
    case 'capacity':
      return { id, kind, per: 'week', max: 100 };
    case 'rep_capacity':
      return { id, kind, per: 'day', max: 8 };
    case 'budget':
      return { id, kind, max: 10_000 };
    case 'frequency':
      return { id, kind, windowDays: 7, max: 2 };
    case 'concurrent':
      return { id, kind, max: 100, durationDays: 5 };
    case 'contact_limit':
      return { id, kind, maxPerMonth: 4, cooldownDays: 7, source: 'manual' };
    case 'pressure':
      return { id, kind, windowDays: 7, max: 3, per: 'contact' };
    case 'exclusion':
      return first === undefined || second === undefined ? null : { id, kind, first, second, withinDays: 0 };
    case 'sequence':
      // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
      return first === undefined || second === undefined ? null : { id, kind, first, then: second, withinDays: 7, need: 'precede' };
    case 'rep_calendar':
      return { id, kind, weekdays: [1, 2, 3, 4, 5] };
    case 'blackout':
      return { id, kind, from: rules.horizon.start, to: rules.horizon.start };
    case 'coverage':
      return { id, kind, minShare: 0.5 };
    case 'minimum':
      return { id, kind, min: 1 };
  }
}
