import type { z } from 'zod';
import type { executionContract, ExecutionDetail } from '../../../contract/execution.ts';
import { dayOfInstant, formatDay, parseDay, type DayNumber } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { ActionOutcome, ExecutionSettings } from '../../../engine/model/execution.ts';
import type { ReportMatch } from '../../../engine/schedule/match-done.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { putExecution, putExecutionSettings, putMark, readExecution, readExecutions, readExecutionSettings, readPlacedActions, type ActionMark, type StoredExecution } from '../db/repositories/execution.ts';
import type { StoredPlan } from '../db/repositories/plan.ts';
import type { Session } from '../session.ts';
import type { EditService } from './edit.ts';
import { readBoard, type ExecutionBoard } from './execution-board.ts';
import type { ExecutionOverview } from './execution-overview.ts';
import { findApproved, findBegun, type InspectedExecution } from './execution-reader.ts';
import { bookMissing } from './ledger.ts';
import type { PlanReading } from './plan-reading.ts';

type Output<Route extends keyof typeof executionContract> = z.infer<NonNullable<(typeof executionContract)[Route]['~orpc']['outputSchema']>>;
type Input<Route extends keyof typeof executionContract> = z.infer<NonNullable<(typeof executionContract)[Route]['~orpc']['inputSchema']>>;

/** Moves named in a report. */
const SHOWN = 100;
const outcomeWords: Record<ActionOutcome, string> = { planned: 'planned again', done: 'done', failed: 'failed', skipped: 'skipped' };
const countActions = (count: number): string => (count === 1 ? '1 action' : `${count} actions`);

/** Name of the step that marks what was reported. */
function nameMatches(matches: readonly ReportMatch[]): string {
  const failed = matches.filter(({ state }) => state === 'failed').length;
  const done = matches.length - failed;
  if (failed === 0) return `Mark ${countActions(done)} done by touches`;
  return done === 0 ? `Mark ${countActions(failed)} failed by reports` : `Mark ${countActions(done)} done, ${failed} failed by reports`;
}

/** Carries approved plans out: when each action is due, what became of it, what a pause moves. Every change is one undoable step, and the ledger follows. */
export function createExecutionService(context: CoreContext, edits: EditService, plans: PlanReading) {
  const todayNow = (): DayNumber => dayOfInstant(context.clock.nowMs());

  const withSession = <T>(work: (session: Session) => Result<T>): Result<T> => {
    const session = requireSession(context);
    return session.ok ? work(session.value) : session;
  };

  const withBegun = <T>(planId: number, work: (begun: { readonly execution: StoredExecution }) => Result<T>): Result<T> =>
    withSession(({ database }) => {
      const begun = findBegun(database, planId);
      return begun.ok ? work(begun.value) : begun;
    });

  /** Marks what was reported as one step; actions that are planned no more are left out. */
  const putMatches = (planId: number, matches: readonly ReportMatch[]): Promise<Result<{ marked: number }>> =>
    edits.run(nameMatches(matches), (recorder, sqlite) =>
      withBegun(planId, () => {
        const actions = readPlacedActions(sqlite, planId, matches.map(({ position }) => position));
        let marked = 0;
        for (const { position, day, state } of matches) {
          const action = actions.get(position);
          if (action?.state !== 'planned') continue;
          putMark(recorder, planId, action.plannedDay, { position, state, day: action.day, doneDay: state === 'done' ? day : null, answered: null, source: 'touch', note: action.note });
          marked += 1;
        }
        return succeed({ marked });
      }),
    );

  const service = {
    get: (planId: number): Promise<Result<ExecutionDetail | null>> => plans.execution({ planId, today: todayNow() }),
    /** Triggers and touches of a running plan, for what looks after it by itself. */
    inspect: (planId: number): Promise<Result<InspectedExecution>> => plans.inspectExecution({ planId, today: todayNow() }),
    /** Every plan that is carried out, the newest first, or one that is approved. */
    async overview(planId?: number): Promise<Result<ExecutionOverview[]>> {
      const running = withSession(({ database }) => succeed(readExecutions(database.sqlite).map((execution) => execution.planId)));
      if (!running.ok) return running;
      const overviews: ExecutionOverview[] = [];
      for (const id of planId === undefined ? running.value : [planId]) {
        const overview = await plans.executionOverview({ planId: id, today: todayNow() });
        if (!overview.ok) return overview;
        overviews.push(overview.value);
      }
      return succeed(overviews);
    },
    start: (planId: number): Promise<Result<void>> =>
      edits.run(`Start plan ${planId}`, (recorder, sqlite) =>
        withSession(({ database }) => {
          const found = findApproved(database, planId);
          if (!found.ok) return found;
          if (readExecution(sqlite, planId) !== null) return fail('CONFLICT', `Plan ${planId} has begun already.`);
          bookMissing(sqlite, planId, context.clock.nowMs());
          putExecution(recorder, { planId, state: 'running', startedAt: context.clock.nowMs(), pausedDay: null });
          return succeed(undefined);
        }),
      ),
    actions: (query: Input<'actions'>): Promise<Result<Output<'actions'>>> => plans.executionActions({ ...query, today: todayNow() }),
    timeline: (query: Input<'timeline'>): Promise<Result<Output<'timeline'>>> => plans.executionTimeline({ ...query, today: todayNow() }),
    mark: ({ planId, positions, state, date, answered, note }: Input<'mark'>): Promise<Result<{ marked: number }>> =>
      edits.run(`Mark ${countActions(positions.length)} ${outcomeWords[state]}`, (recorder, sqlite) =>
        withBegun(planId, () => {
          const actions = readPlacedActions(sqlite, planId, positions);
          const doneDay = state === 'done' ? (date === undefined ? todayNow() : parseDay(date)) : null;
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
        withBegun(planId, ({ execution }) => {
          if (execution.state === 'paused') return fail('CONFLICT', `Plan ${planId} rests already.`);
          putExecution(recorder, { ...execution, state: 'paused', pausedDay: todayNow() });
          return succeed(undefined);
        }),
      ),
    async previewResume(planId: number): Promise<Result<Output<'previewResume'>>> {
      const found = await plans.executionMoves({ planId, today: todayNow() });
      if (!found.ok) return found;
      const moves = found.value;
      const first = moves.slice(0, SHOWN).map(({ contact, channel, from, to }) => ({ contact, channel, from: formatDay(from), to: to === null ? null : formatDay(to) }));
      return succeed({ actions: moves.length, moved: moves.filter(({ to }) => to !== null).length, unplaced: moves.filter(({ to }) => to === null).length, first });
    },
    /** Goes on after a pause: what it covered is moved, skipped or left, as it stands when this is asked. */
    async resume({ planId, missed }: Input<'resume'>): Promise<Result<{ moved: number; skipped: number }>> {
      const found = missed === 'leave' ? succeed([]) : await plans.executionMoves({ planId, today: todayNow() });
      if (!found.ok) return found;
      return edits.run(`Resume plan ${planId}`, (recorder, sqlite) =>
        withBegun(planId, ({ execution }) => {
          if (execution.state !== 'paused') return fail('CONFLICT', `Plan ${planId} does not rest.`);
          const actions = readPlacedActions(sqlite, planId, found.value.map(({ position }) => position));
          let [moved, skipped] = [0, 0];
          for (const { position, from, to } of found.value) {
            const action = actions.get(position);
            if (action?.state !== 'planned' || action.day !== from) continue;
            const day = missed === 'move' ? to : null;
            putMark(recorder, planId, action.plannedDay, { position, state: day === null ? 'skipped' : 'planned', day: day ?? from, doneDay: null, answered: null, source: 'pause', note: action.note });
            if (day === null) skipped += 1;
            else moved += 1;
          }
          putExecution(recorder, { ...execution, state: 'running', pausedDay: null });
          return succeed({ moved, skipped });
        }),
      );
    },
    touches: (planId: number): Promise<Result<Output<'touches'>>> => plans.executionTouches({ planId, today: todayNow() }),
    /** Records what was reported as one step; `STALE` where it would be another number than was looked at. */
    async applyTouches({ planId, expected }: Input<'applyTouches'>): Promise<Result<{ marked: number }>> {
      const seen = await service.inspect(planId);
      if (!seen.ok) return seen;
      const { matches } = seen.value;
      return matches.length === expected ? putMatches(planId, matches) : fail('STALE', `${matches.length} actions would be marked, not ${expected}.`, { hint: 'Look at the new report.' });
    },
    /** Records these as one step. */
    markMatches: ({ planId, matches }: { planId: number; matches: readonly ReportMatch[] }): Promise<Result<{ marked: number }>> => putMatches(planId, matches),
    configure: (settings: ExecutionSettings): Promise<Result<void>> =>
      edits.run('Change how plans are carried out', (recorder, sqlite) => {
        const isOn = readExecutionSettings(sqlite).run.isOn;
        putExecutionSettings(recorder, { ...settings, run: { ...settings.run, since: settings.run.isOn && !isOn ? context.clock.nowMs() : settings.run.since } });
        return succeed(undefined);
      }),
    /** An approved plan with its actions as they stand; `CONFLICT` for a draft. */
    remaining: (planId: number): Result<{ board: ExecutionBoard; plan: StoredPlan; execution: StoredExecution | null; settings: ExecutionSettings }> =>
      withSession(({ database }) => {
        const plan = findApproved(database, planId);
        if (!plan.ok) return plan;
        const settings = readExecutionSettings(database.sqlite);
        return succeed({ board: readBoard(database.sqlite, planId, settings, todayNow()), plan: plan.value, execution: readExecution(database.sqlite, planId), settings });
      }),
    isApproved: (planId: number): Result<void> =>
      withSession(({ database }) => {
        const plan = findApproved(database, planId);
        return plan.ok ? succeed(undefined) : plan;
      }),
  };
  return service;
}
export type ExecutionService = ReturnType<typeof createExecutionService>;
