import { and, desc, eq } from 'drizzle-orm';
import { SensitivityResult, SensitivitySpec } from '../../../../contract/scenario.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { scenarioSensitivities } from '../schema/scenario.ts';
import { ProblemInputs } from './plan.ts';
import { isKept, nextSubjectId } from './scenario-removal.ts';
import { ScenarioBody } from './scenario.ts';

type SensitivityRow = typeof scenarioSensitivities.$inferSelect;

export interface StoredSensitivity extends Omit<SensitivityRow, 'spec' | 'body' | 'inputs' | 'result'> {
  readonly spec: SensitivitySpec;
  readonly body: ScenarioBody;
  /** The body as it is stored. */
  readonly bodyText: string;
  readonly inputs: ProblemInputs;
  readonly result: SensitivityResult;
}

const parseSensitivity = (row: SensitivityRow): StoredSensitivity => ({
  ...row,
  spec: SensitivitySpec.parse(JSON.parse(row.spec)),
  body: ScenarioBody.parse(JSON.parse(row.body)),
  bodyText: row.body,
  inputs: ProblemInputs.parse(JSON.parse(row.inputs)),
  result: SensitivityResult.parse(JSON.parse(row.result)),
});

/** Analyses of a scenario, newest first. */
export const readSensitivities = (sqlite: Sqlite, scenarioId: number): StoredSensitivity[] =>
  ormOf(sqlite).select().from(scenarioSensitivities).where(and(eq(scenarioSensitivities.scenarioId, scenarioId), isKept('sensitivity'))).orderBy(desc(scenarioSensitivities.id)).all().map(parseSensitivity);

/** Stores an analysis; its input has to stand. Call inside a transaction. */
export function insertSensitivity(sqlite: Sqlite, { spec, inputs, result, bodyText, ...columns }: Omit<StoredSensitivity, 'id' | 'body'>): number {
  return ormOf(sqlite)
    .insert(scenarioSensitivities)
    .values({ ...columns, id: nextSubjectId(sqlite, 'sensitivity'), body: bodyText, spec: JSON.stringify(spec), inputs: JSON.stringify(inputs), result: JSON.stringify(result) })
    .returning({ id: scenarioSensitivities.id })
    .get().id;
}

/** The measure and method of an analysis, null where there is none, or it was removed. */
export function readQuestion(sqlite: Sqlite, id: number): Pick<SensitivitySpec, 'method' | 'measure'> | null {
  const row = ormOf(sqlite).select({ spec: scenarioSensitivities.spec }).from(scenarioSensitivities).where(and(eq(scenarioSensitivities.id, id), isKept('sensitivity'))).get();
  return row === undefined ? null : SensitivitySpec.parse(JSON.parse(row.spec));
}

/** Removes an analysis for good. Call inside a transaction. */
export const deleteSensitivity = (sqlite: Sqlite, id: number): void => void ormOf(sqlite).delete(scenarioSensitivities).where(eq(scenarioSensitivities.id, id)).run();
