import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { toHeldEntries } from '../../../engine/allocation/held-problem.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { ActionKey } from '../../../engine/model/allocation.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudience, type StoredAudience } from '../db/repositories/audience.ts';
import { readPlan, readPlanDocument, type ProblemInputs } from '../db/repositories/plan.ts';
import type { ScenarioBody } from '../db/repositories/scenario.ts';
import type { PlaySettings, ScenarioInput } from '../scenarios/packed-scenario.ts';
import { buildProblem, defaultProblemName, readInputs } from './build-problem.ts';
import { readHeldInLedger } from './ledger.ts';
import { readCampaignPart, type CampaignChangeReader } from './plan-campaigns.ts';
import { describeStaleness } from './plan-view.ts';

/** An input as it is stored and handed to threads, with the state of the workspace it was made from. */
export interface PackedInput {
  readonly hash: string;
  /** The input as JSON, gzip. */
  readonly document: Uint8Array;
  readonly inputs: ProblemInputs;
}

const compress = promisify(gzip);

export async function packInput(input: ScenarioInput, inputs: ProblemInputs): Promise<PackedInput> {
  const text = JSON.stringify(input);
  return { hash: createHash('sha256').update(text).digest('hex'), document: await compress(text, { level: 4 }), inputs };
}

export function settingsOf(name: string, { policy, assumptions, replications, seed }: ScenarioBody): PlaySettings {
  return { name, policy: policy.kind === 'saved_plan' ? null : policy, assumptions, replications, seed };
}

/** The workspace's rules with what a scenario puts in their place. */
export function rulesFor(rules: PlanningRules, { horizon, withoutRules }: Pick<ScenarioBody, 'horizon' | 'withoutRules'>): PlanningRules {
  const left = new Set(withoutRules);
  return { ...rules, horizon: horizon ?? rules.horizon, constraints: left.size === 0 ? rules.constraints : rules.constraints.filter(({ id }) => !left.has(id)) };
}

function findAudience(sqlite: Sqlite, id: number | null): Result<StoredAudience | null> {
  if (id === null) return succeed(null);
  const audience = readAudience(sqlite, id);
  return audience === null ? fail('NOT_FOUND', `Audience ${id} does not exist.`, { path: 'audienceId' }) : succeed(audience);
}

/** Actions of a saved plan and the campaigns it was for; none for every other policy. */
function readPlanned(sqlite: Sqlite, { policy }: ScenarioBody): Result<{ actions: ActionKey[] | null; campaigns: string[] }> {
  if (policy.kind !== 'saved_plan') return succeed({ actions: null, campaigns: [] });
  const plan = readPlan(sqlite, policy.planId);
  if (plan === null) return fail('NOT_FOUND', `Plan ${policy.planId} does not exist.`, { path: 'policy.planId', hint: 'Choose another plan.' });
  const { actions } = readPlanDocument(sqlite, plan);
  return succeed({ actions: actions.map(({ contact, channel, date }) => ({ contact, channel, date })), campaigns: plan.inputs.planned?.campaigns.map(({ id }) => id) ?? [] });
}

/**
 * Reads what a scenario is played on as the workspace stands. Approved plans hold nothing in it, what is done or promised by
 * hand counts, and reservations close days as they do for a plan. O(contacts + touches).
 */
export function readScenarioInput(sqlite: Sqlite, current: PlanningRules, body: ScenarioBody): Result<{ input: ScenarioInput; inputs: ProblemInputs }> {
  const audience = findAudience(sqlite, body.audienceId);
  if (!audience.ok) return audience;
  if (audience.value !== null && body.campaigns !== undefined) return fail('BAD_INPUT', 'Campaigns are played for their own audiences.', { path: 'campaigns', hint: 'Choose campaigns or an audience.' });
  const planned = readPlanned(sqlite, body);
  if (!planned.ok) return planned;
  const rules = rulesFor(current, body);
  const part = readCampaignPart(sqlite, rules, { campaigns: body.campaigns ?? (audience.value === null ? planned.value.campaigns : []) });
  if (!part.ok) return part;
  const fromDay = parseDay(rules.horizon.start) ?? 0;
  const { lasting } = readHeldInLedger(sqlite, { fromDay, toDay: fromDay + rules.horizon.days - 1 }, null, rules);
  const built = buildProblem(sqlite, rules, { name: defaultProblemName(rules), audience: audience.value, held: toHeldEntries(lasting, rules), campaigns: part.value });
  if (!built.ok) return built;
  return succeed({ input: { problem: built.value.problem, actions: planned.value.actions }, inputs: built.value.inputs });
}

/** Says what changed in the workspace since an input was made for a body, in words. */
export function createStalenessReader(sqlite: Sqlite, rules: PlanningRules, readChanges: CampaignChangeReader): (body: ScenarioBody, made: ProblemInputs) => string[] {
  const known = new Map<string, ProblemInputs>();
  return (body, made) => {
    const own = rulesFor(rules, body);
    const key = JSON.stringify([body.audienceId, body.horizon, body.withoutRules]);
    const now = known.get(key) ?? readInputs(sqlite, own, body.audienceId === null ? null : readAudience(sqlite, body.audienceId));
    known.set(key, now);
    return [...describeStaleness(made, now), ...(made.planned === undefined ? [] : readChanges(sqlite, own, made.planned))];
  };
}
