import { formatDay, parseDay } from '../base/day.ts';
import { openActionChecker, type ActionChecker } from '../constraints/check-action.ts';
import type { PlanEntry } from '../constraints/plan-view.ts';
import { rulesOf, type AllocationProblem } from '../model/allocation.ts';
import type { Constraint } from '../model/constraint.ts';
import type { Challenge } from '../model/feedback.ts';
import type { PlannedAction } from '../model/plan.ts';

/** Days on which capacities and budgets leave room for more actions in a plan as it is. */
export interface PlanRoom {
  /** Takes so many more actions, each with the first day that has room for it; where one finds none, why is said and nothing is taken. Negative gives back, the last days first. */
  take(challenge: Pick<Challenge, 'contact' | 'channel'>, actions: number): string | null;
}

/** Kinds that say how much fits into a period, and on which days anything may happen. */
const KINDS: ReadonlySet<Constraint['kind']> = new Set(['capacity', 'rep_capacity', 'budget', 'concurrent', 'blackout', 'rep_calendar']);

const keyOf = ({ contact, channel }: { readonly contact: string; readonly channel: string }): string => JSON.stringify([contact, channel]);

/** The problem with the enforced rules about room alone; campaigns, and what counts by them, are the solver's. */
function keepRoomRules(problem: AllocationProblem): AllocationProblem {
  const { fixed: _fixed, campaigns: _campaigns, reserved: _reserved, terms: _terms, ...rest } = problem;
  return { ...rest, constraints: rulesOf(rest).filter((rule) => KINDS.has(rule.kind) && rule.enforce !== false && rule.campaigns == null) };
}

/**
 * Room under every enforced capacity, rep capacity and budget in the period where the action would fall, on a day when contact
 * and channel may act. What is taken stands from then on. It is enough, not necessary: the solver may find room where the plan
 * as it is has none. O(rules · (contacts + days) + actions · rules) to make and after something was given back, O(days · rules) per action taken.
 */
export function createPlanRoom(problem: AllocationProblem, actions: readonly Pick<PlannedAction, 'contact' | 'channel' | 'date'>[]): PlanRoom {
  const ground = keepRoomRules(problem);
  /** Asked for the day before the first, a check looks at every day. */
  const before = formatDay((parseDay(problem.horizon.start) ?? 0) - 1);
  const standing = new Map<string, PlanEntry[]>();
  for (const { contact, channel, date } of actions) {
    const key = keyOf({ contact, channel });
    const known = standing.get(key);
    if (known === undefined) standing.set(key, [{ contact, channel, date }]);
    else known.push({ contact, channel, date });
  }
  let checker: ActionChecker | null = null;
  const openChecker = (): ActionChecker => (checker ??= openActionChecker(ground, [...standing.values()].flat()));

  const putBack = (key: string, own: PlanEntry[]): void => {
    standing.set(key, own);
    checker = null;
  };

  return {
    take({ contact, channel }, count) {
      const key = keyOf({ contact, channel });
      const own = standing.get(key) ?? [];
      if (count < 0) putBack(key, own.toSorted((one, other) => (one.date < other.date ? -1 : 1)).slice(0, Math.max(0, own.length + count)));
      for (let taken = 0; taken < count; taken += 1) {
        const checked = openChecker().check({ contact, channel, date: before });
        const date = checked.ok ? checked.value.nextDate : null;
        if (date === null) {
          if (taken > 0) putBack(key, own);
          return checked.ok ? (checked.value.reason ?? '') : checked.fault.message;
        }
        const entry = { contact, channel, date };
        openChecker().add(entry);
        standing.set(key, [...(standing.get(key) ?? []), entry]);
      }
      return null;
    },
  };
}
