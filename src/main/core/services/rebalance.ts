import type { ChangeKind, PlanChange, RebalanceTrigger, SuggestionOptions } from '../../../engine/model/rebalance.ts';
import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import type { PlannedBefore } from '../../../engine/allocation/rebalance/rebalance-options.ts';
import type { Rebalanced } from '../../../engine/allocation/rebalance/rebalance-plan.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { readLastEntry } from '../db/repositories/ledger.ts';
import { deletePlan, readPlan } from '../db/repositories/plan.ts';
import { deleteSuggestion, dropUndoneSteps, insertSuggestion, putDecided, readChanges, readOpen, readSuggestion, type StoredSuggestion } from '../db/repositories/suggestion.ts';
import type { JobContext } from '../jobs/job-runner.ts';
import type { Session } from '../session.ts';
import type { BuiltProblem } from './build-problem.ts';
import type { EditService } from './edit.ts';
import type { ExecutionService } from './execution.ts';
import { listLate, listRemaining } from './execution-triggers.ts';
import { hashJson } from './hash-json.ts';
import { buildRemaining, checkUndone } from './rebalance-problem.ts';
import type { ResponseService } from './response.ts';
import type { RuleService } from './rule.ts';
import { writePlan } from './store-plan.ts';

export interface SuggestInput {
  readonly planId: number;
  readonly frozenUntil?: string | undefined;
  readonly publishedUntil?: string | undefined;
  readonly changePrice?: number | undefined;
  readonly seconds?: number | undefined;
  /** What asked for it; by hand where left out. */
  readonly triggers?: readonly RebalanceTrigger[] | undefined;
}

const SECONDS = 20;
const byHand: RebalanceTrigger = { kind: 'hand', message: 'Asked for by the planner.', actions: 0 };

/** Works rebalanced versions of running plans out. Nothing about a plan changes until a version is accepted and approved. */
export function createRebalanceService(context: CoreContext, edits: EditService, rules: RuleService, response: ResponseService, executions: ExecutionService) {
  const store = (session: Session, planId: number, built: BuiltProblem, { plan, problem, summary, changes }: Rebalanced, triggers: readonly RebalanceTrigger[], options: SuggestionOptions): Promise<Result<number>> =>
    session.gate.run(() => {
      const { sqlite } = session.database;
      const nowMs = context.clock.nowMs();
      return sqlite
        .transaction((): Result<number> => {
          const base = readPlan(sqlite, planId);
          if (base === null || base.state === 'draft') return fail('CONFLICT', `Plan ${planId} was ${base === null ? 'removed' : 'withdrawn'} while it was rebalanced.`);
          for (const { id, newPlanId } of readOpen(sqlite, planId)) {
            deleteSuggestion(sqlite, id);
            const draft = newPlanId === null ? null : readPlan(sqlite, newPlanId);
            if (draft?.state === 'draft') deletePlan(sqlite, draft);
          }
          dropUndoneSteps(sqlite);
          const newPlanId = writePlan(sqlite, { nowMs, appVersion: context.appVersion }, { ...built, problem, hash: hashJson(problem) }, plan);
          return succeed(insertSuggestion(sqlite, { planId, newPlanId, madeAt: nowMs, triggers, options, summary }, changes));
        })
        .immediate();
    });

  /** Changes that were paged through last: they never change, and unpacking them all for every page is dear. */
  let paged: { readonly key: string; readonly changes: readonly PlanChange[] } | null = null;

  const run = async (session: Session, input: SuggestInput, job: JobContext): Promise<Result<{ suggestionId: number }>> => {
    const fitted = await response.ensureFresh(session, job);
    if (!fitted.ok) return fitted;
    const current = rules.get();
    if (!current.ok) return current;
    const open = executions.remaining(input.planId);
    if (!open.ok) return open;
    const { board, plan, settings, execution } = open.value;
    const lastEntry = readLastEntry(session.database.sqlite);
    const { today } = board;
    const remaining = buildRemaining(session.database.sqlite, current.value, plan, { isPriced: true, today });
    if (!remaining.ok) return remaining;
    const { built } = remaining.value;
    if (built === null) throw new Error('The problem of a rebalancing is priced.');
    const frozenFrom = Math.max(today, parseDay(input.frozenUntil ?? '') ?? today + settings.frozenDays);
    const options: SuggestionOptions = {
      today: formatDay(today),
      frozenUntil: formatDay(frozenFrom),
      publishedUntil: input.publishedUntil ?? formatDay(Math.max(today, horizonDays(built.problem.horizon).fromDay) + settings.publishedDays - 1),
      changePrice: input.changePrice ?? settings.changePrice,
      lastEntry,
    };
    const triggers = [...(input.triggers ?? [byHand])];
    const late = listLate(board, settings, execution?.pausedDay ?? null);
    const work = ({ frozenUntil, publishedUntil, changePrice }: SuggestionOptions, before: readonly PlannedBefore[]) =>
      context.engine.rebalance({ problem: built.problem, before, options: { frozenUntil, publishedUntil, changePrice, usage: plan.usage, seconds: input.seconds ?? SECONDS, seed: 1 } }, job);
    let answer = await work(options, [...listRemaining(board), ...late]);
    let used = options;
    if (!answer.ok && answer.fault.code === 'CONFLICT' && input.frozenUntil === undefined && (frozenFrom > today || late.length > 0)) {
      triggers.push({ kind: 'rule', message: `Nothing is frozen: ${answer.fault.message}`, actions: 0 });
      used = { ...options, frozenUntil: options.today };
      answer = await work(used, [...listRemaining(board), ...late.map((action): PlannedBefore => ({ ...action, late: 'open' }))]);
    }
    if (!answer.ok) return answer;
    const stored = await store(session, input.planId, built, answer.value, triggers, used);
    if (!stored.ok) return stored;
    context.changes.publish(['executions']);
    return succeed({ suggestionId: stored.value });
  };

  const withSuggestion = <T>(id: number, work: (session: Session, suggestion: StoredSuggestion) => Result<T>): Result<T> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const suggestion = readSuggestion(session.value.database.sqlite, id);
    return suggestion === null ? fail('NOT_FOUND', `Suggestion ${id} does not exist.`, { path: 'suggestionId' }) : work(session.value, suggestion);
  };
  const withOpen = <T>(id: number, work: (session: Session, suggestion: StoredSuggestion) => Result<T>): Result<T> =>
    withSuggestion(id, (session, suggestion) => (suggestion.state === 'open' ? work(session, suggestion) : fail('CONFLICT', `Suggestion ${id} is already ${suggestion.state}.`)));

  return {
    suggest(input: SuggestInput): Result<{ jobId: string }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const known = executions.isApproved(input.planId);
      if (!known.ok) return known;
      return succeed({ jobId: session.value.jobs.start('rebalance', input, (job) => run(session.value, input, job)) });
    },
    changes: ({ suggestionId, kind, offset, limit }: { suggestionId: number; kind?: ChangeKind | undefined; offset: number; limit: number }): Result<{ total: number; rows: PlanChange[] }> =>
      withSuggestion(suggestionId, (session, { madeAt, summary }) => {
        const { sqlite, path } = session.database;
        // A number comes back once its suggestion made way for a newer one.
        const key = JSON.stringify([path, suggestionId, madeAt, summary]);
        if (paged?.key !== key) paged = { key, changes: readChanges(sqlite, suggestionId) };
        const rows = paged.changes.filter((change) => kind === undefined || change.kind === kind);
        return succeed({ total: rows.length, rows: rows.slice(offset, offset + limit) });
      }),
    accept: ({ suggestionId, actor }: { suggestionId: number; actor: string }): Promise<Result<{ planId: number }>> =>
      edits.run(
        'Accept a rebalancing',
        (recorder, sqlite) =>
          withOpen(suggestionId, (_session, suggestion) => {
            const { planId, newPlanId, summary } = suggestion;
            if (newPlanId === null) return fail('STALE', `The plan of suggestion ${suggestionId} is gone.`, { hint: 'Work it out again.' });
            if (readPlan(sqlite, planId)?.state === 'draft') return fail('CONFLICT', `Plan ${planId} is withdrawn.`);
            const current = checkUndone(sqlite, suggestion);
            if (!current.ok) return current;
            const nowMs = context.clock.nowMs();
            putDecided(recorder, suggestion, { state: 'accepted', reason: '', nowMs });
            appendDecision(sqlite, { at: nowMs, actor, kind: 'rebalance', subject: `plan ${planId}`, detail: { version: newPlanId, gain: summary.gain, changed: summary.counts.changed, disruption: summary.disruption, ...(summary.late === undefined ? {} : { late: summary.late }) } });
            return succeed({ planId: newPlanId });
          }),
        actor,
      ),
    dismiss: ({ suggestionId, actor, reason }: { suggestionId: number; actor: string; reason: string }): Promise<Result<void>> =>
      edits.run(
        'Dismiss a rebalancing',
        (recorder, sqlite) =>
          withOpen(suggestionId, (_session, suggestion) => {
            const nowMs = context.clock.nowMs();
            putDecided(recorder, suggestion, { state: 'dismissed', reason, nowMs });
            appendDecision(sqlite, { at: nowMs, actor, kind: 'dismiss', subject: `rebalancing of plan ${suggestion.planId}`, detail: { reason, gain: suggestion.summary.gain } });
            return succeed(undefined);
          }),
        actor,
      ),
  };
}
export type RebalanceService = ReturnType<typeof createRebalanceService>;
