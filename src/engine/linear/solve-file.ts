import { succeed, type Result } from '../base/fault.ts';
import type { RunControl } from '../base/progress.ts';
import type { LinearSolution, LinearSolvers, LinearStatus } from './linear-model.ts';
import { readLp } from './lp-reader.ts';
import { readMps } from './mps-reader.ts';

/** A model text and how to solve it. Left out: HiGHS, no time limit. */
export interface ModelTextRequest {
  readonly text: string;
  readonly format: 'mps' | 'lp';
  readonly solver?: 'highs' | 'glpk';
  readonly seconds?: number;
}

/** Answer to a model text: the best point by column name, values of 0 left out; empty without a point. */
export interface ModelTextAnswer {
  readonly status: LinearStatus;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly variables: Readonly<Record<string, number>>;
}

function nameValues(columnNames: readonly string[], { values }: LinearSolution): Record<string, number> {
  if (values === null) return {};
  return Object.fromEntries(columnNames.map((name, column) => [name, values[column]!] as const).filter(([, value]) => value !== 0));
}

/**
 * Reads a model text and solves it to proven optimality or until time, deadline or cancel flag stop it. A text that
 * can not be read is a fault with its line; infeasible, unbounded and stopped are statuses.
 */
export async function solveModelText(request: ModelTextRequest, solvers: LinearSolvers, control: RunControl): Promise<Result<ModelTextAnswer>> {
  const read = request.format === 'mps' ? readMps(request.text) : readLp(request.text);
  if (!read.ok) return read;
  const solution = await solvers[request.solver ?? 'highs'](read.value, request.seconds === undefined ? {} : { timeLimitSeconds: request.seconds }, control);
  const { status, objective, bound } = solution;
  return succeed({ status, objective, bound, variables: nameValues(read.value.columnNames, solution) });
}
