/**
 * Warm start benchmark, a command of its own: `node tests/bench/warm-start.ts [contacts] [seconds] [days]`.
 * Solves generated problems of every shape (seed 5) by local search from nothing, then again from that plan: unchanged, and
 * with every budget at 110 %, 90 % and 150 %, each beside a solve of the same problem from nothing. Prints objective,
 * proven bound, gap and processor seconds. Ends with 1 where a warm solve of an unchanged problem is worse.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { solveAllocation } from '../../src/engine/allocation/solve-allocation.ts';
import { createGlpkSolver } from '../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../src/engine/linear/highs-adapter.ts';
import type { AllocationProblem } from '../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../src/engine/model/check-problem.ts';
import type { Plan } from '../../src/engine/model/plan.ts';

const [contacts = 1000, seconds = 20, days = 28] = process.argv.slice(2).map(Number);
const tool = fileURLToPath(new URL('../../../shared/tools/make-allocation.mjs', import.meta.url));
const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
const now = (): number => performance.now();
let worse = 0;

function makeProblem(shape: string): AllocationProblem {
  const words = ['--contacts', contacts, '--days', days, '--shape', shape, '--seed', 5].map(String);
  const read = readAllocationProblem(JSON.parse(execFileSync(process.execPath, [tool, ...words], { encoding: 'utf8', maxBuffer: 2 ** 30 })));
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

/** A plan and the processor seconds it took. */
async function solve(problem: AllocationProblem, warmStart?: Plan): Promise<{ plan: Plan; cpu: number }> {
  const before = process.cpuUsage();
  const plan = await solveAllocation(problem, { method: 'local', seconds, gap: 0, seed: 1, warmStart }, solvers, { now });
  const { user, system } = process.cpuUsage(before);
  return { plan, cpu: (user + system) / 1e6 };
}

const withBudget = (problem: AllocationProblem, factor: number): AllocationProblem => ({ ...problem, constraints: problem.constraints.map((rule) => (rule.kind === 'budget' ? { ...rule, max: rule.max * factor } : rule)) });

function print(shape: string, what: string, { plan, cpu }: { plan: Plan; cpu: number }): void {
  const gap = plan.gap === null ? '-' : `${(100 * plan.gap).toFixed(3)} %`;
  process.stdout.write(`${shape.padEnd(9)} ${what.padEnd(22)} ${plan.objective.toFixed(1).padStart(11)} ${(plan.bound?.toFixed(1) ?? '-').padStart(11)} ${gap.padStart(9)} ${cpu.toFixed(2).padStart(8)}\n`);
}

process.stdout.write(`${'shape'.padEnd(9)} ${'what'.padEnd(22)} ${'objective'.padStart(11)} ${'bound'.padStart(11)} ${'gap'.padStart(9)} ${'cpu s'.padStart(8)}\n`);
for (const shape of ['base', 'tight', 'reps', 'coverage', 'history']) {
  const problem = makeProblem(shape);
  const cold = await solve(problem);
  const warm = await solve(problem, cold.plan);
  print(shape, 'from nothing', cold);
  print(shape, 'warm, unchanged', warm);
  if (warm.plan.objective < cold.plan.objective - 1e-6) worse += 1;
  for (const factor of [1.1, 0.9, 1.5]) {
    const changed = withBudget(problem, factor);
    print(shape, `budget ${Math.round(100 * factor)} % from nothing`, await solve(changed));
    print(shape, `budget ${Math.round(100 * factor)} % warm`, await solve(changed, cold.plan));
  }
}
process.stdout.write(`${contacts} contacts, ${days} days, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, ${worse} worse\n`);
process.exitCode = worse === 0 ? 0 : 1;
