import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { Sqlite } from '../db/connection.ts';
import { readPlan, readProblem, type StoredPlan } from '../db/repositories/plan.ts';
import { createRecent } from './recent.ts';

/** A workspace file as a question about its plans finds it: in the core, or on a thread over a connection of its own. */
export interface PlanFile {
  readonly sqlite: Sqlite;
  readonly path: string;
}

/** A stored plan; `NOT_FOUND` where there is none. */
export function findPlan({ sqlite }: PlanFile, planId: number): Result<StoredPlan> {
  const plan = readPlan(sqlite, planId);
  return plan === null ? fail('NOT_FOUND', `Plan ${planId} does not exist.`, { path: 'planId' }) : succeed(plan);
}

/** Problems kept, the last used: two, for plans that are compared. */
const KEPT = 2;

/** Reads problems and keeps the last ones; a stored problem never changes. */
export function createProblemReader(): (file: PlanFile, plan: StoredPlan) => AllocationProblem {
  const problems = createRecent<AllocationProblem>(KEPT);
  return ({ sqlite, path }, { problemId, problemHash }) => problems.take(JSON.stringify([path, problemId, problemHash]), (kept) => kept ?? readProblem(sqlite, problemId));
}
export type ProblemReader = ReturnType<typeof createProblemReader>;
