import { z } from 'zod';
import type { ProgressPoint } from '../../jobs/progress-history.ts';
import type { Sqlite } from '../connection.ts';

const Points = z.array(z.tuple([z.number(), z.number().nullable(), z.number().nullable()]));

/** Keeps how a plan was found; call inside a transaction or alone. */
export function insertPlanProgress(sqlite: Sqlite, planId: number, points: readonly ProgressPoint[]): void {
  sqlite.prepare('INSERT INTO plan_progress (plan_id, points) VALUES (?, ?)').run(planId, JSON.stringify(points.map(({ ms, best, bound }) => [Math.round(ms), best, bound])));
}

/** How a plan was found; empty where nothing was kept. */
export function readPlanProgress(sqlite: Sqlite, planId: number): ProgressPoint[] {
  const text = sqlite.prepare('SELECT points FROM plan_progress WHERE plan_id = ?').pluck().get(planId) as string | undefined;
  return text === undefined ? [] : Points.parse(JSON.parse(text)).map(([ms, best, bound]) => ({ ms, best, bound }));
}
