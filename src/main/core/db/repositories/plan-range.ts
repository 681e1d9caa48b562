import { eq } from 'drizzle-orm';
import { PlanRange } from '../../../../engine/model/plan-range.ts';
import type { PlayedPlan } from '../../../../engine/simulation/play-plan.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { planRanges } from '../schema/plan.ts';
import { readSamples, writeSamples } from './scenario-run.ts';

/** The range of a plan as it was played last. */
export interface StoredRange extends PlayedPlan {
  readonly madeAt: number;
}

/** Keeps the range of a plan in place of an earlier one. Call inside a transaction. */
export function putPlanRange(sqlite: Sqlite, planId: number, { range, samples }: PlayedPlan, meta: { nowMs: number; engineVersion: string }): void {
  const row = { madeAt: meta.nowMs, engineVersion: meta.engineVersion, body: JSON.stringify(range), lift: writeSamples(samples.lift), responses: writeSamples(samples.responses) };
  ormOf(sqlite).insert(planRanges).values({ planId, ...row }).onConflictDoUpdate({ target: planRanges.planId, set: row }).run();
}

/** The range of a plan, null where it was not played yet. */
export function readPlanRange(sqlite: Sqlite, planId: number): StoredRange | null {
  const row = ormOf(sqlite).select().from(planRanges).where(eq(planRanges.planId, planId)).get();
  if (row === undefined) return null;
  return { madeAt: row.madeAt, range: PlanRange.parse(JSON.parse(row.body)), samples: { lift: readSamples(row.lift), responses: readSamples(row.responses) } };
}
