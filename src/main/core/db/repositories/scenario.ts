import { asc, eq, max } from 'drizzle-orm';
import { ScenarioDraft } from '../../../../contract/scenario.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { scenarios } from '../schema/scenario.ts';
import type { EditRecorder } from './edit.ts';

/** What of a draft decides a result. */
export const ScenarioBody = ScenarioDraft.omit({ name: true, notes: true });
export type ScenarioBody = Omit<ScenarioDraft, 'name' | 'notes'>;

export interface StoredScenario {
  readonly id: number;
  readonly name: string;
  readonly notes: string;
  readonly parent: number | null;
  readonly locked: boolean;
  readonly body: ScenarioBody;
  /** The body as it is stored: equal texts are equal bodies. */
  readonly bodyText: string;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** The text a body is stored as: its keys always stand in the same order. */
export const writeBody = (body: ScenarioBody): string => JSON.stringify(ScenarioBody.parse(body));

const parseScenario = (row: typeof scenarios.$inferSelect): StoredScenario => ({ ...row, locked: row.locked === 1, body: ScenarioBody.parse(JSON.parse(row.body)), bodyText: row.body });

/** Oldest first. */
export const readScenarios = (sqlite: Sqlite): StoredScenario[] => ormOf(sqlite).select().from(scenarios).orderBy(asc(scenarios.id)).all().map(parseScenario);

export function readScenario(sqlite: Sqlite, id: number): StoredScenario | null {
  const row = ormOf(sqlite).select().from(scenarios).where(eq(scenarios.id, id)).get();
  return row === undefined ? null : parseScenario(row);
}

/** A number that no scenario has, nor a run, batch or branch of one that is gone: what it left is not taken for somebody else's. */
export function nextScenarioId(sqlite: Sqlite): number {
  const last = ormOf(sqlite).select({ id: max(scenarios.id), parent: max(scenarios.parent) }).from(scenarios).get();
  const left = sqlite
    .prepare('SELECT max(id) FROM (SELECT max(scenario_id) AS id FROM scenario_runs UNION ALL SELECT max(scenario_id) FROM scenario_batches UNION ALL SELECT max(scenario_id) FROM scenario_sensitivities)')
    .pluck()
    .get() as number | null;
  return 1 + Math.max(last?.id ?? 0, last?.parent ?? 0, left ?? 0);
}

export function putScenario(recorder: EditRecorder, { id, name, notes, parent, locked, body, createdAt, changedAt }: Omit<StoredScenario, 'bodyText'>): void {
  recorder.put('scenarios', { id, name, notes, parent, locked: locked ? 1 : 0, body: writeBody(body), created_at: createdAt, changed_at: changedAt });
}

export const removeScenario = (recorder: EditRecorder, id: number): void => recorder.remove('scenarios', { id });
