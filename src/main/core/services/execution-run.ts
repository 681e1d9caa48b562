import type { ExecutionSettings } from '../../../engine/model/execution.ts';
import { createResetSchedule } from '../../../engine/calendar/reset-schedule.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import type { ReportMatch } from '../../../engine/schedule/match-done.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { insertRun, readExecutions, readExecutionSettings, readLastRun, type StoredRun } from '../db/repositories/execution.ts';
import { readPlans } from '../db/repositories/plan.ts';
import { readSuggestions } from '../db/repositories/suggestion.ts';
import type { Session } from '../session.ts';
import type { AllocationService } from './allocation.ts';
import type { ExecutionService } from './execution.ts';
import { listUnanswered } from './execution-triggers.ts';
import type { RebalanceService } from './rebalance.ts';

/** The schedule, when it comes next and what came of it last. */
export interface RunState {
  readonly settings: ExecutionSettings;
  readonly nextRun: number | null;
  readonly lastRun: Omit<StoredRun, 'id'> | null;
}

const GAP = 0.001;

/** Looks after running plans by itself: touches that came in, triggers, the schedule. It writes marks and suggestions, never a plan that counts. */
export function createExecutionRunService(context: CoreContext, allocation: AllocationService, executions: ExecutionService, rebalances: RebalanceService) {
  let isBusy = false;
  /** What was marked by itself since a workspace was opened: a mark that the planner took back is hers to make again. */
  const marked = new WeakMap<Session, Set<string>>();
  /** What a plan was like when no version of it could be worked out: it is asked again once something changed. */
  const failed = new Map<number, string>();

  /** True where the schedule named an instant since it was switched on and since the last run. */
  const isDue = ({ run }: ExecutionSettings, last: StoredRun | null, nowMs: number): boolean => {
    const schedule = createResetSchedule(run.cron, run.timeZone);
    const before = run.isOn && schedule.ok ? schedule.value.lastAtOrBefore(nowMs) : null;
    return before !== null && before > Math.max(run.since, last?.at ?? 0);
  };

  /** Waits for a job and says in words how it ended. */
  const finish = async (session: Session, started: Result<{ jobId: string }>, describe: (result: unknown) => string): Promise<string> => {
    if (!started.ok) return started.fault.message;
    const job = await session.jobs.wait(started.value.jobId);
    return job.status === 'succeeded' ? describe(job.result) : (job.fault?.message ?? job.status);
  };

  /** Marks what was reported and not marked before; true where there were any. */
  const markNew = async (session: Session, planId: number, matches: readonly ReportMatch[]): Promise<boolean> => {
    const known = marked.get(session) ?? new Set<string>();
    marked.set(session, known);
    const keyOf = ({ position, day, state }: ReportMatch): string => `${planId} ${position} ${day} ${state}`;
    const fresh = matches.filter((match) => !known.has(keyOf(match)));
    if (fresh.length === 0) return false;
    const done = await executions.markMatches({ planId, matches: fresh });
    if (done.ok) for (const match of fresh) known.add(keyOf(match));
    return done.ok;
  };

  const lookAfter = async (session: Session, planId: number): Promise<void> => {
    const before = await executions.inspect(planId);
    if (!before.ok || context.session !== session) return;
    const { settings, matches } = before.value;
    const isMarked = settings.matchesByItself && (await markNew(session, planId, matches));
    if (!settings.suggestsByItself || context.session !== session) return;
    const seen = isMarked ? await executions.inspect(planId) : before;
    if (!seen.ok || context.session !== session || failed.get(planId) === seen.value.stamp) return;
    const { triggers, stamp } = seen.value;
    const [newest] = readSuggestions(session.database.sqlite, planId);
    if (listUnanswered(triggers, newest).length === 0) return;
    failed.set(planId, stamp);
    await finish(session, rebalances.suggest({ planId, triggers }), () => {
      failed.delete(planId);
      return '';
    });
  };

  const runScheduled = async (session: Session, { run }: ExecutionSettings): Promise<void> => {
    const { sqlite } = session.database;
    const at = context.clock.nowMs();
    const [first] = readExecutions(sqlite).filter(({ state }) => state === 'running');
    const does = run.does === 'rebalance' && first !== undefined ? 'rebalance' : 'optimize';
    const hasApproved = readPlans(sqlite).some(({ state }) => state !== 'draft');
    const result =
      does === 'rebalance' && first !== undefined
        ? await finish(session, rebalances.suggest({ planId: first.planId, seconds: run.seconds, triggers: [{ kind: 'schedule', message: 'Asked for by the schedule.', actions: 0 }] }), () => `Plan ${first.planId} rebalanced: a suggestion waits.`)
        : await finish(session, allocation.solve({ method: 'auto', seconds: run.seconds, gap: GAP, seed: 1, replace: hasApproved }), () => 'A new plan waits for approval.');
    if (!session.database.sqlite.open) return;
    await session.gate.run(() => insertRun(sqlite, { at, does, planId: does === 'rebalance' ? (first?.planId ?? null) : null, result }));
    context.changes.publish(['executions']);
  };

  return {
    state(): Result<RunState> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { sqlite } = session.value.database;
      const settings = readExecutionSettings(sqlite);
      const schedule = createResetSchedule(settings.run.cron, settings.run.timeZone);
      const last = readLastRun(sqlite);
      return succeed({ settings, nextRun: settings.run.isOn && schedule.ok ? schedule.value.nextAfter(context.clock.nowMs()) : null, lastRun: last === null ? null : { at: last.at, does: last.does, planId: last.planId, result: last.result } });
    },
    /** Does what is due now; one at a time. Answers whether it looked. */
    async tick(): Promise<boolean> {
      const { session } = context;
      if (session === null || isBusy) return false;
      isBusy = true;
      try {
        const { sqlite } = session.database;
        for (const { planId, state } of readExecutions(sqlite)) if (state === 'running' && context.session === session) await lookAfter(session, planId);
        if (context.session !== session) return true;
        const settings = readExecutionSettings(sqlite);
        if (isDue(settings, readLastRun(sqlite), context.clock.nowMs())) await runScheduled(session, settings);
        return true;
      } finally {
        isBusy = false;
      }
    },
  };
}
export type ExecutionRunService = ReturnType<typeof createExecutionRunService>;

const EVERY_MS = 60_000;
const SETTLE_MS = 2000;
/** What may speak for a rebalancing, or carry an action out. */
const WATCHED: ReadonlySet<string> = new Set(['workspace', 'contacts', 'touches', 'outcomes', 'rules', 'campaigns', 'ledger']);

/** Ticks every minute and a moment after something changed, while the app is open; answers how to stop. */
export function watchExecutions({ changes }: Pick<CoreContext, 'changes'>, runs: ExecutionRunService): () => void {
  const stop = new AbortController();
  let settling: NodeJS.Timeout | undefined;
  const tick = (): void => {
    runs.tick().catch((error: unknown) => console.error(error));
  };
  const interval = setInterval(tick, EVERY_MS);
  const follow = async (): Promise<void> => {
    for await (const { domains } of changes.subscribe(stop.signal)) {
      if (!domains.some((domain) => WATCHED.has(domain))) continue;
      clearTimeout(settling);
      settling = setTimeout(tick, SETTLE_MS);
    }
  };
  void follow();
  return () => {
    stop.abort();
    clearInterval(interval);
    clearTimeout(settling);
  };
}
