import type { z } from 'zod';
import type { executionContract, ExecutionDetail } from '../../../contract/execution.ts';
import { formatDay, parseDay, type DayNumber } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { toEntry } from '../../../engine/allocation/rebalance/rebalance-options.ts';
import { openActionChecker } from '../../../engine/constraints/check-action.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { ExecutionSettings } from '../../../engine/model/execution.ts';
import type { RebalanceTrigger } from '../../../engine/model/rebalance.ts';
import { matchReports, type ReportMatch } from '../../../engine/schedule/match-done.ts';
import { readStepStamp } from '../db/repositories/edit.ts';
import { readExecution, readExecutionSettings, type StoredExecution } from '../db/repositories/execution.ts';
import { readReportsInDays } from '../db/repositories/history.ts';
import { readLastEntry } from '../db/repositories/ledger.ts';
import type { StoredPlan } from '../db/repositories/plan.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { readRules } from '../db/repositories/rule.ts';
import { readSuggestions } from '../db/repositories/suggestion.ts';
import { countProgress, drawTimeline, pageBoard, readBoard, type ExecutionBoard } from './execution-board.ts';
import { describeOverview, type ExecutionOverview } from './execution-overview.ts';
import { findBroken, judgeProgress, listRemaining } from './execution-triggers.ts';
import { findPlan, type PlanFile, type ProblemReader } from './plan-file.ts';
import { buildRemaining } from './rebalance-problem.ts';
import { createRecent } from './recent.ts';

type Output<Route extends keyof typeof executionContract> = z.infer<NonNullable<(typeof executionContract)[Route]['~orpc']['outputSchema']>>;
type Input<Route extends keyof typeof executionContract> = z.infer<NonNullable<(typeof executionContract)[Route]['~orpc']['inputSchema']>>;

/** A plan as it is carried out on a day. */
export interface ExecutionQuestion {
  readonly planId: number;
  readonly today: DayNumber;
}

/** An action whose day passed in a pause, and its first open day from today on; null where there is none. */
export interface ExecutionMove {
  readonly position: number;
  readonly contact: string;
  readonly channel: string;
  readonly from: DayNumber;
  readonly to: DayNumber | null;
}

/** What looks after a running plan by itself needs to know of it. */
export interface InspectedExecution {
  readonly triggers: readonly RebalanceTrigger[];
  readonly settings: ExecutionSettings;
  readonly matches: readonly ReportMatch[];
  /** What it was read from: the same while nothing has changed. */
  readonly stamp: string;
}

/** Running plans that are kept read: looked after every minute, they are read again only once something changed. */
const KEPT_PLANS = 4;

/** A plan as it was read, and what was found in it since. `key` says what it was read at. */
interface KeptPlan {
  readonly key: string;
  readonly board: ExecutionBoard;
  triggers: readonly RebalanceTrigger[] | null;
  matches: readonly ReportMatch[] | null;
}

/** An approved plan with everything that a question about it needs. */
interface OpenPlan {
  readonly file: PlanFile;
  readonly kept: KeptPlan;
  readonly plan: StoredPlan;
  readonly execution: StoredExecution | null;
  readonly settings: ExecutionSettings;
  readonly problem: AllocationProblem;
  readonly board: ExecutionBoard;
}

/** Matches named in a report. */
const SHOWN = 100;

/** An approved plan; a draft is a `CONFLICT`. */
export function findApproved(file: PlanFile, planId: number): Result<StoredPlan> {
  const found = findPlan(file, planId);
  if (!found.ok || found.value.state !== 'draft') return found;
  return fail('CONFLICT', `Plan ${planId} is a draft.`, { path: 'planId', hint: 'Approve it: that books its capacity and budget.' });
}

/** The execution of an approved plan that has begun. */
export function findBegun(file: PlanFile, planId: number): Result<{ readonly plan: StoredPlan; readonly execution: StoredExecution }> {
  const plan = findApproved(file, planId);
  if (!plan.ok) return plan;
  const execution = readExecution(file.sqlite, planId);
  return execution === null ? fail('CONFLICT', `Plan ${planId} has not begun.`, { hint: 'Start it first.' }) : succeed({ plan: plan.value, execution });
}

/** What a board was read from: changes whenever it may be another. */
function stampOf({ sqlite, path }: PlanFile, { planId, today }: ExecutionQuestion): string {
  return JSON.stringify([path, planId, today, readStepStamp(sqlite), readLastEntry(sqlite), readRevisions(sqlite), readExecution(sqlite, planId)]);
}

/** What was reported of planned actions; looked at again only once something changed. */
const findMatches = (open: OpenPlan): readonly ReportMatch[] => (open.kept.matches ??= matchHistory(open));

/** O(actions + touches). */
function matchHistory({ file, board, settings: { matchDays, failedKinds } }: OpenPlan): ReportMatch[] {
  if (board.actions.length === 0) return [];
  const [first, last] = board.actions.reduce(([least, most], { day }) => [Math.min(least, day), Math.max(most, day)] as const, [Infinity, -Infinity] as const);
  const actions = board.actions.flatMap(({ state, doneDay, ...action }) => (state === 'skipped' ? [] : [{ ...action, state, doneDay: state === 'done' ? (doneDay ?? action.day) : null }]));
  return matchReports(actions, readReportsInDays(file.sqlite, first - matchDays, last + matchDays, failedKinds), matchDays);
}

/** Reads how plans are carried out. The last boards are kept until something changes; so is what was found in them. */
export function createExecutionReader(problemOf: ProblemReader) {
  const keptPlans = createRecent<KeptPlan>(KEPT_PLANS);

  const keep = (file: PlanFile, question: ExecutionQuestion, settings: ExecutionSettings): KeptPlan => {
    const key = stampOf(file, question);
    return keptPlans.take(`${question.planId} ${file.path}`, (kept) => (kept?.key === key ? kept : { key, board: readBoard(file.sqlite, question.planId, settings, question.today), triggers: null, matches: null }));
  };

  const withPlan = <T>(file: PlanFile, question: ExecutionQuestion, work: (open: OpenPlan) => Result<T>): Result<T> => {
    const found = findApproved(file, question.planId);
    if (!found.ok) return found;
    const { sqlite } = file;
    const settings = readExecutionSettings(sqlite);
    const kept = keep(file, question, settings);
    return work({ file, kept, plan: found.value, execution: readExecution(sqlite, question.planId), settings, problem: problemOf(file, found.value), board: kept.board });
  };

  const withBegun = <T>(file: PlanFile, question: ExecutionQuestion, work: (open: OpenPlan) => Result<T>): Result<T> => {
    const begun = findBegun(file, question.planId);
    return begun.ok ? withPlan(file, question, work) : begun;
  };

  /** What speaks for a rebalancing now; looked at again only once something changed. */
  const findTriggers = ({ file: { sqlite }, kept, plan, board, problem, settings }: OpenPlan): readonly RebalanceTrigger[] => {
    if (kept.triggers !== null) return kept.triggers;
    const built = buildRemaining(sqlite, readRules(sqlite, () => formatDay(board.today)), plan, { isPriced: false, today: board.today });
    const remaining = listRemaining(board);
    const broken: RebalanceTrigger[] = built.ok ? findBroken(built.value.problem, remaining) : [{ kind: 'campaign', about: built.fault.code, actions: remaining.length, message: built.fault.message }];
    kept.triggers = [...broken, ...judgeProgress(countProgress(board, problem, settings))];
    return kept.triggers;
  };

  const detailOf = (open: OpenPlan): ExecutionDetail => ({
    planId: open.plan.id,
    state: open.execution?.state ?? 'ready',
    startedAt: open.execution?.startedAt ?? null,
    pausedFrom: open.execution?.pausedDay == null ? null : formatDay(open.execution.pausedDay),
    today: formatDay(open.board.today),
    progress: countProgress(open.board, open.problem, open.settings),
    triggers: open.execution === null ? [] : [...findTriggers(open)],
    suggestions: readSuggestions(open.file.sqlite, open.plan.id).map(({ triggers, ...suggestion }) => ({ ...suggestion, triggers: [...triggers] })),
  });

  return {
    /** A plan as it is carried out; null for a draft. */
    execution(file: PlanFile, question: ExecutionQuestion): Result<ExecutionDetail | null> {
      const found = findPlan(file, question.planId);
      if (!found.ok) return found;
      if (found.value.state === 'draft') return succeed(null);
      return withPlan(file, question, (open) => succeed(detailOf(open)));
    },
    inspectExecution: (file: PlanFile, question: ExecutionQuestion): Result<InspectedExecution> => withBegun(file, question, (open) => succeed({ triggers: findTriggers(open), settings: open.settings, matches: findMatches(open), stamp: open.kept.key })),
    /** How far an approved plan is, what waits for a decision and what is late. */
    executionOverview: (file: PlanFile, question: ExecutionQuestion): Result<ExecutionOverview> => withPlan(file, question, (open) => succeed(describeOverview(detailOf(open), open.board, open.problem.horizon))),
    executionActions: (file: PlanFile, { today, planId, ...query }: Input<'actions'> & ExecutionQuestion): Result<Output<'actions'>> => withPlan(file, { planId, today }, ({ board }) => succeed(pageBoard(board, query))),
    executionTimeline: (file: PlanFile, { by, ...question }: Input<'timeline'> & ExecutionQuestion): Result<Output<'timeline'>> =>
      withPlan(file, question, ({ board, problem: { horizon } }) => succeed({ start: horizon.start, days: horizon.days, lanes: drawTimeline(board, horizon, by) })),
    /** New days for what a pause covered, the most valuable first, under the rules of now. */
    executionMoves: (file: PlanFile, question: ExecutionQuestion): Result<ExecutionMove[]> =>
      withBegun(file, question, ({ board, execution, plan, problem }) => {
        const from = execution?.pausedDay ?? board.today;
        const missed = board.actions.filter(({ state, day }) => state === 'planned' && day >= from && day < board.today);
        if (missed.length === 0) return succeed([]);
        const built = buildRemaining(file.sqlite, readRules(file.sqlite, () => formatDay(board.today)), plan, { isPriced: false, today: board.today });
        const { fixed: _fixed, ...free } = built.ok ? built.value.problem : problem;
        const checker = openActionChecker(free, listRemaining(board).map(toEntry));
        const date = formatDay(board.today);
        return succeed(
          missed
            .toSorted((first, second) => second.lift - first.lift || first.position - second.position)
            .map(({ position, contact, channel, day, exploration, campaign }) => {
              const entry = { contact, channel, exploration: exploration === 1, campaign: campaign ?? undefined };
              const checked = checker.check({ ...entry, date });
              const next = checked.ok ? checked.value.nextDate : null;
              if (next !== null) checker.add({ ...entry, date: next });
              return { position, contact, channel, from: day, to: next === null ? null : parseDay(next) };
            }),
        );
      }),
    executionTouches: (file: PlanFile, question: ExecutionQuestion): Result<Output<'touches'>> =>
      withBegun(file, question, (open) => {
        const matches = findMatches(open);
        const actionAt = new Map(open.board.actions.map((action) => [action.position, action]));
        const first = matches.slice(0, SHOWN).flatMap(({ position, day, state }) => {
          const action = actionAt.get(position);
          return action === undefined ? [] : [{ contact: action.contact, channel: action.channel, planned: formatDay(action.day), reported: formatDay(day), state }];
        });
        return succeed({ matches: matches.length, failed: matches.filter(({ state }) => state === 'failed').length, first });
      }),
  };
}
