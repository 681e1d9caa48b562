import { recountPlan, type Violation } from '../../../engine/allocation/recount-plan.ts';
import { toHeldEntries, type Held } from '../../../engine/allocation/held-problem.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import type { Horizon } from '../../../engine/model/allocation.ts';
import { ContactFilter } from '../../../engine/model/filter.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import { readPlanDocument, type StoredPlan } from '../db/repositories/plan.ts';
import { readPlanningGround } from './build-problem.ts';
import { readCampaignPart } from './plan-campaigns.ts';

/** What a stored plan is counted against. */
interface BreachQuestion {
  readonly plan: StoredPlan;
  /** Days it was made for: rules are read for them, whatever days are planned now. */
  readonly horizon: Horizon;
  readonly held: readonly Held[];
}

/**
 * Enforced rules, opt-outs, reservations and cooldowns, as they are now, that a plan made earlier breaks; contacts that are
 * gone count too. O(contacts + touches + rules · actions).
 */
export function findPlanBreaches(sqlite: Sqlite, current: PlanningRules, { plan, horizon, held }: BreachQuestion): Result<readonly Violation[]> {
  const rules = { ...current, horizon };
  const { audienceId, audienceFilter, planned } = plan.inputs;
  const campaigns = readCampaignPart(sqlite, rules, { campaigns: planned?.campaigns.map(({ id }) => id) ?? [] });
  if (!campaigns.ok) return campaigns;
  const audience = audienceId === null || audienceFilter === null ? null : { id: audienceId, filter: ContactFilter.parse(JSON.parse(audienceFilter)) };
  const { problem } = readPlanningGround(sqlite, rules, { name: plan.problem, audience, campaigns: campaigns.value });
  return succeed(recountPlan({ ...problem, held: toHeldEntries(held, rules) }, readPlanDocument(sqlite, plan).actions).violations);
}
