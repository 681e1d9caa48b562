import type { AllocationProblem } from '../../model/allocation.ts';
import { judgePlan } from '../../model/judged-plan.ts';
import type { Plan, RuleUsage } from '../../model/plan.ts';
import type { ActionDifference, PlanComparison, PlanFigures } from '../../model/what-if.ts';
import { diffPlans, type ChangedAction, type PlanDiff, type PlanSum } from '../diff-plans.ts';
import { usageKey } from '../usage-prices.ts';

/** Differences listed at most; the counts tell all. */
const MOST_LISTED = 2000;
const ROUNDING = 1e-9;

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function figuresOf(plan: Plan, { lift, actions }: PlanSum): PlanFigures {
  const { value, bound } = judgePlan(plan);
  return { status: plan.status, objective: value, bound, lift, cost: plan.cost, reached: new Set(plan.actions.map(({ contact }) => contact)).size, actions };
}

/** One difference in the words of a what-if; nothing for an action that is kept. */
function nameDifference({ change, contact, channel, before, after }: ChangedAction): ActionDifference[] {
  const slot = { contact, channel };
  if (change === 'moved' && before !== null && after !== null) return [{ what: 'moved', ...slot, date: after.date, from: before.date, lift: after.lift }];
  if (change === 'added' && after !== null) return [{ what: 'added', ...slot, date: after.date, lift: after.lift }];
  if (change === 'dropped' && before !== null) return [{ what: 'removed', ...slot, date: before.date, lift: before.lift }];
  return [];
}

/** Rows of usage that differ, each as both plans have it. */
function changedUsage({ usage }: PlanDiff, before: Plan, after: Plan): PlanComparison['rules'] {
  const keyOf = ({ constraint, period, rep }: Pick<RuleUsage, 'constraint' | 'period' | 'rep'>): string => usageKey(constraint, period, rep);
  const [old, now] = [before, after].map((plan) => new Map(plan.usage.map((row) => [keyOf(row), row])));
  return usage.flatMap(({ before: one, after: other, ...row }) => {
    if (one !== null && other !== null && Math.abs(one.used - other.used) < ROUNDING && Math.abs(one.limit - other.limit) < ROUNDING) return [];
    return [{ ...row, before: old?.get(keyOf(row)) ?? null, after: now?.get(keyOf(row)) ?? null }];
  });
}

/** The difference of two plans of the same contacts as a what-if keeps it: figures, and the largest differences. O(actions · log actions). */
export function comparePlans(problem: AllocationProblem, before: Plan, after: Plan): PlanComparison {
  const diff = diffPlans(before, after);
  const channels = new Map(diff.channels.map((row) => [row.channel, row]));
  const { kept, added, dropped, moved } = diff.counts;
  const actions = diff.actions.flatMap(nameDifference);
  return {
    before: figuresOf(before, diff.before),
    after: figuresOf(after, diff.after),
    kept,
    added,
    removed: dropped,
    moved,
    channels: problem.channels.map(({ id }) => {
      const row = channels.get(id);
      return { channel: id, before: row?.before.actions ?? 0, after: row?.after.actions ?? 0, liftBefore: row?.before.lift ?? 0, liftAfter: row?.after.lift ?? 0 };
    }),
    rules: changedUsage(diff, before, after),
    contacts: diff.contacts.slice(0, MOST_LISTED).map((row) => ({ contact: row.contact, liftBefore: row.before.lift, liftAfter: row.after.lift })),
    actions: actions.sort((one, other) => other.lift - one.lift || compareText(one.contact, other.contact) || compareText(one.date, other.date)).slice(0, MOST_LISTED),
  };
}
