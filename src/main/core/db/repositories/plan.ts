import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { formatDay, parseDay } from '../../../../engine/base/day.ts';
import { AllocationProblem, Horizon } from '../../../../engine/model/allocation.ts';
import { Objective } from '../../../../engine/model/objective.ts';
import { Identifier, IsoDate } from '../../../../engine/model/text.ts';
import { Plan, PlanAlternative, PlanGoal, RuleUsage, SolveStatus } from '../../../../engine/model/plan.ts';
import { and, eq, notExists } from 'drizzle-orm';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { plans, problems } from '../schema/plan.ts';

/** Floor of a campaign under a fair share, in actions or contacts: what was due, and what budgets and days left room for. */
export const PromisedShare = z.strictObject({ campaign: Identifier, of: z.enum(['actions', 'contacts']), due: z.int(), floor: z.int() });
export type PromisedShare = z.infer<typeof PromisedShare>;

/** What a problem took from campaigns and their reservations. */
export const CampaignInputs = z.strictObject({
  campaigns: z.array(z.strictObject({ id: Identifier, name: z.string(), budget: z.number().optional(), channelMix: z.record(z.string(), z.number()) })),
  /** Day the reservations were looked at, null = as stored. */
  asOf: IsoDate.nullable(),
  /** Writes of campaigns and reservations by then; while it stands nothing changed. */
  revision: z.int(),
  reservationsHash: z.string(),
  termsHash: z.string(),
  /** Absent where no fair share was asked for. */
  promised: z.array(PromisedShare).optional(),
});
export type CampaignInputs = z.infer<typeof CampaignInputs>;

/** What a problem takes otherwise than the rules of the workspace; null = as there. */
export const ProblemChanges = z.strictObject({ withoutRules: z.array(Identifier), objective: Objective.nullable(), horizon: Horizon.nullable() });
export type ProblemChanges = z.infer<typeof ProblemChanges>;

/** State of everything a problem was made from; compared later to tell whether a plan is stale. */
export const ProblemInputs = z.strictObject({
  contacts: z.int(),
  touches: z.int(),
  outcomes: z.int(),
  rulesHash: z.string(),
  snapshotId: z.int().nullable(),
  audienceId: z.int().nullable(),
  audienceFilter: z.string().nullable(),
  /** Absent in problems made before plans kept to reservations. */
  planned: CampaignInputs.optional(),
  /** Absent where the problem takes the rules of the workspace as they are. */
  changes: ProblemChanges.optional(),
  /** Plan whose accepted challenges were rules of it; absent where none were. */
  feedbackOf: z.int().optional(),
});
export type ProblemInputs = z.infer<typeof ProblemInputs>;

export interface StoredPlan {
  id: number;
  problemId: number;
  problem: string;
  problemHash: string;
  inputs: ProblemInputs;
  madeAt: number;
  status: SolveStatus;
  method: string;
  seed: number;
  objective: number;
  bound: number | null;
  gap: number | null;
  cost: number;
  lift: number;
  reached: number;
  elapsedMs: number;
  usage: RuleUsage[];
  conflicts: string[];
  goal: PlanGoal | null;
  state: 'draft' | 'approved' | 'exported';
  approver: string | null;
  note: string | null;
  approvedAt: number | null;
  exportedAt: number | null;
  actions: number;
}

export function insertProblem(sqlite: Sqlite, problem: AllocationProblem, meta: { hash: string; inputs: ProblemInputs; nowMs: number }): number {
  const document = gzipSync(JSON.stringify(problem), { level: 4 });
  const { id } = ormOf(sqlite).insert(problems).values({ name: problem.name, madeAt: meta.nowMs, hash: meta.hash, document, inputs: JSON.stringify(meta.inputs) }).returning({ id: problems.id }).get();
  return id;
}

export const hasProblem = (sqlite: Sqlite, id: number): boolean => ormOf(sqlite).select({ id: problems.id }).from(problems).where(eq(problems.id, id)).get() !== undefined;

/** A stored problem with its hash and what it was made from. */
export function readStoredProblem(sqlite: Sqlite, id: number): { problem: AllocationProblem; hash: string; inputs: ProblemInputs } | null {
  const row = ormOf(sqlite).select({ hash: problems.hash, inputs: problems.inputs }).from(problems).where(eq(problems.id, id)).get();
  return row === undefined ? null : { problem: readProblem(sqlite, id), hash: row.hash, inputs: ProblemInputs.parse(JSON.parse(row.inputs)) };
}

export function readProblem(sqlite: Sqlite, id: number): AllocationProblem {
  const row = ormOf(sqlite).select({ document: problems.document }).from(problems).where(eq(problems.id, id)).get();
  if (row === undefined) throw new Error(`Problem ${id} is missing.`);
  return AllocationProblem.parse(JSON.parse(gunzipSync(row.document).toString('utf8')));
}

/** A contact as the problem saw it. */
export interface PlannedContact {
  readonly id: number | null;
  readonly rep: string | null;
  readonly segment: string | null;
  readonly territory: string | null;
}

/**
 * The number of the next plan. Numbers rise and are given once: "plan 3" in the decision log and in an exported file
 * name means the same plan for ever, also after it is removed.
 */
function nextPlanId(sqlite: Sqlite): number {
  const sql = `SELECT 1 + max(
    coalesce((SELECT max(id) FROM plans), 0),
    coalesce((SELECT max(CAST(substr(subject, 6) AS INTEGER)) FROM decisions WHERE kind = 'remove' AND subject LIKE 'plan %'), 0)) AS next`;
  return (sqlite.prepare(sql).get() as { next: number }).next;
}

/** Stores a plan and its actions; call inside a transaction. `contactOf` gives what the problem said of a contact, with the rep of a date. */
export function insertPlan(
  sqlite: Sqlite,
  plan: Plan,
  meta: { problemId: number; nowMs: number; engineVersion: string; lift: number; reached: number; contactOf: (contact: string, date: string) => PlannedContact },
): number {
  const { problemId, nowMs, engineVersion, lift, reached } = meta;
  const { status: solveStatus, method, seed, objective, bound, gap, cost, elapsedMs } = plan;
  const planId = nextPlanId(sqlite);
  ormOf(sqlite)
    .insert(plans)
    .values({ id: planId, problemId, madeAt: nowMs, solveStatus, method, seed, objective, bound, gap, cost, lift, reached, elapsedMs, engineVersion, usage: JSON.stringify(plan.usage), conflicts: JSON.stringify(plan.conflicts ?? []), goal: plan.goal === undefined ? null : JSON.stringify(plan.goal) })
    .run();
  const insert = sqlite.prepare('INSERT INTO plan_actions (plan_id, position, contact_id, contact, channel, day, rep, segment, territory, lift, cost, exploration, reason, campaign, alternatives) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const [position, action] of plan.actions.entries()) {
    const contact = meta.contactOf(action.contact, action.date);
    insert.run(planId, position, contact.id, action.contact, action.channel, parseDay(action.date), contact.rep, contact.segment, contact.territory, action.lift, action.cost, action.exploration ? 1 : 0, action.reason, action.campaign ?? null, action.alternatives === undefined ? null : JSON.stringify(action.alternatives));
  }
  return planId;
}

const PLAN_COLUMNS = `plans.id, problem_id AS problemId, problems.name AS problem, problems.hash AS problemHash, problems.inputs AS inputs, plans.made_at AS madeAt, solve_status AS status, method, seed,
  objective, bound, gap, cost, lift, reached, elapsed_ms AS elapsedMs, usage, conflicts, goal, state, approver, note, approved_at AS approvedAt, exported_at AS exportedAt,
  (SELECT count(*) FROM plan_actions WHERE plan_id = plans.id) AS actions`;

function parsePlan(row: unknown): StoredPlan {
  const stored = row as Omit<StoredPlan, 'inputs' | 'usage' | 'conflicts' | 'goal' | 'status'> & { inputs: string; usage: string; conflicts: string; goal: string | null; status: string };
  return {
    ...stored,
    status: SolveStatus.parse(stored.status),
    inputs: ProblemInputs.parse(JSON.parse(stored.inputs)),
    usage: z.array(RuleUsage).parse(JSON.parse(stored.usage)),
    conflicts: z.array(z.string()).parse(JSON.parse(stored.conflicts)),
    goal: stored.goal === null ? null : PlanGoal.parse(JSON.parse(stored.goal)),
  };
}

/** Drafts of suggestions that nobody accepted stay out of sight. */
const IS_HIDDEN = "plans.state = 'draft' AND EXISTS (SELECT 1 FROM rebalance_suggestions WHERE new_plan_id = plans.id AND rebalance_suggestions.state <> 'accepted')";

/** Plans newest first. */
export function readPlans(sqlite: Sqlite): StoredPlan[] {
  return sqlite.prepare(`SELECT ${PLAN_COLUMNS} FROM plans JOIN problems ON problems.id = plans.problem_id WHERE NOT (${IS_HIDDEN}) ORDER BY plans.id DESC`).all().map(parsePlan);
}

export function readPlan(sqlite: Sqlite, id: number): StoredPlan | null {
  const row = sqlite.prepare(`SELECT ${PLAN_COLUMNS} FROM plans JOIN problems ON problems.id = plans.problem_id WHERE plans.id = ?`).get(id);
  return row === undefined ? null : parsePlan(row);
}

/** What tells a plan from another that had its number before; null where there is none. */
export const readPlanVersion = (sqlite: Sqlite, id: number): string | null =>
  (sqlite.prepare("SELECT plans.made_at || ' ' || problems.hash FROM plans JOIN problems ON problems.id = plans.problem_id WHERE plans.id = ?").pluck().get(id) as string | undefined) ?? null;

/** What else was considered for an action, as stored; null in plans made before it was. */
export const readAlternatives = (stored: string | null): PlanAlternative[] | null => (stored === null ? null : z.array(PlanAlternative).parse(JSON.parse(stored)));

/** The plan in the public format, rebuilt from its rows; with what else was considered only where asked for: it is the larger part. */
export function readPlanDocument(sqlite: Sqlite, plan: StoredPlan, { withAlternatives = false } = {}): Plan {
  const actions = sqlite.prepare(`SELECT contact, channel, day, lift, cost, exploration, reason, campaign, ${withAlternatives ? 'alternatives' : 'NULL AS alternatives'} FROM plan_actions WHERE plan_id = ? ORDER BY position`).all(plan.id) as {
    contact: string;
    channel: string;
    day: number;
    lift: number;
    cost: number;
    exploration: number;
    reason: string;
    campaign: string | null;
    alternatives: string | null;
  }[];
  return Plan.parse({
    format: 'omnivor.plan/1',
    problem: plan.problem,
    status: plan.status,
    method: plan.method,
    seed: plan.seed,
    objective: plan.objective,
    bound: plan.bound,
    gap: plan.gap,
    cost: plan.cost,
    elapsedMs: plan.elapsedMs,
    actions: actions.map(({ contact, channel, day, lift, cost, exploration, reason, campaign, alternatives }) => {
      const considered = readAlternatives(alternatives);
      return { contact, channel, date: formatDay(day), lift, cost, exploration: exploration === 1, reason, ...(campaign === null ? {} : { campaign }), ...(considered === null ? {} : { alternatives: considered }) };
    }),
    usage: plan.usage,
    ...(plan.conflicts.length > 0 ? { conflicts: plan.conflicts } : {}),
    ...(plan.goal === null ? {} : { goal: plan.goal }),
  });
}

export function setApproval(sqlite: Sqlite, planId: number, approval: { approver: string; note: string; nowMs: number } | null): void {
  ormOf(sqlite)
    .update(plans)
    .set({ state: approval === null ? 'draft' : 'approved', approver: approval?.approver ?? null, note: approval?.note ?? null, approvedAt: approval?.nowMs ?? null, exportedAt: null })
    .where(eq(plans.id, planId))
    .run();
}

export function setExported(sqlite: Sqlite, planId: number, nowMs: number): void {
  ormOf(sqlite).update(plans).set({ state: 'exported', exportedAt: nowMs }).where(eq(plans.id, planId)).run();
}

/** Removes a plan with what was asked to change about it, and its problem where no other plan uses it. */
export function deletePlan(sqlite: Sqlite, plan: StoredPlan): void {
  const orm = ormOf(sqlite);
  sqlite.prepare('DELETE FROM challenges WHERE plan_id = ?').run(plan.id);
  orm.delete(plans).where(eq(plans.id, plan.id)).run();
  const users = orm.select({ id: plans.id }).from(plans).where(eq(plans.problemId, problems.id));
  orm.delete(problems).where(and(eq(problems.id, plan.problemId), notExists(users))).run();
}
