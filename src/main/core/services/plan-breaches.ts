import { recountPlan, type Violation } from '../../../engine/allocation/recount-plan.ts';
import { toHeldEntries, type Held } from '../../../engine/allocation/held-problem.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { ContactFilter } from '../../../engine/model/filter.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import type { StoredPlan } from '../db/repositories/plan.ts';
import { readPlanningGround } from './build-problem.ts';
import { readCampaignPart } from './plan-campaigns.ts';

/** What a stored plan is counted against. */
interface BreachQuestion {
  readonly plan: StoredPlan;
  readonly actions: Plan['actions'];
  readonly held: readonly Held[];
}

/**
 * Enforced rules, opt-outs, reservations and cooldowns, as they are now, that a plan made earlier breaks; contacts that are
 * gone count too. `rules` are those of now over the days of the plan. O(contacts + touches + rules · actions).
 */
export function findPlanBreaches(sqlite: Sqlite, rules: PlanningRules, { plan, actions, held }: BreachQuestion): Result<readonly Violation[]> {
  const { audienceId, audienceFilter, planned } = plan.inputs;
  const campaigns = readCampaignPart(sqlite, rules, { campaigns: planned?.campaigns.map(({ id }) => id) ?? [] });
  if (!campaigns.ok) return campaigns;
  const audience = audienceId === null || audienceFilter === null ? null : { id: audienceId, filter: ContactFilter.parse(JSON.parse(audienceFilter)) };
  const { problem } = readPlanningGround(sqlite, rules, { name: plan.problem, audience, campaigns: campaigns.value });
  return succeed(recountPlan({ ...problem, held: toHeldEntries(held, rules) }, actions).violations);
}
