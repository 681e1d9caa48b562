/**
 * Explanation benchmark, a command of its own: `node tests/bench/explain.ts [contacts] [days]`. Solves generated problems of
 * every shape greedily (seed 5), prepares each plan for explanations and asks for cells drawn at random, half of them
 * planned, and for whole contacts. Times are processor time of a warm process: preparing, the mean, the 99th of a hundred and the
 * longest; whole contacts; and what finding the alternatives of all actions adds to a solve.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findAlternatives } from '../../src/engine/allocation/alternatives/find-alternatives.ts';
import { compileProblem } from '../../src/engine/allocation/compile-problem.ts';
import { readPlanPrices } from '../../src/engine/allocation/explain/plan-prices.ts';
import { locateActions } from '../../src/engine/allocation/open-days.ts';
import { restoreState } from '../../src/engine/allocation/plan-actions.ts';
import { createPlanExplainer } from '../../src/engine/allocation/explain/plan-explainer.ts';
import { solveAllocation } from '../../src/engine/allocation/solve-allocation.ts';
import { formatDay, parseDay } from '../../src/engine/base/day.ts';
import { createRandom, randomIndex } from '../../src/engine/base/rng.ts';
import { createGlpkSolver } from '../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../src/engine/linear/highs-adapter.ts';
import type { ActionKey, AllocationProblem } from '../../src/engine/model/allocation.ts';
import type { Plan } from '../../src/engine/model/plan.ts';
import { readAllocationProblem } from '../../src/engine/model/check-problem.ts';

const [contacts = 50_000, days = 28] = process.argv.slice(2).map(Number);
const CELLS = 400;
const CONTACTS = 50;
const tools = fileURLToPath(new URL('../../../shared/tools', import.meta.url));
const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };

/** Milliseconds of processor time that work takes. */
function timed<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, value };
}

function makeProblem(shape: string): AllocationProblem {
  const words = ['--contacts', contacts, '--days', days, '--shape', shape, '--seed', 5].map(String);
  const read = readAllocationProblem(JSON.parse(execFileSync(process.execPath, [join(tools, 'make-allocation.mjs'), ...words], { encoding: 'utf8', maxBuffer: 2 ** 30 })));
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

const print = (cells: readonly string[]): void => void process.stdout.write(`${cells.map((cell, at) => (at === 0 ? cell.padEnd(9) : cell.padStart(11))).join(' ')}\n`);
const ms = (value: number): string => value.toFixed(2);

/** Milliseconds that the alternatives of all actions take, and how many there are. */
function timeAlternatives(problem: AllocationProblem, plan: Plan): { readonly ms: number; readonly count: number } {
  const compiled = compileProblem(problem);
  const pins = locateActions(plan.actions, compiled.frame);
  const actions = { contact: Int32Array.from(pins, ({ contact }) => contact), channel: Int32Array.from(pins, ({ channel }) => channel), day: Int32Array.from(pins, ({ day }) => day) };
  const state = restoreState(compiled, actions);
  const prices = readPlanPrices(compiled, plan.usage);
  const { ms: took, value } = timed(() => findAlternatives(state, actions, prices));
  return { ms: took, count: value.reduce((sum, { length }) => sum + length, 0) };
}

print(['shape', 'actions', 'others ms', 'others', 'prepare', 'cell mean', 'cell p99', 'cell max', 'contact', 'verdicts']);
for (const shape of ['base', 'tight', 'reps', 'coverage', 'history']) {
  const problem = makeProblem(shape);
  const plan = await solveAllocation(problem, { method: 'greedy', seconds: 600, gap: 0, seed: 1 }, solvers, { now: () => performance.now() });
  const prepared = timed(() => createPlanExplainer(problem, plan));
  if (!prepared.value.ok) throw new Error(prepared.value.fault.message);
  const explainer = prepared.value.value;
  const random = createRandom(5);
  const start = parseDay(problem.horizon.start) ?? 0;
  const draw = (at: number): ActionKey =>
    at % 2 === 0 && plan.actions.length > 0
      ? plan.actions[randomIndex(random, plan.actions.length)]!
      : { contact: problem.contacts.ids[randomIndex(random, contacts)]!, channel: problem.channels[randomIndex(random, problem.channels.length)]!.id, date: formatDay(start + randomIndex(random, days)) };
  for (let at = 0; at < 50; at += 1) explainer.explainAction(draw(at));
  const tally = new Map<string, number>();
  const times = Array.from({ length: CELLS }, (_, at) => {
    const action = draw(at);
    const { ms: took, value } = timed(() => explainer.explainAction(action));
    if (value.ok) tally.set(value.value.verdict, (tally.get(value.value.verdict) ?? 0) + 1);
    return took;
  }).sort((one, other) => one - other);
  const whole = timed(() => {
    for (let at = 0; at < CONTACTS; at += 1) explainer.explainContact(problem.contacts.ids[randomIndex(random, contacts)]!);
  });
  const others = timeAlternatives(problem, plan);
  print([shape, String(plan.actions.length), ms(others.ms), String(others.count), ms(prepared.ms), ms(times.reduce((sum, one) => sum + one, 0) / CELLS), ms(times[Math.floor(CELLS * 0.99)]!), ms(times.at(-1)!), ms(whole.ms / CONTACTS), [...tally].map(([verdict, count]) => `${verdict} ${count}`).join(' ')]);
}
process.stdout.write(`${contacts} contacts, ${days} days, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, ms of processor time\n`);
