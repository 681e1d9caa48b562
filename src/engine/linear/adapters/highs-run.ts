import type { CallbackData, Highs, HighsCallbackMap, Model, ModelData } from 'highs';
import type { LinearModel, LinearSolveOptions, LinearStatus } from '../linear-model.ts';
import type { SolverClaim } from '../settle-solution.ts';
import type { SolveClock } from '../solve-clock.ts';
import type { Incumbent, SolverTask } from './solve-with-instance.ts';

/** Info value of HiGHS for "a feasible point is known". */
const FEASIBLE_POINT = 2;

function describeForHighs(highs: Highs, model: LinearModel, scale: number): ModelData {
  const { maximize, minimize } = highs.constants.objectiveSense;
  const isMixed = model.isInteger.includes(1);
  return {
    numCols: model.columnNames.length,
    numRows: model.rowNames.length,
    sense: model.sense === 'max' ? maximize : minimize,
    offset: model.offset * scale,
    colCost: scale === 1 ? model.objective : model.objective.map((cost) => cost * scale),
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csc',
      numRows: model.rowNames.length,
      numCols: model.columnNames.length,
      starts: model.columnStart,
      indices: model.entryRow,
      values: model.entryValue,
    },
    ...(isMixed ? { integrality: Int32Array.from(model.isInteger) } : {}),
  };
}

function setOptions(solver: Model, options: LinearSolveOptions, clock: SolveClock): void {
  const seconds = clock.secondsLeft();
  solver.options.set({
    output_flag: false,
    mip_rel_gap: options.relativeGap ?? 0,
    random_seed: Math.abs(Math.trunc(options.seed ?? 0)) % 2_147_483_647,
    ...(Number.isFinite(seconds) ? { time_limit: seconds } : {}),
  });
}

/** Callbacks that stop the run when the clock says so, report progress and keep improving points. */
function createCallbacks(highs: Highs, clock: SolveClock, scale: number, incumbent: Incumbent): HighsCallbackMap {
  const { simplexInterrupt, ipmInterrupt, mipInterrupt, mipImprovingSolution } = highs.constants.callbackType;
  const reportMip = (data: CallbackData): void => {
    clock.report(() => {
      const best = (data.mip_primal_bound ?? NaN) / scale;
      const bound = (data.mip_dual_bound ?? NaN) / scale;
      const known = { ...(isKnownBound(best) ? { best } : {}), ...(isKnownBound(bound) ? { bound } : {}) };
      return { phase: 'nodes', done: Number(data.mip_node_count ?? 0), total: null, ...known };
    });
  };
  const reportLinear = (done: number | undefined): void => clock.report(() => ({ phase: 'iterations', done: done ?? 0, total: null }));
  return {
    [simplexInterrupt](event) {
      reportLinear(event.data.simplex_iteration_count);
      if (clock.stopReason() !== null) event.interrupt();
    },
    [ipmInterrupt](event) {
      reportLinear(event.data.ipm_iteration_count);
      if (clock.stopReason() !== null) event.interrupt();
    },
    [mipInterrupt](event) {
      reportMip(event.data);
      if (clock.stopReason() !== null) event.interrupt();
    },
    [mipImprovingSolution](event) {
      incumbent.values = event.data.mip_solution ?? incumbent.values;
      reportMip(event.data);
    },
  };
}

/** False for the huge numbers HiGHS hands out while it has no bound or point yet. */
function isKnownBound(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) < 1e100;
}

function statusOf(highs: Highs, code: number, clock: SolveClock): LinearStatus {
  const codes = highs.constants.modelStatus;
  switch (code) {
    case codes.optimal:
      return 'optimal';
    case codes.infeasible:
      return 'infeasible';
    case codes.unbounded:
      return 'unbounded';
    case codes.unboundedOrInfeasible:
      return 'infeasible_or_unbounded';
    case codes.timeLimit:
      return 'time_limit';
    case codes.interrupted:
      return clock.stopReason() ?? 'interrupted';
    default:
      return 'unknown';
  }
}

/**
 * Runs HiGHS once on a prepared model, handed over as arrays. Blocks its thread until the run ends or the clock stops
 * it. The native model is freed whatever happens; a broken instance shows itself by an exception.
 */
export function runHighs(highs: Highs, { model, scale, options, clock, incumbent }: SolverTask): SolverClaim {
  const isMixed = model.isInteger.includes(1);
  const solver = highs.createModel();
  try {
    setOptions(solver, options, clock);
    solver.passModel(describeForHighs(highs, model, scale));
    if (options.start !== undefined && isMixed) solver.setSolution({ colValue: options.start });
    const { modelStatus } = solver.run(createCallbacks(highs, clock, scale, incumbent));
    const status = statusOf(highs, modelStatus, clock);
    const hasPoint = Number(solver.info.get('primal_solution_status')) === FEASIBLE_POINT;
    const solution = hasPoint ? solver.getSolution() : null;
    const objective = hasPoint ? Number(solver.info.get('objective_function_value')) / scale : null;
    const mixedBound = isMixed ? Number(solver.info.get('mip_dual_bound')) / scale : null;
    return {
      status,
      values: solution?.colValue ?? null,
      objective,
      bound: isMixed ? mixedBound : status === 'optimal' ? objective : null,
      rowDuals: isMixed || status !== 'optimal' || solution === null ? null : solution.rowDual.map((dual) => dual / scale + 0),
    };
  } finally {
    solver.dispose();
  }
}
