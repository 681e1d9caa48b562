import type { ScenarioDraft } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudience } from '../db/repositories/audience.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { readPlan } from '../db/repositories/plan.ts';
import { requireCampaign } from './plan-campaigns.ts';

/** Something in a draft that does not fit, at the path of its field. */
export interface DraftIssue {
  readonly path: string;
  readonly message: string;
}

/** Room for floating-point noise where shares add up. */
const SHARE_TOLERANCE = 1e-6;

function* checkPolicy({ policy }: ScenarioDraft, sqlite: Sqlite, unknownChannel: (path: string, names: readonly string[]) => Iterable<DraftIssue>): Generator<DraftIssue> {
  if (policy.kind === 'saved_plan' && readPlan(sqlite, policy.planId) === null) yield { path: 'policy.planId', message: `Plan ${policy.planId} does not exist.` };
  if (policy.kind === 'bandit') yield* unknownChannel('policy.channels', policy.channels ?? []);
  if (policy.kind !== 'mix') return;
  yield* unknownChannel('policy.shares', Object.keys(policy.shares));
  const sum = Object.values(policy.shares).reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > SHARE_TOLERANCE) yield { path: 'policy.shares', message: `The shares add up to ${Number((sum * 100).toPrecision(6))} %, not 100 %.` };
}

function* checkCampaigns({ campaigns = [], audienceId, horizon }: ScenarioDraft, sqlite: Sqlite, rules: PlanningRules): Generator<DraftIssue> {
  if (campaigns.length === 0) return;
  if (audienceId !== null) yield { path: 'campaigns', message: 'Campaigns are played for their own audiences. Choose campaigns or an audience.' };
  const known = readCampaigns(sqlite);
  for (const id of campaigns) {
    const campaign = requireCampaign(known, id, { horizon: horizon ?? rules.horizon });
    if (!campaign.ok) yield { path: `campaigns.${id}`, message: campaign.fault.message };
  }
}

/** Everything in a draft that does not fit the workspace, field by field. */
export function* listDraftIssues(sqlite: Sqlite, rules: PlanningRules, draft: ScenarioDraft): Generator<DraftIssue> {
  const channels = new Set(rules.channels.map(({ id }) => id));
  const known = [...channels].join(', ') || 'none';
  const unknownChannel = function* (path: string, names: readonly string[]): Generator<DraftIssue> {
    for (const name of names) if (!channels.has(name)) yield { path: `${path}.${name}`, message: `Channel ${name} does not exist. Known: ${known}.` };
  };
  if (draft.audienceId !== null && readAudience(sqlite, draft.audienceId) === null) yield { path: 'audienceId', message: `Audience ${draft.audienceId} does not exist.` };
  yield* checkCampaigns(draft, sqlite, rules);
  yield* checkPolicy(draft, sqlite, unknownChannel);
  const { response, cost, capacity, fatigue } = draft.assumptions;
  yield* unknownChannel('assumptions.response.byChannel', Object.keys(response?.byChannel ?? {}));
  yield* unknownChannel('assumptions.cost.byChannel', Object.keys(cost?.byChannel ?? {}));
  yield* unknownChannel('assumptions.fatigue.weights', Object.keys(fatigue?.weights ?? {}));
  const ruleIds = new Set(rules.constraints.map(({ id }) => id));
  for (const id of draft.withoutRules) if (!ruleIds.has(id)) yield { path: `withoutRules.${id}`, message: `Rule ${id} does not exist.` };
  for (const id of Object.keys(capacity?.byRule ?? {})) {
    if (!ruleIds.has(id)) yield { path: `assumptions.capacity.byRule.${id}`, message: `Rule ${id} does not exist.` };
    else if (draft.withoutRules.includes(id)) yield { path: `assumptions.capacity.byRule.${id}`, message: `Rule ${id} does not count in this scenario.` };
  }
}

/** The first issue as a fault. */
export function checkDraft(sqlite: Sqlite, rules: PlanningRules, draft: ScenarioDraft): Result<void> {
  const first = listDraftIssues(sqlite, rules, draft).next();
  return first.done === true ? succeed(undefined) : fail('BAD_INPUT', first.value.message, { path: first.value.path });
}

/** A mix of all channels in equal parts, the last taking what rounding leaves. */
export function equalShares(channels: readonly string[]): Record<string, number> {
  const each = Math.floor(1e4 / channels.length) / 1e4;
  return Object.fromEntries(channels.map((channel, at) => [channel, at === channels.length - 1 ? Number((1 - each * at).toFixed(4)) : each]));
}

/** A draft to begin with: every channel alike, four actions a contact, 200 replications. */
export function defaultDraft(channels: readonly string[]): ScenarioDraft | null {
  if (channels.length === 0) return null;
  return { name: 'Scenario', notes: '', audienceId: null, horizon: null, withoutRules: [], policy: { kind: 'mix', actionsPerContact: 4, shares: equalShares(channels) }, assumptions: {}, replications: 200, seed: 1 };
}
