import type { z } from 'zod';
import type { FairShare, PlanActionRow, PlanDetail, PlanSummary, SettledRow } from '../../../contract/allocation.ts';
import { findBookingConflicts } from '../../../engine/allocation/booking-conflicts.ts';
import { toHeldEntries, type Held } from '../../../engine/allocation/held-problem.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { addFeedback } from '../../../engine/feedback/feedback-rules.ts';
import { findCounted } from '../../../engine/constraints/counted-actions.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { rulesOf, type AllocationProblem, type Horizon } from '../../../engine/model/allocation.ts';
import type { Plan, SolveMethod } from '../../../engine/model/plan.ts';
import type { RangeSettings } from '../../../engine/model/plan-range.ts';
import type { JobContext } from '../jobs/job-runner.ts';
import { createProgressHistory, type ProgressHistory, type ProgressPoint } from '../jobs/progress-history.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Database, Sqlite } from '../db/connection.ts';
import { readAudience } from '../db/repositories/audience.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { continueExecution, endExecution, type StoredExecution } from '../db/repositories/execution.ts';
import { deletePlan, hasProblem, readPlan, readPlanDocument, readPlans, readProblem, setApproval, type ProblemChanges, type StoredPlan } from '../db/repositories/plan.ts';
import { insertPlanProgress, readPlanProgress } from '../db/repositories/plan-progress.ts';
import { readActionPage, type ActionQuery, type ActionSortColumn } from '../db/repositories/plan-action.ts';
import { readAcceptedOnContacts } from '../db/repositories/feedback.ts';
import { readSettlements } from '../db/repositories/plan-settlement.ts';
import { readBasePlan, readOrigin } from '../db/repositories/suggestion.ts';
import { createContactNames } from '../db/repositories/reservation.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { SolveOptions } from '../../workers/engine-api.ts';
import type { Session } from '../session.ts';
import { buildProblem, defaultProblemName, readBuiltProblem, readInputs, type BuiltProblem } from './build-problem.ts';
import { describePlan, describeStaleness, summarisePlan } from './plan-view.ts';
import { addFairShare } from './fair-share.ts';
import { createPlanFiles } from './plan-files.ts';
import { createCampaignChangeReader, readCampaignPart, type CampaignPart } from './plan-campaigns.ts';
import { playStoredPlan } from './play-plan.ts';
import { findPlanBreaches } from './plan-breaches.ts';
import { bookPlan, readHeldInLedger, releasePlan, type HeldInLedger } from './ledger.ts';
import { checkUndone } from './rebalance-problem.ts';
import type { ResponseService } from './response.ts';
import { applyChanges, dropsRules } from './problem-changes.ts';
import { countColumns } from './problem-size.ts';
import { storePlan } from './store-plan.ts';
import type { RuleService } from './rule.ts';

export interface SolveInput {
  readonly method: SolveMethod;
  readonly seconds: number;
  readonly gap: number;
  readonly seed: number;
  readonly audienceId?: number | undefined;
  readonly name?: string | undefined;
  /** Plan as if other plans held nothing; what is done or promised by hand always counts. */
  readonly replace?: boolean | undefined;
  /** Campaigns the plan is for; none = a plan of no campaign. */
  readonly campaigns?: readonly string[] | undefined;
  /** Day on which reservations are looked at; as stored where left out. */
  readonly asOf?: string | undefined;
  readonly fairShare?: FairShare | undefined;
  /** What it takes otherwise than the rules of the workspace. */
  readonly changes?: ProblemChanges | undefined;
  /** Plan whose accepted challenges are rules of this solve. */
  readonly feedbackOf?: number | undefined;
  /** A stored problem to solve as it stands, in place of one built from the workspace. */
  readonly problemId?: number | undefined;
  /** How the plan is played once it is stored, as a job of its own; not at all where left out. */
  readonly range?: RangeSettings | undefined;
}

type ActionPageQuery = Omit<ActionQuery, 'scope' | 'sort'> & {
  readonly sort?: { column: ActionSortColumn; direction: 'asc' | 'desc' } | undefined;
  readonly constraint?: string | undefined;
  readonly period?: string | undefined;
};

/**
 * Problems kept parsed, so that paging through a plan does not unpack its problem every time. They are kept by their hash:
 * numbers come back after a removal or a restore.
 */
const CACHED_PROBLEMS = 4;
/** Runs whose progress is kept in memory, the newest; a stored plan keeps its own. */
const KEPT_HISTORIES = 8;
/** Most characters of a problem's name. */
const LONGEST_NAME = 200;

/** First and last day of a horizon. */
function daysOf({ start, days }: Horizon): { fromDay: number; toDay: number } {
  const fromDay = parseDay(start) ?? 0;
  return { fromDay, toDay: fromDay + days - 1 };
}

/** What a plan is approved in: its problem and actions, the rules of now over its days, and what others hold there. */
interface Surroundings {
  readonly problem: AllocationProblem;
  readonly current: PlanningRules;
  readonly actions: Plan['actions'];
  readonly held: HeldInLedger;
}

/** Optimises, reads plans, approves and exports them. */
export function createAllocationService(context: CoreContext, rules: RuleService, response: ResponseService) {
  const problems = new Map<string, AllocationProblem>();
  const describeCampaignChanges = createCampaignChangeReader();
  const histories = new Map<string, ProgressHistory>();

  const problemOf = (session: Session, { problemId, problemHash }: StoredPlan): AllocationProblem => {
    const cached = problems.get(problemHash);
    if (cached !== undefined) return cached;
    const problem = readProblem(session.database.sqlite, problemId);
    problems.set(problemHash, problem);
    const oldest = problems.keys().next();
    if (problems.size > CACHED_PROBLEMS && oldest.done !== true) problems.delete(oldest.value);
    return problem;
  };

  const audienceOf = (sqlite: Sqlite, id: number | null | undefined) => (id == null ? null : readAudience(sqlite, id));

  const staleReasons = (session: Session, plan: StoredPlan): string[] => {
    const current = rules.get();
    if (!current.ok) return [];
    const { sqlite } = session.database;
    const { audienceId, planned, changes } = plan.inputs;
    return [...describeStaleness(plan.inputs, readInputs(sqlite, applyChanges(current.value, changes), audienceOf(sqlite, audienceId))), ...(planned === undefined ? [] : describeCampaignChanges(sqlite, applyChanges(current.value, changes), planned))];
  };

  const summary = (session: Session, plan: StoredPlan): PlanSummary => summarisePlan(plan, problemOf(session, plan), staleReasons(session, plan));

  const withPlan = <T>(planId: number, work: (session: Session, plan: StoredPlan) => Result<T>): Result<T> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const plan = readPlan(session.value.database.sqlite, planId);
    return plan === null ? fail('NOT_FOUND', `Plan ${planId} does not exist.`) : work(session.value, plan);
  };

  const build = (session: Session, input: Omit<SolveInput, keyof SolveOptions>): Result<BuiltProblem> => {
    const known = rules.get();
    if (!known.ok) return known;
    const stored = applyChanges(known.value, input.changes);
    const { sqlite } = session.database;
    const answered = input.feedbackOf === undefined ? null : readPlan(sqlite, input.feedbackOf);
    const current = answered === null ? stored : addFeedback(stored, readAcceptedOnContacts(sqlite, answered.id));
    /** A solve with feedback is for whom the plan was for that the feedback is about. */
    const { audienceId, ids = [] } = answered === null ? { audienceId: input.audienceId, ids: input.campaigns } : { audienceId: answered.inputs.audienceId ?? undefined, ids: answered.inputs.planned?.campaigns.map(({ id }) => id) };
    const audience = audienceOf(sqlite, audienceId);
    if (audienceId !== undefined && audience === null) return fail('NOT_FOUND', `Audience ${audienceId} does not exist.`);
    const { asOf } = input;
    if (audience !== null && ids.length > 0) return fail('BAD_INPUT', 'A plan for campaigns is for their audiences.', { path: 'audienceId', hint: 'Choose campaigns or an audience.' });
    const campaigns = readCampaignPart(sqlite, current, { campaigns: ids, asOf });
    if (!campaigns.ok) return campaigns;
    const { booked, lasting } = readHeldInLedger(sqlite, daysOf(current.horizon), null, current);
    const held = toHeldEntries(input.replace === true ? lasting : [...booked, ...lasting], current);
    const built = buildProblem(sqlite, current, { name: input.name ?? nameProblem(current, campaigns.value), audience, held, campaigns: campaigns.value });
    if (!built.ok) return built;
    const changed = input.changes === undefined ? {} : { changes: input.changes };
    const fed = answered === null ? {} : { ...readInputs(sqlite, stored, audience), feedbackOf: answered.id };
    return succeed({ ...built.value, inputs: { ...built.value.inputs, ...fed, ...changed } });
  };

  const nameProblem = (current: PlanningRules, { inputs }: CampaignPart): string => [...inputs.campaigns.map(({ name }) => name), defaultProblemName(current)].join(', ').slice(0, LONGEST_NAME);

  /** Solves and keeps how best and bound come together. */
  const solveNoted = (problem: AllocationProblem, input: SolveInput & Pick<SolveOptions, 'alternatives' | 'warmStart'>, job: JobContext): Promise<Result<Plan>> => {
    const history = createProgressHistory();
    const startMs = context.clock.nowMs();
    histories.set(job.jobId, history);
    const oldest = histories.keys().next();
    if (histories.size > KEPT_HISTORIES && oldest.done !== true) histories.delete(oldest.value);
    return context.engine.solve(problem, input, {
      cancel: job.cancel,
      report(progress) {
        history.note(context.clock.nowMs() - startMs, progress.best, progress.bound);
        job.report(progress);
      },
    });
  };

  /** The plan that feedback is about: a solve with that feedback starts from it, but for a greedy one, which is asked for anew. */
  const findStart = (session: Session, { feedbackOf, method }: SolveInput): SolveOptions['warmStart'] => {
    const { sqlite } = session.database;
    const plan = feedbackOf === undefined || method === 'greedy' ? null : readPlan(sqlite, feedbackOf);
    return plan === null ? undefined : { actions: readPlanDocument(sqlite, plan).actions, usage: plan.usage };
  };

  /** Fits where needed, builds, solves and stores; a cancelled solve still stores the best plan so far. */
  const runSolve = async (session: Session, input: SolveInput, job: JobContext): Promise<Result<{ planId: number }>> => {
    if (input.problemId === undefined) {
      const fitted = await response.ensureFresh(session, job);
      if (!fitted.ok) return fitted;
    }
    job.report({ phase: 'Metabolizing constraints', done: 0, total: null });
    const built = input.problemId === undefined ? build(session, input) : readBuiltProblem(session.database.sqlite, input.problemId);
    if (!built.ok) return built;
    const shared = input.fairShare === undefined ? built : await addFairShare(built.value, input.fairShare, (problem) => context.engine.solve(problem, { ...input, method: 'greedy' }, job));
    if (!shared.ok) return shared;
    const plan = await solveNoted(shared.value.problem, { ...input, alternatives: true, warmStart: findStart(session, input) }, job);
    if (!plan.ok) return plan;
    const planId = await storePlan(context, session, shared.value, plan.value);
    const points = histories.get(job.jobId)?.list() ?? [];
    const columns = countColumns(shared.value.problem.contacts.ids.length, shared.value.problem);
    await session.gate.run(() => insertPlanProgress(session.database.sqlite, planId, columns, points));
    if (input.range !== undefined && plan.value.actions.length > 0) playStoredPlan(context, session, { planId, plan: plan.value, problem: shared.value.problem }, input.range);
    context.changes.publish(['plans']);
    return succeed({ planId });
  };

  /** Checks a plan and acts on it in one step: what was allowed still holds when it is written. */
  const decide = async <T>(planId: number, check: (session: Session, plan: StoredPlan) => Result<T>, act: (sqlite: Sqlite, plan: StoredPlan, allowed: T) => void): Promise<Result<void>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    return session.value.gate.run(() => {
      const { sqlite } = session.value.database;
      const decided = sqlite
        .transaction((): Result<void> => {
          const allowed = withPlan(planId, (open, plan) => {
            const checked = check(open, plan);
            return checked.ok ? succeed({ plan, value: checked.value }) : checked;
          });
          if (!allowed.ok) return allowed;
          act(sqlite, allowed.value.plan, allowed.value.value);
          return succeed(undefined);
        })
        .immediate();
      if (decided.ok) context.changes.publish(['plans', 'decisions', 'ledger', 'executions', 'edits']);
      return decided;
    });
  };

  /** Takes an approval back, ends its execution and releases what the plan still holds; call inside a transaction. */
  const withdrawPlan = (sqlite: Sqlite, plan: StoredPlan, { actor, reason, nowMs }: { actor: string; reason: string; nowMs: number }): StoredExecution | null => {
    const execution = endExecution(sqlite, plan.id);
    setApproval(sqlite, plan.id, null);
    releasePlan(sqlite, plan.id, nowMs);
    appendDecision(sqlite, { at: nowMs, actor, kind: 'withdraw', subject: `plan ${plan.id}`, detail: { reason, was: plan.state, approver: plan.approver } });
    return execution;
  };

  /** What others hold; a version of a plan takes over what that one still has booked, and stands beside what it has done. */
  const readHeldBeside = (sqlite: Sqlite, { id }: StoredPlan, current: PlanningRules): HeldInLedger => {
    const base = readBasePlan(sqlite, id);
    return readHeldInLedger(sqlite, daysOf(current.horizon), base === null ? id : [id, base], current, { keepsDone: base !== null });
  };

  /** The approved plan that a version takes the place of. */
  const listReplaced = (sqlite: Sqlite, { id }: StoredPlan): StoredPlan[] => {
    const base = readBasePlan(sqlite, id);
    const plan = base === null ? null : readPlan(sqlite, base);
    return plan === null || plan.state === 'draft' ? [] : [plan];
  };

  const readSurroundings = (session: Session, plan: StoredPlan): Result<Surroundings> => {
    const now = rules.get();
    if (!now.ok) return now;
    const { sqlite } = session.database;
    const problem = problemOf(session, plan);
    const current = { ...now.value, horizon: problem.horizon };
    return succeed({ problem, current, actions: readPlanDocument(sqlite, plan).actions, held: readHeldBeside(sqlite, plan, current) });
  };

  /** Plans that have to go for this one: none where there is room beside them, a fault where there is not and they may not be replaced. */
  const checkRoom = ({ sqlite }: Database, plan: StoredPlan, { problem, actions, held: { plans, booked, lasting } }: Surroundings, mayReplace: boolean): Result<StoredPlan[]> => {
    const sum = (rows: readonly Held[]): number => rows.reduce((total, row) => total + row.actions, 0);
    const [first, ...more] = findBookingConflicts(problem, actions, [...booked, ...lasting]);
    if (first === undefined) return succeed([]);
    const [fixed] = findBookingConflicts(problem, actions, lasting);
    if (fixed !== undefined) return fail('CONFLICT', `${sum(lasting)} actions of these days are done or promised by hand. Together with plan ${plan.id} a limit breaks: ${fixed.message}.`, { hint: 'Optimise again with tighter limits.' });
    if (mayReplace) return succeed(plans.flatMap((id) => readPlan(sqlite, id) ?? []));
    const holders = plans.join(', ');
    return fail('CONFLICT', `Plan ${holders} holds ${sum(booked)} actions in these days. Together ${more.length === 0 ? 'a limit breaks' : `${more.length + 1} limits break, the first`}: ${first.message}.`, { path: 'replace', hint: `Replace plan ${holders}, or withdraw its approval.` });
  };

  /** Refuses a plan that was made under other rules than today's and breaks one of them. */
  const checkRulesNow = ({ sqlite }: Database, plan: StoredPlan, { current, actions, held: { booked, lasting } }: Surroundings, mayReplace: boolean): Result<void> => {
    const breaches = findPlanBreaches(sqlite, current, { plan, actions, held: mayReplace ? lasting : [...booked, ...lasting] });
    if (!breaches.ok) return breaches;
    const [first, ...more] = breaches.value;
    if (first === undefined) return succeed(undefined);
    return fail('CONFLICT', `Plan ${plan.id} breaks the rules as they are now${more.length === 0 ? '' : ` in ${more.length + 1} places, the first`}: ${first.message}.`, { hint: 'Optimise again.' });
  };

  const summaryOf = (planId: number): Result<PlanSummary> => withPlan(planId, (session, plan) => succeed(summary(session, plan)));

  const service = {
    solve(input: SolveInput): Result<{ jobId: string }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      if (input.problemId !== undefined && !hasProblem(session.value.database.sqlite, input.problemId)) return fail('NOT_FOUND', `Problem ${input.problemId} does not exist.`, { path: 'problemId' });
      if (input.feedbackOf !== undefined && readPlan(session.value.database.sqlite, input.feedbackOf) === null) return fail('NOT_FOUND', `Plan ${input.feedbackOf} does not exist.`, { path: 'feedbackOf' });
      const jobId = session.value.jobs.start('solve', input, (job) => runSolve(session.value, input, job));
      return succeed({ jobId });
    },
    /** How best and bound came together: of a run under way or just ended, or of a stored plan. */
    progress: (of: { jobId: string } | { planId: number }): Result<readonly ProgressPoint[]> => {
      if ('jobId' in of) return succeed(histories.get(of.jobId)?.list() ?? []);
      return withPlan(of.planId, (session, plan) => succeed(readPlanProgress(session.database.sqlite, plan.id)));
    },
    list(): Result<PlanSummary[]> {
      const session = requireSession(context);
      return session.ok ? succeed(readPlans(session.value.database.sqlite).map((plan) => summary(session.value, plan))) : session;
    },
    get: (planId: number): Result<z.infer<typeof PlanDetail>> =>
      withPlan(planId, (session, plan) => succeed(describePlan(session.database.sqlite, plan, problemOf(session, plan), staleReasons(session, plan)))),
    /** The problem that Optimize would solve now, for everybody. */
    async problemNow(job: JobContext): Promise<Result<AllocationProblem>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const fitted = await response.ensureFresh(session.value, job);
      if (!fitted.ok) return fitted;
      const built = build(session.value, {});
      return built.ok ? succeed(built.value.problem) : built;
    },
    /** A plan with its problem, as stored. */
    stored: (planId: number): Result<{ session: Session; plan: StoredPlan; problem: AllocationProblem }> => withPlan(planId, (session, plan) => succeed({ session, plan, problem: problemOf(session, plan) })),
    /** Plan and problem as documents of the public formats, without what else was considered. */
    documents: (planId: number): Result<{ plan: Plan; problem: AllocationProblem }> =>
      withPlan(planId, (session, plan) => succeed({ plan: readPlanDocument(session.database.sqlite, plan), problem: problemOf(session, plan) })),
    actions: (query: ActionPageQuery): Result<{ total: number; cost: number; lift: number; rows: z.infer<typeof PlanActionRow>[] }> =>
      withPlan(query.planId, (session, plan) => {
        const { constraint: constraintId, period, ...rest } = query;
        if (constraintId === undefined) return succeed(readActionPage(session.database.sqlite, rest));
        const problem = problemOf(session, plan);
        const constraint = rulesOf(problem).find((rule) => rule.id === constraintId);
        if (constraint === undefined) return fail('NOT_FOUND', `Rule ${constraintId} is not part of this plan.`);
        return succeed(readActionPage(session.database.sqlite, { ...rest, counted: findCounted(constraint, period, problem) }));
      }),
    settled: ({ planId, offset, limit }: { planId: number; offset: number; limit: number }): Result<{ total: number; rows: z.infer<typeof SettledRow>[] }> =>
      withPlan(planId, (session, { inputs }) => {
        const campaigns = inputs.planned?.campaigns ?? [];
        const { total, rows } = readSettlements(session.database.sqlite, planId, { offset, limit });
        const contactName = createContactNames(session.database.sqlite);
        const nameOf = (id: string): string => campaigns.find((one) => one.id === id)?.name ?? id;
        return succeed({ total, rows: rows.map((row) => ({ ...row, contactName: contactName(row.contact), winner: nameOf(row.winner), loser: nameOf(row.loser) })) });
      }),
    /** Approves a draft and books it. A stale one that breaks a rule of now is refused. Where what is held already leaves no room, nothing changes unless `replace` withdraws the plans that hold it. */
    async approve(input: { planId: number; approver: string; note: string; acceptStale: boolean; replace: boolean }): Promise<Result<PlanSummary>> {
      const decided = await decide(
        input.planId,
        (session, plan) => {
          if (plan.state !== 'draft') return fail('CONFLICT', `Plan ${plan.id} is already ${plan.state}.`);
          if (plan.status === 'infeasible') return fail('CONFLICT', `Plan ${plan.id} is infeasible: ${plan.conflicts.length} rules contradict each other.`, { hint: 'Loosen a rule and optimise again.' });
          if (plan.conflicts.length > 0) return fail('CONFLICT', `Plan ${plan.id} misses ${plan.conflicts.length} targets: ${plan.conflicts.join(' ')}`, { hint: 'Give it more time, or loosen a rule.' });
          const stale = staleReasons(session, plan);
          if (stale.length > 0 && !input.acceptStale) return fail('STALE', `Plan ${plan.id} is stale: ${stale.join(', ')}.`, { hint: 'Optimise again, or approve it as it is.' });
          const origin = readOrigin(session.database.sqlite, plan.id);
          const undone = origin === null ? succeed(undefined) : checkUndone(session.database.sqlite, origin);
          if (!undone.ok) return undone;
          const around = readSurroundings(session, plan);
          if (!around.ok) return around;
          const room = checkRoom(session.database, plan, around.value, input.replace);
          if (!room.ok) return room;
          const kept = stale.length === 0 && !dropsRules(around.value.current, plan.inputs.changes) ? succeed(undefined) : checkRulesNow(session.database, plan, around.value, input.replace);
          const versions = listReplaced(session.database.sqlite, plan);
          return kept.ok ? succeed({ stale, replaced: [...versions, ...room.value.filter(({ id }) => versions.every((version) => version.id !== id))] }) : kept;
        },
        (sqlite, { id, actions, cost, lift, problemHash }, { stale, replaced }) => {
          const nowMs = context.clock.nowMs();
          const base = readBasePlan(sqlite, id);
          let carriedOn: StoredExecution | null = null;
          for (const other of replaced) {
            const execution = withdrawPlan(sqlite, other, { actor: input.approver, reason: `Replaced by plan ${id}`, nowMs });
            if (other.id === base) carriedOn = execution;
          }
          setApproval(sqlite, id, { approver: input.approver, note: input.note, nowMs });
          bookPlan(sqlite, id, nowMs);
          if (carriedOn !== null) continueExecution(sqlite, carriedOn, id);
          appendDecision(sqlite, { at: nowMs, actor: input.approver, kind: 'approve', subject: `plan ${id}`, detail: { note: input.note, actions, cost, lift, problemHash, stale, ...(replaced.length === 0 ? {} : { replaced: replaced.map((other) => other.id) }) } });
        },
      );
      return decided.ok ? summaryOf(input.planId) : decided;
    },
    async withdraw(input: { planId: number; actor: string; reason: string }): Promise<Result<PlanSummary>> {
      const decided = await decide(
        input.planId,
        (_session, plan) => (plan.state === 'draft' ? fail('CONFLICT', `Plan ${plan.id} is not approved.`) : succeed(undefined)),
        (sqlite, plan) => {
          withdrawPlan(sqlite, plan, { actor: input.actor, reason: input.reason, nowMs: context.clock.nowMs() });
        },
      );
      return decided.ok ? summaryOf(input.planId) : decided;
    },
    remove(planId: number): Promise<Result<void>> {
      return decide(
        planId,
        (_session, plan) => (plan.state === 'draft' ? succeed(undefined) : fail('CONFLICT', `Plan ${planId} is ${plan.state}.`, { hint: 'Withdraw the approval first.' })),
        (sqlite, plan) => {
          deletePlan(sqlite, plan);
          appendDecision(sqlite, { at: context.clock.nowMs(), actor: 'planner', kind: 'remove', subject: `plan ${plan.id}`, detail: { problem: plan.problem, problemHash: plan.problemHash, actions: plan.actions } });
        },
      );
    },
    ...createPlanFiles(context),
  };
  return service;
}
export type AllocationService = ReturnType<typeof createAllocationService>;
