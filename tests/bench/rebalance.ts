/**
 * Rebalancing benchmark, a command of its own: `node tests/bench/rebalance.ts [contacts] [seconds]`.
 * Plans a generated problem of the shape `reps` (seed 5), takes one rep's second week away (its capacity is 0 there), and
 * compares the rebalanced plan with one solved anew at the same planned length: lift, actions of the other reps that changed, processor time.
 * Must hold: fewer than 10 % of the other reps' actions change, and at least 98 % of the lift of the plan solved anew is kept. Ends
 * with 1 where that fails, where a frozen action changed or where the independent checker finds a fault.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rebalancePlan } from '../../src/engine/allocation/rebalance/rebalance-plan.ts';
import { matchActions } from '../../src/engine/allocation/rebalance/match-actions.ts';
import { solveAllocation } from '../../src/engine/allocation/solve-allocation.ts';
import { formatDay, parseDay } from '../../src/engine/base/day.ts';
import { createGlpkSolver } from '../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../src/engine/linear/highs-adapter.ts';
import type { AllocationProblem } from '../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../src/engine/model/check-problem.ts';
import type { Plan } from '../../src/engine/model/plan.ts';

const [contacts = 1000, seconds = 10] = process.argv.slice(2).map(Number);
const tools = fileURLToPath(new URL('../../../shared/tools', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'omnivor-bench-'));
const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
const now = (): number => performance.now();
/** Share of the average lift of an action that a change costs. */
const priceShares = [0, 0.05, 0.1, 0.2, 0.5];
const HELD_SHARE = 0.1;

function makeProblem(): AllocationProblem {
  const words = ['--contacts', contacts, '--shape', 'reps', '--seed', 5].map(String);
  const read = readAllocationProblem(JSON.parse(execFileSync(process.execPath, [join(tools, 'make-allocation.mjs'), ...words], { encoding: 'utf8', maxBuffer: 2 ** 30 })));
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

function isLawful(problem: AllocationProblem, plan: Plan): boolean {
  writeFileSync(join(folder, 'problem.json'), JSON.stringify(problem));
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  return spawnSync(process.execPath, [join(tools, 'check-plan.mjs'), join(folder, 'problem.json'), join(folder, 'plan.json')]).status === 0;
}

async function timed<T>(work: () => Promise<T> | T): Promise<{ value: T; seconds: number }> {
  const start = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(start);
  return { value, seconds: (user + system) / 1e6 };
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const printRow = (cells: readonly string[]): void => void process.stdout.write(`${cells.map((cell, at) => (at < 1 ? cell.padEnd(22) : cell.padStart(11))).join(' ')}\n`);
let faults = 0;

try {
  const problem = makeProblem();
  const repOf = new Map(problem.contacts.ids.map((id, at) => [id, problem.contacts.rep?.[at] ?? '']));
  const lost = problem.contacts.rep?.[0] ?? '';
  const startDay = parseDay(problem.horizon.start) ?? 0;
  const [from, to] = [formatDay(startDay + 7), formatDay(startDay + 13)];
  const solve = (of: AllocationProblem): Promise<Plan> => solveAllocation(of, { method: 'local', seconds, gap: 0, seed: 1 }, solvers, { now });
  const base = await solve(problem);
  const changed: AllocationProblem = { ...problem, constraints: [...problem.constraints, { id: 'rep-away', kind: 'rep_capacity', contacts: problem.contacts.ids.filter((id) => repOf.get(id) === lost), per: 'horizon', from, to, max: 0 }] };
  const anew = await timed(() => solve(changed));
  const others = (plan: Plan): { contact: string; channel: string; date: string; rep: string }[] => plan.actions.map((action) => ({ ...action, rep: repOf.get(action.contact) ?? '' })).filter(({ rep }) => rep !== lost);
  const shareOfOthers = (plan: Plan): number => matchActions(others(base), others(plan)).filter(({ kind }) => kind !== 'kept').length / others(base).length;
  const frozen = (plan: Plan): string => JSON.stringify(plan.actions.filter(({ date }) => date < from).map(({ contact, channel, date }) => `${contact} ${channel} ${date}`).toSorted());

  printRow(['price of a change', 'lift', 'of anew', 'others', 'changed', 'gain', 'cpu s', 'checker']);
  printRow(['solved anew', anew.value.objective.toFixed(1), percent(1), percent(shareOfOthers(anew.value)), '-', '-', anew.seconds.toFixed(2), isLawful(changed, anew.value) ? 'ok' : 'FAULT']);
  for (const share of priceShares) {
    const changePrice = (share * base.objective) / base.actions.length;
    const run = await timed(() => rebalancePlan(changed, base.actions, { frozenUntil: from, changePrice, seconds, seed: 1 }, { now }));
    if (!run.value.ok) throw new Error(run.value.fault.message);
    const { plan, problem: fixed, summary } = run.value.value;
    const isOk = isLawful(fixed, plan) && isLawful(changed, plan) && frozen(plan) === frozen(base);
    const kept = plan.objective / anew.value.objective;
    const moved = shareOfOthers(plan);
    const holds = share < HELD_SHARE || (kept >= 0.98 && moved < 0.1);
    if (!isOk || !holds) faults += 1;
    printRow([`${percent(share)} = ${changePrice.toFixed(2)}`, plan.objective.toFixed(1), percent(kept), percent(moved), String(summary.counts.changed), summary.gain.toFixed(1), run.seconds.toFixed(2), isOk ? (holds ? 'ok' : 'MISSED') : 'FAULT']);
  }
  process.stdout.write(`${contacts} contacts, ${base.actions.length} actions, ${lost} away ${from} to ${to}, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, ${faults} faults\n`);
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = faults === 0 ? 0 : 1;
