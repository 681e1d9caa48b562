import type { z } from 'zod';
import type { executionContract, ExecutionDetail } from '../../../contract/execution.ts';
import { dayOfInstant, formatDay, parseDay, type DayNumber } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { toEntry } from '../../../engine/allocation/rebalance/rebalance-options.ts';
import { openActionChecker } from '../../../engine/constraints/check-action.ts';
import type { ActionOutcome, ExecutionSettings } from '../../../engine/model/execution.ts';
import { matchDone, type DoneMatch } from '../../../engine/schedule/match-done.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { readStepStamp } from '../db/repositories/edit.ts';
import { putExecution, putExecutionSettings, putMark, readExecution, readExecutions, readExecutionSettings, type ActionMark, type StoredExecution } from '../db/repositories/execution.ts';
import { readTouchesInDays } from '../db/repositories/history.ts';
import { readLastEntry } from '../db/repositories/ledger.ts';
import { readPlan, readProblem, type StoredPlan } from '../db/repositories/plan.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { readSuggestions } from '../db/repositories/suggestion.ts';
import type { Session } from '../session.ts';
import type { EditService } from './edit.ts';
import { countProgress, drawTimeline, pageBoard, readBoard, type BoardAction, type ExecutionBoard } from './execution-board.ts';
import { describeOverview, type ExecutionOverview } from './execution-overview.ts';
import { judgeProgress, listRemaining, findBroken } from './execution-triggers.ts';
import { bookMissing } from './ledger.ts';
import { buildRemaining } from './rebalance-problem.ts';
import type { RuleService } from './rule.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { RebalanceTrigger } from '../../../engine/model/rebalance.ts';

type Output<Route extends keyof typeof executionContract> = z.infer<NonNullable<(typeof executionContract)[Route]['~orpc']['outputSchema']>>;
type Input<Route extends keyof typeof executionContract> = z.infer<NonNullable<(typeof executionContract)[Route]['~orpc']['inputSchema']>>;

/** Matches and moves named in a report. */
const SHOWN = 100;
const outcomeWords: Record<ActionOutcome, string> = { planned: 'planned again', done: 'done', failed: 'failed', skipped: 'skipped' };
const countActions = (count: number): string => (count === 1 ? '1 action' : `${count} actions`);

/** Running plans that are kept read: looked after every minute, they are read again only once something changed. */
const KEPT_PLANS = 4;

/** A plan as it was read, and what was found in it since. `key` says what it was read at. */
interface KeptPlan {
  readonly key: string;
  readonly board: ExecutionBoard;
  readonly problem: AllocationProblem;
  triggers: readonly RebalanceTrigger[] | null;
  matches: readonly DoneMatch[] | null;
}

/** An approved plan with everything that a question about it needs. */
interface OpenPlan {
  readonly session: Session;
  readonly plan: StoredPlan;
  readonly execution: StoredExecution | null;
  readonly settings: ExecutionSettings;
  readonly problem: AllocationProblem;
  readonly board: ExecutionBoard;
  readonly kept: KeptPlan;
}

/** Carries approved plans out: when each action is due, what became of it, what a pause moves. Every change is one undoable step, and the ledger follows. */
export function createExecutionService(context: CoreContext, edits: EditService, rules: RuleService) {
  const kept = new Map<number, KeptPlan>();

  const todayNow = (): DayNumber => dayOfInstant(context.clock.nowMs());

  const stampOf = (session: Session, planId: number, today: DayNumber): string => {
    const { sqlite, path } = session.database;
    return JSON.stringify([path, planId, today, readStepStamp(sqlite), readLastEntry(sqlite), readRevisions(sqlite), readExecution(sqlite, planId)]);
  };

  const withPlan = <T>(planId: number, work: (open: OpenPlan) => Result<T>): Result<T> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const { sqlite } = session.value.database;
    const plan = readPlan(sqlite, planId);
    if (plan === null) return fail('NOT_FOUND', `Plan ${planId} does not exist.`, { path: 'planId' });
    if (plan.state === 'draft') return fail('CONFLICT', `Plan ${planId} is a draft.`, { path: 'planId', hint: 'Approve it: that books its capacity and budget.' });
    const settings = readExecutionSettings(sqlite);
    const key = stampOf(session.value, planId, todayNow());
    let known = kept.get(planId);
    if (known?.key !== key) {
      known = { key, board: readBoard(sqlite, planId, settings, todayNow()), problem: readProblem(sqlite, plan.problemId), triggers: null, matches: null };
      kept.delete(planId);
      kept.set(planId, known);
      const oldest = kept.keys().next();
      if (kept.size > KEPT_PLANS && oldest.done !== true) kept.delete(oldest.value);
    }
    return work({ session: session.value, plan, execution: readExecution(sqlite, planId), settings, problem: known.problem, board: known.board, kept: known });
  };

  const withExecution = <T>(planId: number, work: (open: OpenPlan & { readonly execution: StoredExecution }) => Result<T>): Result<T> =>
    withPlan(planId, (open) => (open.execution === null ? fail('CONFLICT', `Plan ${planId} has not begun.`, { hint: 'Start it first.' }) : work({ ...open, execution: open.execution })));

  /** What speaks for a rebalancing now; looked at again only once something changed. */
  const findTriggers = (open: OpenPlan): readonly RebalanceTrigger[] => {
    if (open.kept.triggers !== null) return open.kept.triggers;
    const current = rules.get();
    const built = current.ok ? buildRemaining(open.session.database.sqlite, current.value, open.plan, { isPriced: false, today: open.board.today }) : current;
    const remaining = listRemaining(open.board);
    const broken: RebalanceTrigger[] = built.ok ? findBroken(built.value.problem, remaining) : [{ kind: 'campaign', about: built.fault.code, actions: remaining.length, message: built.fault.message }];
    const triggers = [...broken, ...judgeProgress(countProgress(open.board, open.problem, open.settings))];
    open.kept.triggers = triggers;
    return triggers;
  };

  const detailOf = (open: OpenPlan): ExecutionDetail => ({
    planId: open.plan.id,
    state: open.execution?.state ?? 'ready',
    startedAt: open.execution?.startedAt ?? null,
    pausedFrom: open.execution?.pausedDay == null ? null : formatDay(open.execution.pausedDay),
    today: formatDay(open.board.today),
    progress: countProgress(open.board, open.problem, open.settings),
    triggers: open.execution === null ? [] : [...findTriggers(open)],
    suggestions: readSuggestions(open.session.database.sqlite, open.plan.id).map(({ triggers, ...suggestion }) => ({ ...suggestion, triggers: [...triggers] })),
  });

  const byPosition = (board: ExecutionBoard): ReadonlyMap<number, BoardAction> => new Map(board.actions.map((action) => [action.position, action]));

  /** Planned actions that touches carried out; looked at again only once something changed. */
  const findMatches = (open: OpenPlan): readonly DoneMatch[] => (open.kept.matches ??= matchTouches(open));
  const matchTouches = ({ session, board, settings }: OpenPlan): DoneMatch[] => {
    const days = board.actions.map(({ day }) => day);
    if (days.length === 0) return [];
    const [first, last] = [days.reduce((least, day) => Math.min(least, day), Infinity), days.reduce((most, day) => Math.max(most, day), -Infinity)];
    const touches = readTouchesInDays(session.database.sqlite, formatDay(first - settings.matchDays), formatDay(last + settings.matchDays));
    return matchDone(board.actions.filter(({ state }) => state === 'planned' || state === 'done').map((action) => ({ ...action, doneDay: action.state === 'done' ? (action.doneDay ?? action.day) : null })), touches, settings.matchDays);
  };

  const putTouches = (planId: number, name: string, check: (matches: readonly DoneMatch[]) => Result<void>): Promise<Result<{ marked: number }>> =>
    edits.run(name, (recorder) =>
      withExecution(planId, (open) => {
        const matches = findMatches(open);
        const checked = check(matches);
        if (!checked.ok) return checked;
        const actions = byPosition(open.board);
        for (const { position, day } of matches) {
          const action = actions.get(position);
          if (action !== undefined) putMark(recorder, planId, action.plannedDay, { position, state: 'done', day: action.day, doneDay: day, answered: null, source: 'touch', note: action.note });
        }
        return succeed({ marked: matches.length });
      }),
    );

  /** First open day from today on for every action whose day passed in a pause; null where there is none. */
  const findNewDays = (open: OpenPlan & { readonly execution: StoredExecution }): { readonly action: BoardAction; readonly day: DayNumber | null }[] => {
    const { board, execution, session, plan } = open;
    const from = execution.pausedDay ?? board.today;
    const missed = board.actions.filter(({ state, day }) => state === 'planned' && day >= from && day < board.today);
    if (missed.length === 0) return [];
    const current = rules.get();
    const built = current.ok ? buildRemaining(session.database.sqlite, current.value, plan, { isPriced: false, today: board.today }) : current;
    const { fixed: _fixed, ...problem } = built.ok ? built.value.problem : open.problem;
    const checker = openActionChecker(problem, listRemaining(board).map(toEntry));
    const today = formatDay(board.today);
    return missed.toSorted((first, second) => second.lift - first.lift || first.position - second.position).map((action) => {
      const { contact, channel } = action;
      const entry = { contact, channel, exploration: action.exploration === 1, campaign: action.campaign ?? undefined };
      const checked = checker.check({ ...entry, date: today });
      const date = checked.ok ? checked.value.nextDate : null;
      if (date !== null) checker.add({ ...entry, date });
      return { action, day: date === null ? null : parseDay(date) };
    });
  };

  const service = {
    get(planId: number): Result<ExecutionDetail | null> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const plan = readPlan(session.value.database.sqlite, planId);
      if (plan === null) return fail('NOT_FOUND', `Plan ${planId} does not exist.`, { path: 'planId' });
      if (plan.state === 'draft') return succeed(null);
      return withPlan(planId, (open) => succeed(detailOf(open)));
    },
    /** Every plan that is carried out, the newest first, or one that is approved. */
    overview(planId?: number): Result<ExecutionOverview[]> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const overviews: ExecutionOverview[] = [];
      for (const id of planId === undefined ? readExecutions(session.value.database.sqlite).map((execution) => execution.planId) : [planId]) {
        const overview = withPlan(id, (open) => succeed(describeOverview(detailOf(open), open.board, open.problem.horizon)));
        if (!overview.ok) return overview;
        overviews.push(overview.value);
      }
      return succeed(overviews);
    },
    /** Triggers and board of a running plan, for what looks after it by itself. */
    inspect: (planId: number): Result<{ board: ExecutionBoard; triggers: readonly RebalanceTrigger[]; settings: ExecutionSettings; matches: number; stamp: string }> =>
      withExecution(planId, (open) => succeed({ board: open.board, triggers: findTriggers(open), settings: open.settings, matches: findMatches(open).length, stamp: open.kept.key })),
    start: (planId: number): Promise<Result<void>> =>
      edits.run(`Start plan ${planId}`, (recorder, sqlite) =>
        withPlan(planId, ({ execution }) => {
          if (execution !== null) return fail('CONFLICT', `Plan ${planId} has begun already.`);
          bookMissing(sqlite, planId, context.clock.nowMs());
          putExecution(recorder, { planId, state: 'running', startedAt: context.clock.nowMs(), pausedDay: null });
          return succeed(undefined);
        }),
      ),
    actions: ({ planId, ...query }: Input<'actions'>): Result<Output<'actions'>> => withPlan(planId, ({ board }) => succeed(pageBoard(board, query))),
    timeline: ({ planId, by }: Input<'timeline'>): Result<Output<'timeline'>> =>
      withPlan(planId, ({ board, problem: { horizon } }) => succeed({ start: horizon.start, days: horizon.days, lanes: drawTimeline(board, horizon, by) })),
    mark: ({ planId, positions, state, date, answered, note }: Input<'mark'>): Promise<Result<{ marked: number }>> =>
      edits.run(`Mark ${countActions(positions.length)} ${outcomeWords[state]}`, (recorder) =>
        withExecution(planId, ({ board }) => {
          const actions = byPosition(board);
          const doneDay = state === 'done' ? (date === undefined ? board.today : parseDay(date)) : null;
          for (const position of new Set(positions)) {
            const action = actions.get(position);
            if (action === undefined) return fail('NOT_FOUND', `Plan ${planId} has no action ${position}.`, { path: 'positions' });
            const mark: ActionMark = { position, state, day: action.day, doneDay, answered: answered === null || state !== 'done' ? null : answered ? 1 : 0, source: 'hand', note };
            putMark(recorder, planId, action.plannedDay, mark);
          }
          return succeed({ marked: positions.length });
        }),
      ),
    pause: (planId: number): Promise<Result<void>> =>
      edits.run(`Pause plan ${planId}`, (recorder) =>
        withExecution(planId, ({ execution, board }) => {
          if (execution.state === 'paused') return fail('CONFLICT', `Plan ${planId} rests already.`);
          putExecution(recorder, { ...execution, state: 'paused', pausedDay: board.today });
          return succeed(undefined);
        }),
      ),
    previewResume: (planId: number): Result<Output<'previewResume'>> =>
      withExecution(planId, (open) => {
        const moves = findNewDays(open);
        const first = moves.slice(0, SHOWN).map(({ action, day }) => ({ contact: action.contact, channel: action.channel, from: formatDay(action.day), to: day === null ? null : formatDay(day) }));
        return succeed({ actions: moves.length, moved: moves.filter(({ day }) => day !== null).length, unplaced: moves.filter(({ day }) => day === null).length, first });
      }),
    resume: ({ planId, missed }: Input<'resume'>): Promise<Result<{ moved: number; skipped: number }>> =>
      edits.run(`Resume plan ${planId}`, (recorder) =>
        withExecution(planId, (open) => {
          const { execution } = open;
          if (execution.state !== 'paused') return fail('CONFLICT', `Plan ${planId} does not rest.`);
          let [moved, skipped] = [0, 0];
          for (const { action, day } of missed === 'leave' ? [] : findNewDays(open)) {
            const { position, plannedDay, note } = action;
            const isMoved = missed === 'move' && day !== null;
            putMark(recorder, planId, plannedDay, { position, state: isMoved ? 'planned' : 'skipped', day: isMoved ? day : action.day, doneDay: null, answered: null, source: 'pause', note });
            if (isMoved) moved += 1;
            else skipped += 1;
          }
          putExecution(recorder, { ...execution, state: 'running', pausedDay: null });
          return succeed({ moved, skipped });
        }),
      ),
    touches: (planId: number): Result<Output<'touches'>> =>
      withExecution(planId, (open) => {
        const matches = findMatches(open);
        const actions = byPosition(open.board);
        const first = matches.slice(0, SHOWN).flatMap(({ position, day }) => {
          const action = actions.get(position);
          return action === undefined ? [] : [{ contact: action.contact, channel: action.channel, planned: formatDay(action.day), done: formatDay(day) }];
        });
        return succeed({ matches: matches.length, first });
      }),
    /** Records what touches carried out as one step; `STALE` where it would be another number than was looked at. */
    applyTouches: ({ planId, expected }: Input<'applyTouches'>): Promise<Result<{ marked: number }>> =>
      putTouches(planId, `Mark ${countActions(expected)} done by touches`, (matches) => (matches.length === expected ? succeed(undefined) : fail('STALE', `${matches.length} actions would be marked, not ${expected}.`, { hint: 'Look at the new report.' }))),
    configure: (settings: ExecutionSettings): Promise<Result<void>> =>
      edits.run('Change how plans are carried out', (recorder, sqlite) => {
        const isOn = readExecutionSettings(sqlite).run.isOn;
        putExecutionSettings(recorder, { ...settings, run: { ...settings.run, since: settings.run.isOn && !isOn ? context.clock.nowMs() : settings.run.since } });
        return succeed(undefined);
      }),
    remaining: (planId: number): Result<{ board: ExecutionBoard; plan: StoredPlan; settings: ExecutionSettings; execution: StoredExecution | null }> =>
      withPlan(planId, ({ board, plan, settings, execution }) => succeed({ board, plan, settings, execution })),
  };
  return service;
}
export type ExecutionService = ReturnType<typeof createExecutionService>;
