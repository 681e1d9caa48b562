import { and, eq, gt, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { ProgressPoint } from '../../jobs/progress-history.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { planProgress, plans } from '../schema/plan.ts';

const Points = z.array(z.tuple([z.number(), z.number().nullable(), z.number().nullable()]));

/** Keeps how large the problem of a plan was and how the plan was found; call inside a transaction or alone. */
export function insertPlanProgress(sqlite: Sqlite, planId: number, columns: number, points: readonly ProgressPoint[]): void {
  ormOf(sqlite)
    .insert(planProgress)
    .values({ planId, columns, points: JSON.stringify(points.map(({ ms, best, bound }) => [Math.round(ms), best, bound])) })
    .run();
}

/** How a plan was found; empty where nothing was kept. */
export function readPlanProgress(sqlite: Sqlite, planId: number): ProgressPoint[] {
  const kept = ormOf(sqlite).select({ points: planProgress.points }).from(planProgress).where(eq(planProgress.planId, planId)).get();
  return kept === undefined ? [] : Points.parse(JSON.parse(kept.points)).map(([ms, best, bound]) => ({ ms, best, bound }));
}

/** Size of a problem and how long its plan took. */
export interface SolveTime {
  readonly columns: number;
  readonly elapsedMs: number;
}

/** What plans by a method took; those that were stopped by hand say nothing and are left out. */
export const readSolveTimes = (sqlite: Sqlite, method: string): SolveTime[] =>
  ormOf(sqlite)
    .select({ columns: planProgress.columns, elapsedMs: plans.elapsedMs })
    .from(planProgress)
    .innerJoin(plans, eq(plans.id, planProgress.planId))
    .where(and(eq(plans.method, method), ne(plans.solveStatus, 'interrupted'), gt(planProgress.columns, 0)))
    .all();
