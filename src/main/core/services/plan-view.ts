import type { z } from 'zod';
import type { PlanDetail, PlanSummary, UsageUnit } from '../../../contract/allocation.ts';
import { rulesOf, type AllocationProblem } from '../../../engine/model/allocation.ts';
import { isEnforced, type ConstraintKind } from '../../../engine/model/constraint.ts';
import type { Sqlite } from '../db/connection.ts';
import { readPlanDocument, type ProblemInputs, type StoredPlan } from '../db/repositories/plan.ts';
import { readChannelsByDay, readSlices } from '../db/repositories/plan-action.ts';
import { countSettlements } from '../db/repositories/plan-settlement.ts';
import { describeShares, namePairs } from './campaign-shares.ts';

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
    goal: plan.goal,
    approver: plan.approver,
    note: plan.note,
    approvedAt: plan.approvedAt,
    exportedAt: plan.exportedAt,
  };
}

export function describePlan(sqlite: Sqlite, plan: StoredPlan, problem: AllocationProblem, stale: string[]): z.infer<typeof PlanDetail> {
  const rules = new Map(rulesOf(problem).map((rule) => [rule.id, rule]));
  const { planned } = plan.inputs;
  // Plans made before actions had campaigns say nothing of them.
  const isForCampaigns = planned !== undefined && problem.campaigns !== undefined;
  const channelsByDay = readChannelsByDay(sqlite, plan.id);
  return {
    summary: summarisePlan(plan, problem, stale),
    asked: problem.objective,
    byChannel: readSlices(sqlite, plan.id, 'channel'),
    byDate: readSlices(sqlite, plan.id, 'day').map((slice) => ({ ...slice, channels: channelsByDay.get(slice.key) ?? {} })),
    byRep: readSlices(sqlite, plan.id, 'rep'),
    campaigns: isForCampaigns ? describeShares(problem, planned, readPlanDocument(sqlite, plan).actions) : [],
    settled: isForCampaigns ? namePairs(planned, countSettlements(sqlite, plan.id)) : [],
    usage: plan.usage.map((usage) => {
      const rule = rules.get(usage.constraint);
      const kind = rule?.kind ?? 'capacity';
      return { ...usage, kind, enforced: rule === undefined || isEnforced(rule), unit: unitOfKind[kind] };
    }),
  };
}
