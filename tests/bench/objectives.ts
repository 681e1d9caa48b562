/**
 * What other objectives cost beside lift, a command of its own: `node tests/bench/objectives.ts [contacts] [method] [seconds] [objective]`.
 * Solves one generated problem (shape base, seed 5, deviations of 0.3 × response) for lift, a weighted sum, an ordered list and a
 * robust lift, and prints value, bound, gap and processor time, which other programs on the machine do not change much. Ends with 1
 * where the independent checker finds a fault.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { solveAllocation } from '../../src/engine/allocation/solve-allocation.ts';
import { createGlpkSolver } from '../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../src/engine/linear/highs-adapter.ts';
import type { AllocationProblem } from '../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../src/engine/model/check-problem.ts';
import type { Objective } from '../../src/engine/model/objective.ts';
import { SolveMethod, type Plan } from '../../src/engine/model/plan.ts';
import { playPlan } from '../../src/engine/simulation/play-plan.ts';

const [contacts = '10000', asked = 'greedy', seconds = '60', only = ''] = process.argv.slice(2);
const method = SolveMethod.parse(asked);
const tools = fileURLToPath(new URL('../../../shared/tools', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'omnivor-bench-'));
const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
const DEVIATION = 0.3;
const REPLICATIONS = 1000;

const objectives: readonly (readonly [string, Objective])[] = [
  ['lift', { metric: 'lift' }],
  ['weighted', { metric: 'lift', weights: { lift: 1, reach: 2, cost: 0.02 } }],
  ['levels', { metric: 'lift', levels: [{ metric: 'lift', tolerance: 0.02 }, { metric: 'cost' }] }],
  ['three levels', { metric: 'lift', levels: [{ metric: 'lift', tolerance: 0.02 }, { metric: 'reach', tolerance: 0.02 }, { metric: 'cost' }] }],
  ['robust', { metric: 'lift', robust: { tail: 0.1, draws: 50, shared: 0.25 } }],
];

function makeProblem(): AllocationProblem {
  const text = execFileSync(process.execPath, [join(tools, 'make-allocation.mjs'), '--contacts', contacts, '--seed', '5'], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const read = readAllocationProblem(JSON.parse(text));
  if (!read.ok) throw new Error(read.fault.message);
  const { response } = read.value.contacts;
  const sd = Object.fromEntries(Object.entries(response).map(([channel, list]) => [channel, list.map((mean) => DEVIATION * mean)]));
  return { ...read.value, contacts: { ...read.value.contacts, sd } };
}

function isLawful(problem: AllocationProblem, plan: Plan): boolean {
  writeFileSync(join(folder, 'problem.json'), JSON.stringify(problem));
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  return spawnSync(process.execPath, [join(tools, 'check-plan.mjs'), join(folder, 'problem.json'), join(folder, 'plan.json')]).status === 0;
}

const percent = (share: number | null): string => (share === null ? '-' : `${(100 * share).toFixed(3)} %`);
const cpuSeconds = (since: NodeJS.CpuUsage): string => {
  const { user, system } = process.cpuUsage(since);
  return ((user + system) / 1e6).toFixed(2);
};

/** Value, bound and gap of what was maximised; of an ordered list those of each level. */
function describe({ objective, bound, gap, goal }: Plan): string[] {
  if (goal === undefined) return [`${objective.toFixed(1)} of ${bound?.toFixed(1) ?? '-'}, ${percent(gap)}`];
  if (goal.kind === 'levels') return goal.levels.map((level) => `${level.metric} ${level.value.toFixed(1)} of ${level.bound?.toFixed(1) ?? '-'}, ${percent(level.gap)}`);
  return [`${goal.value.toFixed(1)} of ${goal.bound?.toFixed(1) ?? '-'}, ${percent(goal.gap)}`];
}

let faults = 0;
try {
  const problem = makeProblem();
  await solveAllocation(problem, { method, seconds: Number(seconds), gap: 0.001, seed: 1 }, solvers, { now: () => performance.now() });
  for (const [name, objective] of objectives) {
    if (!name.includes(only)) continue;
    const mine = { ...problem, objective };
    const since = process.cpuUsage();
    const plan = await solveAllocation(mine, { method, seconds: Number(seconds), gap: 0.001, seed: 1 }, solvers, { now: () => performance.now() });
    const spent = cpuSeconds(since);
    const isOk = isLawful(mine, plan);
    if (!isOk) faults += 1;
    process.stdout.write(`${name.padEnd(12)} ${plan.method.padEnd(7)} ${plan.status.padEnd(11)} ${spent.padStart(8)} s  ${isOk ? 'ok' : 'FAULT'}  ${describe(plan).join('; ')}\n`);
    if (name !== 'lift') continue;
    const from = process.cpuUsage();
    const played = playPlan(mine, plan.actions, { replications: REPLICATIONS, shared: 0.25, seed: 1 });
    if (played.ok) process.stdout.write(`range        ${REPLICATIONS} plays of ${plan.actions.length} actions ${cpuSeconds(from)} s  P10 ${played.value.range.lift.p10.toFixed(1)}, P50 ${played.value.range.lift.p50.toFixed(1)}, P90 ${played.value.range.lift.p90.toFixed(1)}\n`);
  }
  process.stdout.write(`${contacts} contacts, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, ${faults} faults\n`);
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = faults === 0 ? 0 : 1;
