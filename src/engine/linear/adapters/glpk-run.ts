import type { GLPK, Options, Result } from 'glpk.js/node';
import { isProvenByDuals } from '../dual-gap.ts';
import type { LinearModel } from '../linear-model.ts';
import type { SolverClaim } from '../settle-solution.ts';
import { glpkTimeLimitSeconds, runOnSolveClock } from './glpk-clock.ts';
import { describeForGlpk, pickColumnValues, pickRowDuals } from './glpk-problem.ts';
import type { SolverTask } from './solve-with-instance.ts';

const noPoint = { values: null, objective: null, bound: null, rowDuals: null } as const;

function callGlpk(glpk: GLPK, { model, scale, clock }: SolverTask, isRelaxed: boolean, bound: number | null, options: Options): Result['result'] {
  const problem = describeForGlpk(glpk, model, scale, isRelaxed);
  const phase = isRelaxed ? 'iterations' : 'nodes';
  const onLook = (): void => clock.report(() => ({ phase, done: 0, total: null, ...(bound === null ? {} : { bound }) }));
  return runOnSolveClock(clock, onLook, () => glpk.solve(problem, { msglev: glpk.GLP_MSG_OFF, tmlim: glpkTimeLimitSeconds, ...options }).result);
}

/**
 * Solves the model without its whole-number rules. With presolve GLPK does not say why a model has no optimum, so such
 * a model is solved once more without.
 */
function solveRelaxed(glpk: GLPK, task: SolverTask): SolverClaim {
  const { model, scale, clock } = task;
  const first = callGlpk(glpk, task, true, null, { presol: true });
  const isDecided = first.status === glpk.GLP_OPT || clock.stopReason() !== null;
  const answer = isDecided ? first : callGlpk(glpk, task, true, null, { presol: false });
  if (answer.status === glpk.GLP_NOFEAS) return { status: 'infeasible', ...noPoint };
  if (answer.status === glpk.GLP_UNBND) return { status: 'unbounded', ...noPoint };
  const isOptimal = answer.status === glpk.GLP_OPT;
  if (!isOptimal && answer.status !== glpk.GLP_FEAS) return { status: clock.stopReason() ?? 'unknown', ...noPoint };
  const objective = answer.z / scale;
  return {
    status: isOptimal ? 'optimal' : (clock.stopReason() ?? 'unknown'),
    values: pickColumnValues(model, answer.vars),
    objective,
    bound: isOptimal ? objective : null,
    rowDuals: isOptimal ? pickRowDuals(model, answer.dual ?? {}, scale) : null,
  };
}

/** The optimum of the relaxation as a bound, where its own duals prove it; null where they do not. */
function proveBound(model: LinearModel, { values, objective, rowDuals }: SolverClaim): number | null {
  if (values === null || objective === null || rowDuals === null) return null;
  return isProvenByDuals(model, { values, objective }, rowDuals) ? objective : null;
}

/** Branch and bound; `relaxedBound` is what the relaxation has proven and stands until the search is complete. */
function solveMixed(glpk: GLPK, task: SolverTask, relaxedBound: number | null, relativeGap: number): SolverClaim {
  const { model, scale, clock } = task;
  const answer = callGlpk(glpk, task, false, relaxedBound, { presol: true, mipgap: relativeGap });
  const stop = clock.stopReason();
  if (answer.status === glpk.GLP_NOFEAS) return { status: 'infeasible', ...noPoint };
  if (answer.status !== glpk.GLP_OPT && answer.status !== glpk.GLP_FEAS) return { ...noPoint, status: stop ?? 'unknown', bound: relaxedBound };
  const values = pickColumnValues(model, answer.vars);
  const objective = answer.z / scale;
  if (answer.status === glpk.GLP_OPT) return { status: 'optimal', values, objective, bound: objective, rowDuals: null };
  if (stop !== null) return { status: stop, values, objective, bound: relaxedBound, rowDuals: null };
  const gap = relativeGap * Math.abs(objective);
  return { status: 'optimal', values, objective, bound: model.sense === 'min' ? objective - gap : objective + gap, rowDuals: null };
}

/**
 * Runs GLPK on a prepared model: the relaxation first (its optimum is the bound a stopped search can prove), then branch
 * and bound. Where the relaxation is unbounded, the model without objective tells infeasible from unbounded.
 */
export function runGlpk(glpk: GLPK, task: SolverTask): SolverClaim {
  const { model, options, clock } = task;
  const relaxed = solveRelaxed(glpk, task);
  if (!model.isInteger.includes(1) || relaxed.status === 'infeasible') return relaxed;
  const stop = clock.stopReason();
  const relaxedBound = proveBound(model, relaxed);
  if (stop !== null) return { ...noPoint, status: stop, bound: relaxedBound };
  if (relaxed.status !== 'unbounded') return solveMixed(glpk, task, relaxedBound, options.relativeGap ?? 0);

  const question: LinearModel = { ...model, objective: new Float64Array(model.objective.length), offset: 0 };
  const { status } = solveMixed(glpk, { ...task, model: question }, null, 0);
  if (status === 'optimal') return { status: 'unbounded', ...noPoint };
  return { status: status === 'infeasible' ? 'infeasible' : 'infeasible_or_unbounded', ...noPoint };
}
