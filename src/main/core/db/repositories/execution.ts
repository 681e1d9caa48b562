import { defaultExecutionSettings, ExecutionSettings, type ActionOutcome } from '../../../../engine/model/execution.ts';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

export interface StoredExecution {
  readonly planId: number;
  readonly state: 'running' | 'paused';
  readonly startedAt: number;
  readonly pausedDay: number | null;
}

const EXECUTION_COLUMNS = 'plan_id AS planId, state, started_at AS startedAt, paused_day AS pausedDay';

export const readExecution = (sqlite: Sqlite, planId: number): StoredExecution | null => (sqlite.prepare(`SELECT ${EXECUTION_COLUMNS} FROM executions WHERE plan_id = ?`).get(planId) as StoredExecution | undefined) ?? null;

/** Every plan that is carried out, newest first. */
export const readExecutions = (sqlite: Sqlite): StoredExecution[] => sqlite.prepare(`SELECT ${EXECUTION_COLUMNS} FROM executions ORDER BY plan_id DESC`).all() as StoredExecution[];

export const putExecution = (recorder: EditRecorder, { planId, state, startedAt, pausedDay }: StoredExecution): void => recorder.put('executions', { plan_id: planId, state, started_at: startedAt, paused_day: pausedDay });

/** A planned action with what became of it. */
export interface ExecutedAction {
  readonly position: number;
  readonly contactId: number | null;
  readonly contact: string;
  readonly name: string | null;
  readonly channel: string;
  /** Day it stands on now, and the day of the plan. */
  readonly day: number;
  readonly plannedDay: number;
  readonly rep: string | null;
  readonly territory: string | null;
  readonly lift: number;
  readonly cost: number;
  readonly exploration: number;
  readonly campaign: string | null;
  readonly state: ActionOutcome;
  readonly doneDay: number | null;
  /** 1 where the planner said that it was answered, 0 where not, null where outcomes decide. */
  readonly answered: number | null;
  readonly source: string | null;
  readonly note: string;
}

const ACTION_SQL = `SELECT plan_actions.position, contact_id AS contactId, plan_actions.contact, coalesce(contacts.name, nullif(trim(ifnull(first_name, '') || ' ' || ifnull(last_name, '')), '')) AS name,
    plan_actions.channel, coalesce(execution_actions.day, plan_actions.day) AS day, plan_actions.day AS plannedDay, plan_actions.rep, plan_actions.territory, lift, cost, exploration, campaign,
    coalesce(execution_actions.state, 'planned') AS state, done_day AS doneDay, answered, execution_actions.source, coalesce(note, '') AS note
  FROM plan_actions LEFT JOIN execution_actions ON execution_actions.plan_id = plan_actions.plan_id AND execution_actions.position = plan_actions.position
  LEFT JOIN contacts ON contacts.id = plan_actions.contact_id WHERE plan_actions.plan_id = ? ORDER BY plan_actions.position`;

/** Every action of a plan with what became of it, in the plan's order. */
export const readExecutedActions = (sqlite: Sqlite, planId: number): ExecutedAction[] => sqlite.prepare(ACTION_SQL).all(planId) as ExecutedAction[];

/** An action with its days, for a mark. */
export type PlacedAction = Pick<ExecutedAction, 'day' | 'plannedDay' | 'state' | 'note'>;

const PLACED_SQL = `SELECT coalesce(execution_actions.day, plan_actions.day) AS day, plan_actions.day AS plannedDay, coalesce(execution_actions.state, 'planned') AS state, coalesce(note, '') AS note
  FROM plan_actions LEFT JOIN execution_actions ON execution_actions.plan_id = plan_actions.plan_id AND execution_actions.position = plan_actions.position
  WHERE plan_actions.plan_id = ? AND plan_actions.position = ?`;

/** Some actions of a plan by their positions; those that the plan has not are left out. O(positions). */
export function readPlacedActions(sqlite: Sqlite, planId: number, positions: readonly number[]): Map<number, PlacedAction> {
  const find = sqlite.prepare(PLACED_SQL);
  const found = new Map<number, PlacedAction>();
  for (const position of positions) {
    const action = find.get(planId, position) as PlacedAction | undefined;
    if (action !== undefined) found.set(position, action);
  }
  return found;
}

/** What is written of one action. */
export interface ActionMark {
  readonly position: number;
  readonly state: ExecutedAction['state'];
  readonly day: number;
  readonly doneDay: number | null;
  readonly answered: number | null;
  readonly source: 'hand' | 'touch' | 'pause';
  readonly note: string;
}

/** Writes what became of an action; one that is planned on its own day again has no row. */
export function putMark(recorder: EditRecorder, planId: number, plannedDay: number, { position, state, day, doneDay, answered, source, note }: ActionMark): void {
  if (state === 'planned' && day === plannedDay) recorder.remove('execution_actions', { plan_id: planId, position });
  else recorder.put('execution_actions', { plan_id: planId, position, state, day, done_day: doneDay, answered, source, note });
}

/** Ends an execution and takes its steps off the undo list; call inside the transaction that withdraws its plan. What is done stays in the ledger. */
export function endExecution(sqlite: Sqlite, planId: number): StoredExecution | null {
  const execution = readExecution(sqlite, planId);
  if (execution === null) return null;
  sqlite.prepare('DELETE FROM executions WHERE plan_id = ?').run(planId);
  sqlite
    .prepare(
      `UPDATE edits SET state = 'dropped', changes = '[]' WHERE state <> 'dropped' AND instr(changes, '"execution') > 0 AND EXISTS (
         SELECT 1 FROM json_each(changes) WHERE json_each.value ->> 'table' IN ('executions', 'execution_actions')
           AND coalesce(json_each.value -> 'after' ->> 'plan_id', json_each.value -> 'before' ->> 'plan_id') = ?)`,
    )
    .run(planId);
  return execution;
}

/** Carries an execution over to the version that replaces its plan. */
export const continueExecution = (sqlite: Sqlite, { state, startedAt, pausedDay }: StoredExecution, planId: number): void =>
  void sqlite.prepare('INSERT INTO executions (plan_id, state, started_at, paused_day) VALUES (?, ?, ?, ?)').run(planId, state, startedAt, pausedDay);

export function readExecutionSettings(sqlite: Sqlite): ExecutionSettings {
  const body = sqlite.prepare('SELECT body FROM execution_settings WHERE id = 1').pluck().get() as string | undefined;
  return body === undefined ? defaultExecutionSettings : ExecutionSettings.parse(JSON.parse(body));
}

export const putExecutionSettings = (recorder: EditRecorder, settings: ExecutionSettings): void => recorder.put('execution_settings', { id: 1, body: JSON.stringify(settings) });

/** A run by schedule and what it came to. */
export interface StoredRun {
  readonly id: number;
  readonly at: number;
  readonly does: 'rebalance' | 'optimize';
  readonly planId: number | null;
  readonly result: string;
}

export const readLastRun = (sqlite: Sqlite): StoredRun | null => (sqlite.prepare('SELECT id, at, does, plan_id AS planId, result FROM execution_runs ORDER BY id DESC LIMIT 1').get() as StoredRun | undefined) ?? null;

export const insertRun = (sqlite: Sqlite, { at, does, planId, result }: Omit<StoredRun, 'id'>): void => void sqlite.prepare('INSERT INTO execution_runs (at, does, plan_id, result) VALUES (?, ?, ?, ?)').run(at, does, planId, result);

/** Positions of done actions whose contact showed an outcome within so many days, on their channel or on none. */
export const readAnswered = (sqlite: Sqlite, planId: number, answerDays: number): Set<number> =>
  new Set(
    sqlite
      .prepare(
        `SELECT execution_actions.position FROM execution_actions JOIN plan_actions USING (plan_id, position)
         WHERE execution_actions.plan_id = ? AND execution_actions.state = 'done' AND EXISTS (SELECT 1 FROM outcomes WHERE outcomes.contact_id = plan_actions.contact_id
           AND outcomes.day BETWEEN done_day AND done_day + ? AND outcomes.channel IN ('', plan_actions.channel))`,
      )
      .pluck()
      .all(planId, answerDays) as number[],
  );
