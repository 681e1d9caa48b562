import type { Analysis, AnalysisBody } from '../../../contract/what-if.ts';
import { applyChanges, listReps } from '../../../engine/allocation/what-if/apply-changes.ts';
import { describeChange } from '../../../engine/allocation/what-if/describe-change.ts';
import { withCheckedRule } from '../../../engine/allocation/what-if/price-ledger.ts';
import { limitOf } from '../../../engine/allocation/what-if/rule-limit.ts';
import { isCancelled } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { rulesOf, type AllocationProblem } from '../../../engine/model/allocation.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { PriceLedger, ProblemChange } from '../../../engine/model/what-if.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { insertProblem, readPlan, readStoredProblem, type ProblemInputs } from '../db/repositories/plan.ts';
import { deleteAnalysis, insertAnalysis, markKept, readAnalysedPlan, readAnalyses, readAnalysis, type StoredAnalysis } from '../db/repositories/plan-analysis.ts';
import type { JobContext } from '../jobs/job-runner.ts';
import type { Session } from '../session.ts';
import type { AllocationService } from './allocation.ts';
import { readBuiltProblem, readPlanningGround } from './build-problem.ts';
import { changeRules, editsBetween } from './changes-to-edits.ts';
import { hashJson } from './hash-json.ts';
import type { RuleService } from './rule.ts';
import { storePlan } from './store-plan.ts';

/** Most characters of a problem's name. */
const LONGEST_NAME = 200;
const KEPT = ' · what-if';
/** Seconds a diagnosis gets in all, beside the solve of each relaxation. */
const DIAGNOSIS_SECONDS = 300;
const SEED = 1;

type Found = { readonly body: AnalysisBody; readonly plan?: Plan };

/** Asks what would be: plans under changes, prices of rules, the frontier, and why rules cannot be kept together. */
export function createWhatIfService(context: CoreContext, allocation: AllocationService, rules: RuleService) {
  /** Hash of the rules as they are; empty where there are none to read. */
  const hashRules = (): string => {
    const current = rules.get();
    return current.ok ? hashJson(current.value) : '';
  };

  const store = async (session: Session, planId: number | null, { body, plan }: Found, rulesHash: string): Promise<Result<{ analysisId: number }>> => {
    const analysisId = await session.gate.run(() => {
      const { sqlite } = session.database;
      if (planId !== null && readPlan(sqlite, planId) === null) return null;
      return sqlite.transaction(() => insertAnalysis(sqlite, { planId, body, plan: plan ?? null, rulesHash, nowMs: context.clock.nowMs() })).immediate();
    });
    if (analysisId === null) return fail('NOT_FOUND', `Plan ${planId} was removed meanwhile.`);
    context.changes.publish(['plans']);
    return succeed({ analysisId });
  };

  /** Starts a job over the documents of a plan and stores what it finds. */
  const start = (kind: 'what_if' | 'prices' | 'frontier' | 'diagnose', planId: number, input: unknown, work: (documents: { plan: Plan; problem: AllocationProblem }, job: JobContext) => Promise<Result<Found>>): Result<{ jobId: string }> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    if (readPlan(session.value.database.sqlite, planId) === null) return fail('NOT_FOUND', `Plan ${planId} does not exist.`);
    const jobId = session.value.jobs.start(kind, input, async (job) => {
      const rulesHash = hashRules();
      const documents = allocation.documents(planId);
      if (!documents.ok) return documents;
      const found = await work(documents.value, job);
      return found.ok ? store(session.value, planId, found.value, rulesHash) : found;
    });
    return succeed({ jobId });
  };

  const needsPlan = (plan: Plan): Result<void> => (plan.actions.length === 0 ? fail('CONFLICT', 'The plan has no actions.', { hint: 'Diagnose why, or optimise under other rules.' }) : succeed(undefined));

  /** The ledger of prices a plan has; null without one. */
  const readLedger = (planId: number): PriceLedger | null => {
    const session = requireSession(context);
    const priced = session.ok ? readAnalyses(session.value.database.sqlite, planId).find(({ body }) => body.kind === 'prices') : undefined;
    return priced?.body.kind === 'prices' ? priced.body.ledger : null;
  };

  const withAnalysis = <T>(analysisId: number, work: (session: Session, analysis: StoredAnalysis) => T): T | Extract<Result<T>, { ok: false }> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const analysis = readAnalysis(session.value.database.sqlite, analysisId);
    return analysis === null ? fail('NOT_FOUND', `Analysis ${analysisId} does not exist.`) : work(session.value, analysis);
  };

  /** The reps of the workspace, read where a change speaks of one. */
  const repsNow = (current: PlanningRules, changes: readonly ProblemChange[]): readonly string[] => {
    const session = requireSession(context);
    const speaksOfReps = changes.some((change) => change.kind === 'periods' && change.limits.some(({ rep }) => rep !== undefined));
    return session.ok && speaksOfReps ? listReps(readPlanningGround(session.value.database.sqlite, current, { name: '', audience: null }).problem) : [];
  };

  /** What a changed problem was made from: where its rules are those of the workspace under the changes, these are its rules. */
  const changedInputs = (inputs: ProblemInputs, changes: readonly ProblemChange[]): ProblemInputs => {
    const current = rules.get();
    const isOfNow = current.ok && hashJson(current.value) === inputs.rulesHash;
    const changed = isOfNow ? changeRules(current.value, changes, repsNow(current.value, changes)) : null;
    return { ...inputs, rulesHash: changed?.ok === true ? hashJson(changed.value) : hashJson([inputs.rulesHash, changes]) };
  };

  return {
    /** A problem under changes; needs no workspace. */
    changeProblem: (problem: AllocationProblem, changes: readonly ProblemChange[]): Result<AllocationProblem> => applyChanges(problem, changes),
    run({ planId, changes, seconds }: { planId: number; changes: ProblemChange[]; seconds: number }): Result<{ jobId: string }> {
      return start('what_if', planId, { planId, changes }, async ({ plan, problem }, job) => {
        const tried = await context.engine.tryChanges({ problem, plan, changes, seconds, seed: SEED }, job);
        if (!tried.ok) return tried;
        if (isCancelled(job.cancel)) return fail('CANCELLED', 'Cancelled before the plan under the changes was found.');
        return succeed({ body: { kind: 'what_if', whatIf: tried.value.whatIf }, plan: tried.value.plan });
      });
    },
    prices({ planId, rule, seconds }: { planId: number; rule?: string | undefined; seconds: number }): Result<{ jobId: string }> {
      return start('prices', planId, { planId, rule }, async ({ plan, problem }, job) => {
        const ready = needsPlan(plan);
        if (!ready.ok) return ready;
        const found = rule === undefined ? null : rulesOf(problem).find(({ id }) => id === rule);
        if (found === undefined) return fail('UNKNOWN_REFERENCE', `Rule ${rule ?? ''} does not exist in plan ${planId}.`, { path: 'rule' });
        if (found !== null && limitOf(found, 0) === null) return fail('BAD_INPUT', `Rule ${found.id} has no number to move.`, { path: 'rule', hint: 'Drop it in a what-if.' });
        const ledger = await context.engine.priceRules({ problem, plan, rule, seconds, seed: SEED }, job);
        if (!ledger.ok) return ledger;
        if (rule === undefined) return succeed({ body: { kind: 'prices', ledger: ledger.value } });
        if (isCancelled(job.cancel)) return fail('CANCELLED', `Cancelled before ${rule} was checked.`);
        const kept = readLedger(planId);
        return succeed({ body: { kind: 'prices', ledger: kept === null ? ledger.value : withCheckedRule(kept, ledger.value, rule) } });
      });
    },
    frontier({ planId, rule, points, seconds }: { planId: number; rule?: string | undefined; points: number; seconds: number }): Result<{ jobId: string }> {
      return start('frontier', planId, { planId, rule, points }, async ({ plan, problem }, job) => {
        const ready = needsPlan(plan);
        if (!ready.ok) return ready;
        const frontier = await context.engine.traceFrontier({ problem, plan, rule, points, seconds, seed: SEED }, job);
        return frontier.ok ? succeed({ body: { kind: 'frontier', frontier: frontier.value } }) : frontier;
      });
    },
    diagnose({ planId, seconds }: { planId: number | null; seconds: number }): Result<{ jobId: string }> {
      const ask = async (problem: AllocationProblem, job: JobContext): Promise<Result<Found>> => {
        const diagnosis = await context.engine.diagnose({ problem, seconds, seed: SEED, totalSeconds: DIAGNOSIS_SECONDS }, job);
        if (!diagnosis.ok) return diagnosis;
        return isCancelled(job.cancel) ? fail('CANCELLED', 'Cancelled before the rules were looked through.') : succeed({ body: { kind: 'diagnosis', diagnosis: diagnosis.value } });
      };
      if (planId !== null) return start('diagnose', planId, { planId }, ({ problem }, job) => ask(problem, job));
      const session = requireSession(context);
      if (!session.ok) return session;
      const jobId = session.value.jobs.start('diagnose', { planId }, async (job) => {
        const rulesHash = hashRules();
        const problem = await allocation.problemNow(job);
        if (!problem.ok) return problem;
        const found = await ask(problem.value, job);
        return found.ok ? store(session.value, null, found.value, rulesHash) : found;
      });
      return succeed({ jobId });
    },
    list(planId: number | null): Result<Analysis[]> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const now = hashRules();
      return succeed(readAnalyses(session.value.database.sqlite, planId).map(({ rulesHash, ...analysis }) => ({ ...analysis, isRulesChanged: rulesHash !== now })));
    },
    async keep(analysisId: number): Promise<Result<{ planId: number }>> {
      return withAnalysis(analysisId, async (session, { planId, body, keptAs }): Promise<Result<{ planId: number }>> => {
        const { sqlite } = session.database;
        const plan = readAnalysedPlan(sqlite, analysisId);
        const source = planId === null ? null : readPlan(sqlite, planId);
        const stored = source === null ? null : readStoredProblem(sqlite, source.problemId);
        if (body.kind !== 'what_if' || plan === null || stored === null) return fail('BAD_INPUT', `Analysis ${analysisId} holds no plan.`, { path: 'analysisId' });
        if (keptAs !== null && readPlan(sqlite, keptAs) !== null) return fail('CONFLICT', `It is kept already, as plan ${keptAs}.`);
        const changed = applyChanges(stored.problem, body.whatIf.changes);
        if (!changed.ok) return changed;
        const name = `${stored.problem.name.slice(0, LONGEST_NAME - KEPT.length)}${KEPT}`;
        const problem = { ...changed.value, name };
        const problemId = await session.gate.run(() => insertProblem(sqlite, problem, { hash: hashJson(problem), inputs: changedInputs(stored.inputs, body.whatIf.changes), nowMs: context.clock.nowMs() }));
        const built = readBuiltProblem(sqlite, problemId);
        if (!built.ok) return built;
        const keptId = await storePlan(context, session, built.value, { ...plan, problem: name });
        await session.gate.run(() => markKept(sqlite, analysisId, keptId));
        context.changes.publish(['plans']);
        return succeed({ planId: keptId });
      });
    },
    saveRules(changes: ProblemChange[]): Promise<Result<PlanningRules>> {
      const current = rules.get();
      if (!current.ok) return Promise.resolve(current);
      const changed = changeRules(current.value, changes, repsNow(current.value, changes));
      if (!changed.ok) return Promise.resolve(changed);
      const edits = editsBetween(current.value, changed.value);
      if (!edits.ok) return Promise.resolve(edits);
      const words = changes.map((change) => describeChange({ ...current.value, ...NO_CONTACTS, name: '' }, change)).join(', ');
      return rules.editAll(`Save changes: ${words}`.slice(0, LONGEST_NAME), edits.value);
    },
    async remove(analysisId: number): Promise<Result<void>> {
      return withAnalysis(analysisId, async (session): Promise<Result<void>> => {
        await session.gate.run(() => deleteAnalysis(session.database.sqlite, analysisId));
        context.changes.publish(['plans']);
        return succeed(undefined);
      });
    },
  };
}
const NO_CONTACTS = { format: 'omnivor.allocation/1', contacts: { ids: [], value: [], response: {} } } as const satisfies Partial<AllocationProblem>;
export type WhatIfService = ReturnType<typeof createWhatIfService>;
