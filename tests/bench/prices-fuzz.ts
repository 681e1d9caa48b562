/**
 * Fuzz of the method prices, a command of its own: `node tests/bench/prices-fuzz.ts [cases] [first seed]`. Every case is a
 * random problem with rules of every kind, judged by two independent counts and by HiGHS. Ends with 1 where any fails.
 */
import { playFuzzCase } from '../engine/allocation/support/check-fuzz.ts';

const [cases = 500, first = 1] = process.argv.slice(2).map(Number);
const tally = { plan: 0, infeasible: 0, undecided: 0 };
let faulty = 0;
for (let seed = first; seed < first + cases; seed += 1) {
  const { outcome, faults } = await playFuzzCase(seed);
  tally[outcome] += 1;
  if (faults.length === 0) continue;
  faulty += 1;
  process.stdout.write(`seed ${seed}, ${outcome}: ${faults.join('; ')}\n`);
}
process.stdout.write(`${cases} problems: ${tally.plan} plans, ${tally.infeasible} infeasible, ${tally.undecided} undecided, ${faulty} faulty\n`);
process.exitCode = faulty === 0 ? 0 : 1;
