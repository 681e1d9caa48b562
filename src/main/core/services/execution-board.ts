import type { ActionFilter, ExecutionProgress, ExecutionRow, TimelineLane } from '../../../contract/execution.ts';
import { formatDay, type DayNumber } from '../../../engine/base/day.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { ActionStage, ExecutionSettings } from '../../../engine/model/execution.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import { judgeForecast } from '../../../engine/schedule/judge-forecast.ts';
import { placeInDays, type TimeWindow } from '../../../engine/schedule/time-windows.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAnswered, readExecutedActions, readExecution, type ExecutedAction } from '../db/repositories/execution.ts';

/** An action with its time and where it stands today. */
export interface BoardAction extends ExecutedAction {
  readonly window: TimeWindow;
  readonly stage: ActionStage;
}

/** A plan as it is carried out, in the plan's order. */
export interface ExecutionBoard {
  readonly actions: readonly BoardAction[];
  readonly today: DayNumber;
  readonly answered: ReadonlySet<number>;
}

/** What a planned action is on a day; nothing is due while the plan has not begun or rests. */
function stageOf({ state, day }: ExecutedAction, today: DayNumber, isRunning: boolean): ActionStage {
  if (state !== 'planned') return state;
  if (!isRunning || day > today) return 'planned';
  return day === today ? 'due' : 'late';
}

/** Reads a plan's actions with their times of the day, on the days they stand on now: the one place that says when an action is carried out. O(actions · log actions). */
export function readTimes(sqlite: Sqlite, planId: number, settings: ExecutionSettings): (ExecutedAction & Pick<BoardAction, 'window'>)[] {
  const actions = readExecutedActions(sqlite, planId);
  const windows = placeInDays(actions.map(({ rep, territory, ...action }) => ({ ...action, rep: rep ?? '', territory: territory ?? '' })), settings);
  const windowOf = new Map(windows.map((window) => [window.position, window]));
  return actions.map((action) => ({ ...action, window: windowOf.get(action.position) ?? { position: action.position, place: 1, start: settings.hours.start, end: settings.hours.end, isTight: false } }));
}

/** Reads a plan with times of the day and what became of it. O(actions · log actions). */
export function readBoard(sqlite: Sqlite, planId: number, settings: ExecutionSettings, today: DayNumber): ExecutionBoard {
  const isRunning = readExecution(sqlite, planId)?.state === 'running';
  const answered = readAnswered(sqlite, planId, settings.answerDays);
  return {
    today,
    answered,
    actions: readTimes(sqlite, planId, settings).map((action) => ({ ...action, stage: stageOf(action, today, isRunning) })),
  };
}

/** Whether a done action was answered: as the planner said, else by the outcomes of its contact. */
const isAnswered = ({ position, answered }: BoardAction, board: ExecutionBoard): boolean => (answered === null ? board.answered.has(position) : answered === 1);

/** Sums a board up. Actions are judged once their answer could have come, or the planner said whether it did. O(actions). */
export function countProgress(board: ExecutionBoard, { contacts }: AllocationProblem, { answerDays }: ExecutionSettings): ExecutionProgress {
  const stages: Record<ActionStage, number> = { planned: 0, due: 0, late: 0, done: 0, failed: 0, skipped: 0 };
  const valueOf = new Map(contacts.ids.map((id, at) => [id, contacts.value[at] ?? 0]));
  const tight = new Set<string>();
  let [expected, expectedDone, costDone] = [0, 0, 0];
  for (const { stage, lift, cost, window, rep, day } of board.actions) {
    stages[stage] += 1;
    expected += lift;
    if (window.isTight) tight.add(`${day} ${rep ?? ''}`);
    if (stage !== 'done') continue;
    expectedDone += lift;
    costDone += cost;
  }
  const judged = board.actions.filter(({ stage, answered, doneDay }) => stage === 'done' && (answered !== null || (doneDay !== null && doneDay + answerDays <= board.today)));
  const forecast = judgeForecast(judged.map((action) => ({ expected: action.lift, value: valueOf.get(action.contact) ?? 0, isAnswered: isAnswered(action, board) })));
  return { actions: board.actions.length, stages, expected, expectedDone, costDone, tightDays: tight.size, forecast };
}

const toRow = (action: BoardAction, board: ExecutionBoard): ExecutionRow => {
  const { position, contact, contactId, name, channel, day, plannedDay, rep, territory, window, lift, cost, stage, doneDay, source, note } = action;
  return {
    position,
    contact,
    contactId,
    name,
    channel,
    date: formatDay(day),
    movedFrom: day === plannedDay ? null : formatDay(plannedDay),
    rep,
    territory,
    place: window.place,
    start: window.start,
    end: window.end,
    lift,
    cost,
    stage,
    doneOn: doneDay === null ? null : formatDay(doneDay),
    answered: stage === 'done' && (action.answered !== null || board.answered.has(position)) ? isAnswered(action, board) : null,
    source,
    note,
  };
};

export type SortColumn = 'date' | 'contact' | 'name' | 'channel' | 'rep' | 'stage' | 'lift' | 'cost';

const stageOrder: readonly ActionStage[] = ['late', 'due', 'planned', 'failed', 'skipped', 'done'];
const compareText = (first: string, second: string): number => (first < second ? -1 : first > second ? 1 : 0);
const comparers: Record<SortColumn, (first: BoardAction, second: BoardAction) => number> = {
  date: (first, second) => first.day - second.day || first.window.start - second.window.start || compareText(first.rep ?? '', second.rep ?? '') || first.window.place - second.window.place,
  contact: (first, second) => compareText(first.contact, second.contact),
  name: (first, second) => compareText((first.name ?? '').toLowerCase(), (second.name ?? '').toLowerCase()),
  channel: (first, second) => compareText(first.channel, second.channel),
  rep: (first, second) => compareText(first.rep ?? '', second.rep ?? ''),
  stage: (first, second) => stageOrder.indexOf(first.stage) - stageOrder.indexOf(second.stage),
  lift: (first, second) => first.lift - second.lift,
  cost: (first, second) => first.cost - second.cost,
};

/** A window of a board's actions with the totals of all that match; by date and time where no order is asked for. O(n log n). */
export function pageBoard(board: ExecutionBoard, query: ActionFilter & { offset: number; limit: number; sort?: { column: SortColumn; direction: 'asc' | 'desc' } | undefined }): { total: number; lift: number; cost: number; rows: ExecutionRow[] } {
  const { stage, rep, channel, date, search, sort, offset, limit } = query;
  const needle = (search ?? '').trim().toLowerCase();
  const matching = board.actions.filter(
    (action) =>
      (stage === undefined || action.stage === stage) &&
      (rep === undefined || (action.rep ?? '') === rep) &&
      (channel === undefined || action.channel === channel) &&
      (date === undefined || formatDay(action.day) === date) &&
      (needle === '' || `${action.contact} ${action.name ?? ''}`.toLowerCase().includes(needle)),
  );
  const sign = sort?.direction === 'desc' ? -1 : 1;
  const compare = comparers[sort?.column ?? 'date'];
  matching.sort((first, second) => sign * compare(first, second) || comparers.date(first, second) || first.position - second.position);
  return {
    total: matching.length,
    lift: matching.reduce((sum, action) => sum + action.lift, 0),
    cost: matching.reduce((sum, action) => sum + action.cost, 0),
    rows: matching.slice(offset, offset + limit).map((action) => toRow(action, board)),
  };
}

/** Actions by day of the horizon for every rep or channel; days outside it count on its first or last. O(actions). */
export function drawTimeline(board: ExecutionBoard, horizon: AllocationProblem['horizon'], by: 'rep' | 'channel'): TimelineLane[] {
  const { fromDay } = horizonDays(horizon);
  const lanes = new Map<string, { actions: number[]; done: number[]; missed: number[] }>();
  const empty = (): number[] => Array.from({ length: horizon.days }, () => 0);
  for (const action of board.actions) {
    const key = (by === 'rep' ? action.rep : action.channel) ?? '';
    let lane = lanes.get(key);
    if (lane === undefined) lanes.set(key, (lane = { actions: empty(), done: empty(), missed: empty() }));
    const at = Math.max(0, Math.min(horizon.days - 1, action.day - fromDay));
    lane.actions[at]! += 1;
    if (action.stage === 'done') lane.done[at]! += 1;
    else if (action.stage === 'late' || action.stage === 'failed' || action.stage === 'skipped') lane.missed[at]! += 1;
  }
  return [...lanes].toSorted(([first], [second]) => compareText(first, second)).map(([key, lane]) => ({ key, ...lane }));
}
