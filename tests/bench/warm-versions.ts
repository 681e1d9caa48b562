/**
 * What a warm start saves a version of a plan, a command of its own: `node tests/bench/warm-versions.ts [contacts] [seconds]`.
 * Plans a generated problem (seed 5) and makes two versions of it, each cold and from the plan: one rebalanced after a rep's week
 * was lost, one solved again with 60 accepted challenges (40 dropped, 20 added). Objective, proven gap, actions kept, processor time.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rebalancePlan } from '../../src/engine/allocation/rebalance/rebalance-plan.ts';
import { solveAllocation } from '../../src/engine/allocation/solve-allocation.ts';
import { formatDay, parseDay } from '../../src/engine/base/day.ts';
import { createRandom, randomIndex } from '../../src/engine/base/rng.ts';
import { addFeedback } from '../../src/engine/feedback/feedback-rules.ts';
import { createGlpkSolver } from '../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../src/engine/linear/highs-adapter.ts';
import type { AllocationProblem } from '../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../src/engine/model/check-problem.ts';
import type { Plan } from '../../src/engine/model/plan.ts';

const [contacts = 1000, seconds = 10] = process.argv.slice(2).map(Number);
const tools = fileURLToPath(new URL('../../../shared/tools', import.meta.url));
const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
const control = { now: (): number => performance.now() };

function makeProblem(): AllocationProblem {
  const words = ['--contacts', contacts, '--shape', 'reps', '--seed', 5].map(String);
  const read = readAllocationProblem(JSON.parse(execFileSync(process.execPath, [join(tools, 'make-allocation.mjs'), ...words], { encoding: 'utf8', maxBuffer: 2 ** 30 })));
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

/** The problem after so many drops of planned actions and adds where nothing is planned. */
function challenge(problem: AllocationProblem, plan: Plan, { drops, adds }: { readonly drops: number; readonly adds: number }): AllocationProblem {
  const random = createRandom(7);
  const keyOf = (contact: string, channel: string): string => `${contact} ${channel}`;
  const planned = new Set(plan.actions.map(({ contact, channel }) => keyOf(contact, channel)));
  const accepted = new Map<string, { contact: string; channel: string; goal: number }>();
  while (accepted.size < drops) {
    const { contact, channel } = plan.actions[randomIndex(random, plan.actions.length)]!;
    accepted.set(keyOf(contact, channel), { contact, channel, goal: 0 });
  }
  while (accepted.size < drops + adds) {
    const at = randomIndex(random, problem.contacts.ids.length);
    const contact = problem.contacts.ids[at]!;
    const { id: channel } = problem.channels[randomIndex(random, problem.channels.length)]!;
    if (!planned.has(keyOf(contact, channel)) && problem.contacts.optOut?.[channel]?.[at] !== true) accepted.set(keyOf(contact, channel), { contact, channel, goal: 1 });
  }
  const { constraints } = addFeedback({ format: 'omnivor.rules/1', horizon: problem.horizon, channels: problem.channels, constraints: problem.constraints, objective: problem.objective }, [...accepted.values()]);
  return { ...problem, constraints };
}

const printRow = (cells: readonly string[]): void => void process.stdout.write(`${cells.map((cell, at) => (at < 1 ? cell.padEnd(26) : cell.padStart(11))).join(' ')}\n`);

const problem = makeProblem();
const base = await solveAllocation(problem, { method: 'prices', seconds, gap: 0.001, seed: 1 }, solvers, control);
const placed = new Set(base.actions.map(({ contact, channel, date }) => `${contact} ${channel} ${date}`));

async function show(name: string, work: () => Promise<Plan> | Plan): Promise<void> {
  const start = process.cpuUsage();
  const plan = await work();
  const { user, system } = process.cpuUsage(start);
  const kept = plan.actions.filter(({ contact, channel, date }) => placed.has(`${contact} ${channel} ${date}`)).length;
  printRow([name, plan.objective.toFixed(1), plan.gap === null ? '-' : `${(100 * plan.gap).toFixed(3)} %`, `${((100 * kept) / base.actions.length).toFixed(1)} %`, ((user + system) / 1e6).toFixed(2), plan.status]);
}

const startDay = parseDay(problem.horizon.start) ?? 0;
const [from, to] = [formatDay(startDay + 7), formatDay(startDay + 13)];
const lost = problem.contacts.rep?.[0] ?? '';
const away: AllocationProblem = { ...problem, constraints: [...problem.constraints, { id: 'rep-away', kind: 'rep_capacity', contacts: problem.contacts.ids.filter((_id, at) => problem.contacts.rep?.[at] === lost), per: 'horizon', from, to, max: 0 }] };
const changePrice = (0.2 * base.objective) / base.actions.length;
const rebalance = (usage?: Plan['usage']) => (): Plan => {
  const answer = rebalancePlan(away, base.actions, { frozenUntil: from, changePrice, seconds, seed: 1, usage }, control);
  if (!answer.ok) throw new Error(answer.fault.message);
  return answer.value.plan;
};
const challenged = challenge(problem, base, { drops: 40, adds: 20 });
const solve = (method: 'prices' | 'local', warmStart?: Plan) => (): Promise<Plan> => solveAllocation(challenged, { method, seconds, gap: 0.001, seed: 1, warmStart }, solvers, control);

printRow(['version', 'objective', 'gap', 'kept', 'cpu s', 'status']);
await show('rebalanced, cold', rebalance());
await show('rebalanced, warm', rebalance(base.usage));
for (const method of ['prices', 'local'] as const) {
  await show(`feedback, ${method}, cold`, solve(method));
  await show(`feedback, ${method}, warm`, solve(method, base));
}
