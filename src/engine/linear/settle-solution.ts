import { isProvenByDuals } from './dual-gap.ts';
import type { LinearModel, LinearSolution, LinearSolveOptions, LinearStatus } from './linear-model.ts';
import { objectiveTolerance, recountSolution, roundSolution } from './recount-solution.ts';

/** What a solver says it found, before anybody has checked it. */
export interface SolverClaim {
  readonly status: LinearStatus;
  readonly values: Float64Array | null;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly rowDuals: Float64Array | null;
}

/** Name and version that stand on the solution. */
export interface SolverIdentity {
  readonly solver: string;
  readonly solverVersion: string;
}

/** A recounted point. */
interface Point {
  readonly values: Float64Array;
  readonly objective: number;
}

/** The point with whole numbers made whole, or as the solver gave it where only that is feasible; null if neither is. */
export function findFeasiblePoint(model: LinearModel, values: Float64Array | null | undefined): Point | null {
  if (values === null || values === undefined || values.length !== model.columnNames.length) return null;
  for (const candidate of [roundSolution(model, values), values]) {
    const { isFeasible, objective } = recountSolution(model, candidate);
    if (isFeasible) return { values: candidate, objective };
  }
  return null;
}

/** How much better `first` is than `second` in the model's sense; negative where it is worse. */
function advantage(model: LinearModel, first: number, second: number): number {
  return model.sense === 'min' ? second - first : first - second;
}

/** True where a claimed optimum agrees with our own count, its duals, the start and, within the allowed gap, the bound. */
function isOptimalCredible(model: LinearModel, claim: SolverClaim, point: Point, start: Point | null, relativeGap: number): boolean {
  const slack = relativeGap * Math.abs(point.objective) + objectiveTolerance(point.objective, claim.objective ?? 0);
  if (claim.objective !== null && Math.abs(claim.objective - point.objective) > objectiveTolerance(claim.objective, point.objective)) return false;
  if (start !== null && advantage(model, start.objective, point.objective) > slack) return false;
  if (claim.rowDuals !== null && !isProvenByDuals(model, point, claim.rowDuals)) return false;
  return claim.bound === null || Math.abs(claim.bound - point.objective) <= slack;
}

/** The bound, moved onto the objective where rounding let it pass; null where it contradicts a feasible point. */
function settleBound(model: LinearModel, bound: number | null, objective: number | null): number | null {
  if (bound === null || !Number.isFinite(bound)) return null;
  if (objective === null || advantage(model, bound, objective) >= 0) return bound;
  return advantage(model, objective, bound) <= objectiveTolerance(objective, bound) ? objective : null;
}

/**
 * Turns a solver's claim into a solution that can be trusted: the point is rounded, recounted and compared with the
 * claimed objective, the bound, the start and (continuous models) what the duals prove. A claim of optimality (or of infeasibility beside a feasible start) that
 * does not hold becomes `unknown` with nothing claimed. A stopped run returns the better of its point and the start,
 * with the bound that was proven until then.
 */
export function settleSolution(model: LinearModel, claim: SolverClaim, options: LinearSolveOptions, identity: SolverIdentity): LinearSolution {
  const nothing: LinearSolution = { status: claim.status, objective: null, bound: null, values: null, rowDuals: null, ...identity };
  const start = findFeasiblePoint(model, options.start);
  const point = findFeasiblePoint(model, claim.values);

  if (claim.status === 'optimal') {
    if (point === null || !isOptimalCredible(model, claim, point, start, options.relativeGap ?? 0)) return { ...nothing, status: 'unknown' };
    const bound = settleBound(model, claim.bound, point.objective);
    return { ...nothing, objective: point.objective, values: point.values, bound, rowDuals: claim.rowDuals };
  }
  if (claim.status === 'infeasible') return start === null ? nothing : { ...nothing, status: 'unknown' };
  if (claim.status === 'unbounded' || claim.status === 'infeasible_or_unbounded') return nothing;

  const isStartBetter = start !== null && (point === null || advantage(model, start.objective, point.objective) > 0);
  const best = isStartBetter ? start : point;
  const bound = settleBound(model, claim.bound, best?.objective ?? null);
  return { ...nothing, objective: best?.objective ?? null, values: best?.values ?? null, bound };
}
