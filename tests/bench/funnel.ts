/**
 * Counting the decision funnel of a plan, in processor time.
 * Run: node tests/bench/funnel.ts PROBLEM.json
 */
import { readFileSync } from 'node:fs';
import { countStages } from '../../src/engine/allocation/funnel/decision-funnel.ts';
import { traceFunnel } from '../../src/engine/allocation/funnel/trace-funnel.ts';
import { solveAllocation } from '../../src/engine/allocation/solve-allocation.ts';
import { AllocationProblem } from '../../src/engine/model/allocation.ts';

const problem = AllocationProblem.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
const control = { now: () => performance.now() };
const refuse = (): never => {
  throw new Error('Greedy needs no solver.');
};
const plan = await solveAllocation(problem, { method: 'greedy', seconds: 600, gap: 0, seed: 1 }, { highs: refuse, glpk: refuse }, control);
const before = process.cpuUsage();
const funnel = traceFunnel(problem, plan.actions, control);
const { user, system } = process.cpuUsage(before);
if (funnel !== null) console.log(countStages(funnel).map(({ stage, contacts, lost, reasons }) => `${stage} ${contacts} (−${lost}: ${reasons.map(({ reason, contacts: count }) => `${reason} ${count}`).join(', ')})`).join('\n'));
console.log(`${problem.contacts.ids.length} contacts, ${plan.actions.length} actions, ${((user + system) / 1e6).toFixed(2)} s of processor time`);
