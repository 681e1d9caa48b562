import { z } from 'zod';
import type { ProgressPoint } from '../../jobs/progress-history.ts';
import type { Sqlite } from '../connection.ts';

const Points = z.array(z.tuple([z.number(), z.number().nullable(), z.number().nullable()]));

/** Keeps how large the problem of a plan was and how the plan was found; call inside a transaction or alone. */
export function insertPlanProgress(sqlite: Sqlite, planId: number, columns: number, points: readonly ProgressPoint[]): void {
  sqlite.prepare('INSERT INTO plan_progress (plan_id, columns, points) VALUES (?, ?, ?)').run(planId, columns, JSON.stringify(points.map(({ ms, best, bound }) => [Math.round(ms), best, bound])));
}

/** How a plan was found; empty where nothing was kept. */
export function readPlanProgress(sqlite: Sqlite, planId: number): ProgressPoint[] {
  const text = sqlite.prepare('SELECT points FROM plan_progress WHERE plan_id = ?').pluck().get(planId) as string | undefined;
  return text === undefined ? [] : Points.parse(JSON.parse(text)).map(([ms, best, bound]) => ({ ms, best, bound }));
}

/** Size of a problem and how long its plan took. */
export interface SolveTime {
  readonly columns: number;
  readonly elapsedMs: number;
}

/** What plans by a method took; those that were stopped by hand say nothing and are left out. */
export const readSolveTimes = (sqlite: Sqlite, method: string): SolveTime[] =>
  sqlite.prepare("SELECT plan_progress.columns AS columns, plans.elapsed_ms AS elapsedMs FROM plan_progress JOIN plans ON plans.id = plan_progress.plan_id WHERE plans.method = ? AND plans.solve_status <> 'interrupted' AND plan_progress.columns > 0").all(method) as SolveTime[];
