import type { ExecutionDetail, ExecutionProgress, Suggestion } from '../../../contract/execution.ts';
import type { RebalanceTrigger } from '../../../engine/model/rebalance.ts';
import { formatDay } from '../../../engine/base/day.ts';
import type { Horizon } from '../../../engine/model/allocation.ts';
import type { ActionStage } from '../../../engine/model/execution.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import type { BoardAction, ExecutionBoard } from './execution-board.ts';

const DAYS_PER_WEEK = 7;
/** Late actions that an overview names. */
const LISTED_LATE = 1000;

/** Actions by one channel in one week of the horizon, by stage; weeks are counted from the horizon's first day, as rules per week count them. */
export interface WeekProgress {
  readonly channel: string;
  /** First day of the week. */
  readonly week: string;
  readonly actions: number;
  readonly stages: Readonly<Record<ActionStage, number>>;
}

/** How far a plan is, what waits for a decision and what is late. */
export interface ExecutionOverview extends Pick<ExecutionDetail, 'planId' | 'state' | 'startedAt' | 'pausedFrom' | 'today'> {
  readonly progress: ExecutionProgress;
  readonly weeks: readonly WeekProgress[];
  readonly triggers: readonly RebalanceTrigger[];
  /** Those that are open. */
  readonly suggestions: readonly Pick<Suggestion, 'id' | 'newPlanId' | 'madeAt' | 'triggers' | 'options' | 'summary'>[];
  /** The first late actions, oldest first. */
  readonly late: { readonly total: number; readonly rows: readonly LateAction[] };
}

/** An action whose day went by undone. */
export interface LateAction extends Pick<BoardAction, 'contact' | 'channel' | 'rep' | 'lift' | 'cost'> {
  readonly date: string;
  readonly daysLate: number;
}

/** Counts a board by channel and week; actions outside the horizon count in its first or last week. O(actions). */
export function countWeeks({ actions }: ExecutionBoard, horizon: Horizon): WeekProgress[] {
  const { fromDay, toDay } = horizonDays(horizon);
  const weeks = new Map<string, WeekProgress & { actions: number; readonly stages: Record<ActionStage, number> }>();
  for (const { channel, day, stage } of actions) {
    const at = Math.floor((Math.max(fromDay, Math.min(toDay, day)) - fromDay) / DAYS_PER_WEEK);
    const key = JSON.stringify([channel, at]);
    let week = weeks.get(key);
    if (week === undefined) weeks.set(key, (week = { channel, week: formatDay(fromDay + DAYS_PER_WEEK * at), actions: 0, stages: { planned: 0, due: 0, late: 0, done: 0, failed: 0, skipped: 0 } }));
    week.actions += 1;
    week.stages[stage] += 1;
  }
  const orderOf = ({ channel, week }: WeekProgress): string => `${channel} ${week}`;
  return [...weeks.values()].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

/** Sums a plan up that is carried out. O(actions · log late). */
export function describeOverview({ planId, state, startedAt, pausedFrom, today, progress, triggers, suggestions }: ExecutionDetail, board: ExecutionBoard, horizon: Horizon): ExecutionOverview {
  const late = board.actions.filter(({ stage }) => stage === 'late').sort((one, other) => one.day - other.day || one.position - other.position);
  return {
    planId,
    state,
    startedAt,
    pausedFrom,
    today,
    progress,
    weeks: countWeeks(board, horizon),
    triggers,
    suggestions: suggestions.filter((one) => one.state === 'open').map(({ id, newPlanId, madeAt, triggers: reasons, options, summary }) => ({ id, newPlanId, madeAt, triggers: reasons, options, summary })),
    late: { total: late.length, rows: late.slice(0, LISTED_LATE).map(({ contact, channel, day, rep, lift, cost }) => ({ contact, channel, date: formatDay(day), daysLate: board.today - day, rep, lift, cost })) },
  };
}
