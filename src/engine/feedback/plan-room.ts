import { createFrame } from '../constraints/problem-frame.ts';
import { createScope } from '../constraints/scope.ts';
import { rulesOf, type AllocationProblem } from '../model/allocation.ts';
import type { Challenge } from '../model/feedback.ts';
import type { RuleUsage } from '../model/plan.ts';

/** What capacities and budgets leave room for in a plan as it is. */
export interface PlanRoom {
  /** Takes so many more actions; the first rule that has no room for them is named and nothing is taken. Negative gives back. */
  take(challenge: Pick<Challenge, 'contact' | 'channel' | 'rep'>, actions: number): string | null;
}

/**
 * Room under every enforced capacity, rep capacity and budget, over all its periods together: a necessary condition, the
 * solver decides on the days. O(rules · lines of use) to make, O(rules) per question.
 */
export function createPlanRoom(problem: AllocationProblem, usage: readonly RuleUsage[]): PlanRoom {
  const frame = createFrame(problem);
  const positions = new Map(problem.contacts.ids.map((id, at) => [id, at]));
  const channels = new Map(problem.channels.map((channel, at) => [channel.id, { at, unitCost: channel.unitCost }]));
  const left = new Map<string, number>();
  const keyOf = (rule: string, rep: string | undefined): string => JSON.stringify([rule, rep ?? null]);
  for (const { constraint, rep, used, limit } of usage) {
    const key = keyOf(constraint, rep);
    left.set(key, (left.get(key) ?? 0) + limit - used);
  }
  const rules = rulesOf(problem).flatMap((rule) => ((rule.kind === 'capacity' || rule.kind === 'rep_capacity' || rule.kind === 'budget') && rule.enforce !== false && rule.campaigns == null ? [{ rule, scope: createScope(frame, rule) }] : []));
  return {
    take({ contact, channel, rep }, actions) {
      const at = positions.get(contact);
      const by = channels.get(channel);
      if (at === undefined || by === undefined) return 'the plan, which has no such contact or channel';
      const taken: [string, number][] = [];
      for (const { rule, scope } of rules) {
        if (!scope.coversChannel(by.at) || !scope.coversContact(at)) continue;
        const key = keyOf(rule.id, rule.kind === 'rep_capacity' ? rep : undefined);
        const room = left.get(key);
        if (room === undefined) continue;
        const need = actions * (rule.kind === 'budget' ? (rule.costs?.[channel] ?? by.unitCost) : 1);
        if (need > room + 1e-9) return rule.id;
        taken.push([key, need]);
      }
      for (const [key, need] of taken) left.set(key, (left.get(key) ?? 0) - need);
      return null;
    },
  };
}
