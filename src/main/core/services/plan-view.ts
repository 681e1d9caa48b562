import type { z } from 'zod';
import type { PlanDetail, PlanSummary, UsageUnit } from '../../../contract/allocation.ts';
import { parseDay } from '../../../engine/base/day.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import { isEnforced, type Constraint, type ConstraintKind } from '../../../engine/model/constraint.ts';
import type { Sqlite } from '../db/connection.ts';
import type { ProblemInputs, StoredPlan } from '../db/repositories/plan.ts';
import { readChannelsByDay, readSlices } from '../db/repositories/plan-action.ts';

/** What each kind of rule counts in. */
export const unitOfKind: Record<ConstraintKind, UsageUnit> = {
  capacity: 'actions',
  rep_capacity: 'actions',
  concurrent: 'actions',
  budget: 'money',
  frequency: 'contacts',
  contact_limit: 'actions',
  pressure: 'actions',
  exclusion: 'actions',
  sequence: 'actions',
  blackout: 'actions',
  rep_calendar: 'actions',
  coverage: 'contacts',
  minimum: 'actions',
};

/** What changed between the inputs of a plan and those of now, in words. */
export function describeStaleness(made: ProblemInputs, now: ProblemInputs): string[] {
  const reasons: string[] = [];
  if (made.rulesHash !== now.rulesHash) reasons.push('rules changed');
  if (made.contacts !== now.contacts) reasons.push('contacts changed');
  if (made.touches !== now.touches) reasons.push('touches changed');
  if (made.outcomes !== now.outcomes) reasons.push('outcomes changed');
  if (made.snapshotId !== now.snapshotId) reasons.push('response estimates changed');
  if (made.audienceFilter !== now.audienceFilter) reasons.push('audience changed');
  return reasons;
}

export function summarisePlan(plan: StoredPlan, problem: AllocationProblem, stale: string[]): PlanSummary {
  return {
    id: plan.id,
    problem: plan.problem,
    madeAt: plan.madeAt,
    state: plan.state,
    stale,
    status: plan.status,
    method: plan.method,
    seed: plan.seed,
    metric: problem.objective.metric,
    objective: plan.objective,
    bound: plan.bound,
    gap: plan.gap,
    lift: plan.lift,
    cost: plan.cost,
    actions: plan.actions,
    contacts: problem.contacts.ids.length,
    reached: plan.reached,
    elapsedMs: plan.elapsedMs,
    horizonStart: problem.horizon.start,
    horizonDays: problem.horizon.days,
    conflicts: plan.conflicts,
    approver: plan.approver,
    note: plan.note,
    approvedAt: plan.approvedAt,
    exportedAt: plan.exportedAt,
  };
}

export function describePlan(sqlite: Sqlite, plan: StoredPlan, problem: AllocationProblem, stale: string[]): z.infer<typeof PlanDetail> {
  const rules = new Map(problem.constraints.map((rule) => [rule.id, rule]));
  const channelsByDay = readChannelsByDay(sqlite, plan.id);
  return {
    summary: summarisePlan(plan, problem, stale),
    byChannel: readSlices(sqlite, plan.id, 'channel'),
    byDate: readSlices(sqlite, plan.id, 'day').map((slice) => ({ ...slice, channels: channelsByDay.get(slice.key) ?? {} })),
    byRep: readSlices(sqlite, plan.id, 'rep'),
    usage: plan.usage.map((usage) => {
      const rule = rules.get(usage.constraint);
      const kind = rule?.kind ?? 'capacity';
      return { ...usage, kind, enforced: rule === undefined || isEnforced(rule), unit: unitOfKind[kind] };
    }),
  };
}

/** Days a rule's period covers: `2027-01-04` a day, `week 2` a week of the horizon, absent the whole horizon; cut to the rule's own dates. */
export function daysOfPeriod(rule: Constraint, period: string | undefined, problem: AllocationProblem): { fromDay: number | null; toDay: number | null } {
  const start = parseDay(problem.horizon.start) ?? 0;
  const ownFrom = rule.from == null ? null : parseDay(rule.from);
  const ownTo = rule.to == null ? null : parseDay(rule.to);
  const week = /^week (\d+)$/.exec(period ?? '');
  const day = period === undefined ? null : parseDay(period);
  const [from, to] = week ? [start + 7 * (Number(week[1]) - 1), start + 7 * Number(week[1]) - 1] : day === null ? [null, null] : [day, day];
  const later = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));
  const earlier = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));
  return { fromDay: later(from, ownFrom), toDay: earlier(to, ownTo) };
}

