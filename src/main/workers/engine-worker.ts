import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { z } from 'zod';
import { attributeOutcomes } from '../../engine/attribution/attribute-outcomes.ts';
import type { ShardCrew } from '../../engine/allocation/prices/shard-crew.ts';
import { traceFrontier } from '../../engine/allocation/frontier/trace-frontier.ts';
import { diagnose } from '../../engine/allocation/infeasible/diagnose.ts';
import { priceRules } from '../../engine/allocation/what-if/price-ledger.ts';
import { tryChanges } from '../../engine/allocation/what-if/try-changes.ts';
import { rebalancePlan } from '../../engine/allocation/rebalance/rebalance-plan.ts';
import { solveAllocation } from '../../engine/allocation/solve-allocation.ts';
import { traceFunnel } from '../../engine/allocation/funnel/trace-funnel.ts';
import { attribute } from '../../engine/attribution/compare-models.ts';
import type { LinearSolvers } from '../../engine/linear/linear-model.ts';
import { solveModelText } from '../../engine/linear/solve-file.ts';
import { formatDay } from '../../engine/base/day.ts';
import { writeExactModel } from '../../engine/export/write-exact-model.ts';
import { succeed } from '../../engine/base/fault.ts';
import type { ActionKey } from '../../engine/model/allocation.ts';
import { fitResponse } from '../../engine/response/fit-response.ts';
import { judgeEarlier } from '../../engine/response/judge-earlier.ts';
import { linkOutcomes } from '../../engine/response/link-outcomes.ts';
import { assessContacts } from '../../engine/uncertainty/assess-contacts.ts';
import { rankActions } from '../../engine/exploration/rank-actions.ts';
import { playPlan } from '../../engine/simulation/play-plan.ts';
import { simulateScenario } from '../../engine/simulation/simulate-scenario.ts';
import type { EngineApi, FitRequest } from './engine-api.ts';
import { giveWay } from './give-way.ts';
import { createPricesCrew } from './prices-crew.ts';
import { createSolverThread } from './solver-thread.ts';
import { createControl } from './thread-control.ts';

/** Hands the solvers on threads of their own to `work` and ends those threads afterwards. */
async function withSolvers<T>(work: (solvers: LinearSolvers) => Promise<T>): Promise<T> {
  const [highs, glpk] = [createSolverThread('highs'), createSolverThread('glpk')];
  try {
    return await work({ highs: highs.solve, glpk: glpk.solve });
  } finally {
    await Promise.all([highs.end(), glpk.end()]);
  }
}

/** Hands threads that share a solve to `work` and ends them afterwards. */
async function withCrew<T>(work: (crew: ShardCrew) => Promise<T>): Promise<T> {
  const crew = createPricesCrew();
  try {
    return await work(crew);
  } finally {
    await crew.end();
  }
}

/** Which touches were answered, as it is given or by linking outcomes; `count` = answered touches, or outcomes linked. */
function findAnswers(touches: FitRequest['history']['touches'], outcomes: FitRequest['outcomes'], { link, answered }: Pick<FitRequest, 'link' | 'answered'>): { readonly responded: Uint8Array; readonly count: number } {
  if (answered !== undefined) return { responded: answered, count: answered.reduce((sum, one) => sum + one, 0) };
  const links = linkOutcomes({ touches, outcomes }, link);
  return { responded: links.responded, count: links.linked };
}

const ActionRows = z.array(z.tuple([z.string(), z.string(), z.int()]));

/** Actions of a plan from their text. */
const readActions = (text: string): ActionKey[] => ActionRows.parse(JSON.parse(text)).map(([contact, channel, day]) => ({ contact, channel, date: formatDay(day) }));

const engineApi: EngineApi = {
  solve(problem, options, control, onProgress) {
    return withCrew((crew) => withSolvers((solvers) => solveAllocation(problem, { ...options, crew }, solvers, createControl(control, onProgress))));
  },
  tryChanges({ problem, plan, changes, ...options }, control, onProgress) {
    return withSolvers(async (solvers) => {
      const tried = await tryChanges(problem, plan, changes, options, solvers, createControl(control, onProgress));
      return tried.ok ? succeed({ plan: tried.value.plan, whatIf: tried.value.whatIf }) : tried;
    });
  },
  priceRules({ problem, plan, ...options }, control, onProgress) {
    return withSolvers(async (solvers) => succeed(await priceRules(problem, plan, options, solvers, createControl(control, onProgress))));
  },
  traceFrontier({ problem, plan, ...request }, control, onProgress) {
    return withSolvers((solvers) => traceFrontier(problem, plan, request, solvers, createControl(control, onProgress)));
  },
  diagnose({ problem, totalSeconds, ...options }, control, onProgress) {
    return withSolvers(async (solvers) => succeed(await diagnose(problem, options, solvers, createControl({ ...control, seconds: totalSeconds }, onProgress))));
  },
  rebalance({ problem, before, options }, control, onProgress) {
    return rebalancePlan(problem, before, options, createControl(control, onProgress));
  },
  fit(request, control, onProgress) {
    const { history, outcomes, options, earlier } = request;
    const answers = findAnswers(history.touches, outcomes, request);
    const input = { ...history, responded: answers.responded };
    const fit = fitResponse(input, options, createControl(control, onProgress));
    if (!fit.ok) return fit;
    const before = earlier === undefined ? null : judgeEarlier(input, options, { ...earlier, responded: findAnswers(history.touches, { ...outcomes, kind: earlier.kinds }, earlier).responded });
    return succeed({ ...fit.value, responded: answers.count, earlier: before });
  },
  attributeOutcomes({ history, settings, ...choice }, control, onProgress) {
    return attributeOutcomes(history, choice, settings, createControl(control, onProgress));
  },
  assess(request, control, onProgress) {
    return assessContacts(request, createControl(control, onProgress));
  },
  rank(request, control, onProgress) {
    return rankActions(request, createControl(control, onProgress));
  },
  solveModel(request, control, onProgress) {
    return withSolvers((solvers) => solveModelText(request, solvers, createControl(control, onProgress)));
  },
  attribute(request, control, onProgress) {
    return attribute(request, createControl(control, onProgress));
  },
  playPlan({ problem, actions, settings }, control, onProgress) {
    giveWay();
    return playPlan(problem, actions, settings, createControl(control, onProgress));
  },
  writeModel(problem) {
    return writeExactModel(problem);
  },
  simulate(scenario, control, onProgress) {
    return simulateScenario(scenario, {}, createControl(control, onProgress));
  },
  traceFunnel(problem, actions, control, onProgress) {
    return traceFunnel(problem, readActions(actions), createControl(control, onProgress));
  },
};

if (parentPort === null) throw new Error('The engine runs on a worker thread.');
Comlink.expose(engineApi, nodeEndpoint(parentPort));
