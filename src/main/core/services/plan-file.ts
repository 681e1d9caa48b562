import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { Sqlite } from '../db/connection.ts';
import { readPlan, readProblem, type StoredPlan } from '../db/repositories/plan.ts';

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
  const kept = new Map<string, AllocationProblem>();
  return ({ sqlite, path }, { problemId, problemHash }) => {
    const key = JSON.stringify([path, problemId, problemHash]);
    const problem = kept.get(key) ?? readProblem(sqlite, problemId);
    kept.delete(key);
    kept.set(key, problem);
    const oldest = kept.keys().next();
    if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
    return problem;
  };
}
export type ProblemReader = ReturnType<typeof createProblemReader>;
