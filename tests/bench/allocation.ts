/**
 * Allocation benchmark, a command of its own: `node tests/bench/allocation.ts [contacts] [seconds] [days]`.
 * Writes generated problems of every shape (seed 5), solves them greedily and by local search (and through HiGHS up to
 * 100 contacts), and prints objective, proven bound, gap and time beside each other. Every method runs once beforehand,
 * so that times are those of a warm process. Ends with 1 where the independent checker finds a fault.
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
import type { Plan } from '../../src/engine/model/plan.ts';

const [contacts = 1000, seconds = 20, days = 28] = process.argv.slice(2).map(Number);
const tools = fileURLToPath(new URL('../../../shared/tools', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'omnivor-bench-'));
const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
const now = (): number => performance.now();
const methods: Plan['method'][] = contacts <= 100 ? ['greedy', 'local', 'highs'] : ['greedy', 'local'];
/** One process state serves all: the code is compiled once and then measured. */
const warmUps = 3;
let faults = 0;

function makeProblem(shape: string): AllocationProblem {
  const words = ['--contacts', contacts, '--days', days, '--shape', shape, '--seed', 5].map(String);
  const text = execFileSync(process.execPath, [join(tools, 'make-allocation.mjs'), ...words], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const read = readAllocationProblem(JSON.parse(text));
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

function isLawful(problem: AllocationProblem, plan: Plan): boolean {
  writeFileSync(join(folder, 'problem.json'), JSON.stringify(problem));
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  return spawnSync(process.execPath, [join(tools, 'check-plan.mjs'), join(folder, 'problem.json'), join(folder, 'plan.json')]).status === 0;
}

const solve = (problem: AllocationProblem, method: Plan['method']): Promise<Plan> => solveAllocation(problem, { method, seconds, gap: method === 'highs' ? 0.001 : 0, seed: 1 }, solvers, { now });
const percent = (share: number | null): string => (share === null ? '-' : `${(100 * share).toFixed(3)} %`);
const printRow = (cells: readonly string[]): void => void process.stdout.write(`${cells.map((cell, at) => (at < 2 ? cell.padEnd(9) : cell.padStart(13))).join(' ')}\n`);

try {
  printRow(['shape', 'method', 'status', 'objective', 'bound', 'gap', 'actions', 'seconds', 'checker']);
  for (const shape of ['base', 'tight', 'reps', 'coverage', 'history']) {
    const problem = makeProblem(shape);
    for (const method of methods) {
      if (method === 'greedy') for (let run = 0; run < warmUps; run += 1) await solve(problem, method);
      const plan = await solve(problem, method);
      const isOk = isLawful(problem, plan);
      if (!isOk) faults += 1;
      printRow([shape, method, plan.status, plan.objective.toFixed(1), plan.bound?.toFixed(1) ?? '-', percent(plan.gap), String(plan.actions.length), (plan.elapsedMs / 1000).toFixed(3), isOk ? 'ok' : 'FAULT']);
    }
  }
  process.stdout.write(`${contacts} contacts, ${days} days, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, ${faults} faults\n`);
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = faults === 0 ? 0 : 1;
