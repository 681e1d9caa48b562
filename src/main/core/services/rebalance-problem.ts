import { toHeldEntries } from '../../../engine/allocation/held-problem.ts';
import { formatDay, type DayNumber } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import { ContactFilter } from '../../../engine/model/filter.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { readProblem, type StoredPlan } from '../db/repositories/plan.ts';
import { countDoneSince, type StoredSuggestion } from '../db/repositories/suggestion.ts';
import { buildProblem, readInputs, readPlanningGround, type BuiltProblem } from './build-problem.ts';
import { readHeldInLedger } from './ledger.ts';
import { readCampaignPart, requireCampaign } from './plan-campaigns.ts';

/** A problem that can be counted by; with what ties it to the workspace where it was priced. */
export interface RemainingProblem {
  readonly problem: AllocationProblem;
  readonly built: BuiltProblem | null;
}

/** Refuses a version that holds what the plan it is made from has done since: that would be booked a second time. */
export function checkUndone(sqlite: Sqlite, suggestion: StoredSuggestion): Result<void> {
  const done = countDoneSince(sqlite, suggestion);
  return done === 0 ? succeed(undefined) : fail('STALE', `Plan ${suggestion.planId} has done ${done === 1 ? '1 action' : `${done} actions`} of plan ${suggestion.newPlanId ?? ''} since it was worked out.`, { hint: 'Work the rebalancing out again.' });
}

/** Those of a plan's campaigns that can still be planned; a fault where it had some and none can. */
function listStanding(sqlite: Sqlite, rules: PlanningRules, ids: readonly string[]): Result<string[]> {
  const known = readCampaigns(sqlite);
  const found = ids.map((id) => requireCampaign(known, id, rules));
  const gone = found.find((one) => !one.ok);
  const standing = found.flatMap((one) => (one.ok ? [one.value.id] : []));
  return gone !== undefined && !gone.ok && standing.length === 0 ? gone : succeed(standing);
}

/**
 * The problem of what is left of a plan, under everything that holds now: its own horizon, rules, contacts and campaigns of
 * now, beside what other plans and people hold and what the plan has done itself. Pins of days that are over are left out.
 * Without estimates (`isPriced` false) it can only be counted by. O(contacts + touches).
 */
export function buildRemaining(sqlite: Sqlite, rules: PlanningRules, plan: StoredPlan, { isPriced, today }: { readonly isPriced: boolean; readonly today: DayNumber }): Result<RemainingProblem> {
  const { horizon } = readProblem(sqlite, plan.problemId);
  const date = formatDay(today);
  const { fixed, ...others } = rules;
  const current: PlanningRules = { ...others, horizon, ...(fixed === undefined ? {} : { fixed: fixed.filter((pin) => pin.date >= date) }) };
  const { audienceId, audienceFilter, planned } = plan.inputs;
  const chosen = listStanding(sqlite, current, planned?.campaigns.map(({ id }) => id) ?? []);
  if (!chosen.ok) return chosen;
  const campaigns = readCampaignPart(sqlite, current, { campaigns: chosen.value });
  if (!campaigns.ok) return campaigns;
  const audience = audienceId === null || audienceFilter === null ? null : { id: audienceId, filter: ContactFilter.parse(JSON.parse(audienceFilter)) };
  const { booked, lasting } = readHeldInLedger(sqlite, horizonDays(horizon), plan.id, current, { keepsDone: true });
  const held = toHeldEntries([...booked, ...lasting], current);
  const name = `${plan.problem}, rebalanced`.slice(0, 200);
  if (isPriced) {
    const built = buildProblem(sqlite, current, { name, audience, held, campaigns: campaigns.value });
    // It is of the rules as they are: what was left out of them here makes it no staler.
    return built.ok ? succeed({ problem: built.value.problem, built: { ...built.value, inputs: { ...built.value.inputs, ...readInputs(sqlite, rules, audience) } } }) : built;
  }
  const { problem } = readPlanningGround(sqlite, current, { name, audience, campaigns: campaigns.value });
  return succeed({ problem: { ...problem, held }, built: null });
}
