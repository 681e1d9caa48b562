/**
 * Racing against evaluating every variant in full: how far the race's winner is behind the exhaustive one (its mean over all
 * replications), and the share of replications spent. Means are 100 + spread · N(0, 1); noise under common random numbers.
 * Run: node tests/bench/racing.ts [seeds]
 */
import { createRace } from '../../src/engine/design/race.ts';
import { drawVariants, runRace } from '../engine/design/noisy-variants.ts';

const seeds = Number(process.argv[2] ?? 200);
const replications = 216;

console.log(`${seeds} seeds, ${replications} replications, eta 3, z 3.`);
console.log('| variants | spread | own noise | indifference | same winner | worst loss | over 1 % | replications spent |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const [count, spread, own, indifference] of [
  [30, 8, 6, 0],
  [100, 8, 6, 0],
  [300, 8, 6, 0],
  [100, 2, 6, 0],
  [100, 2, 20, 0],
  [100, 0.5, 20, 0],
  [100, 2, 20, 0.005],
  [100, 0.5, 20, 0.005],
  [1000, 8, 20, 0],
] as const) {
  let same = 0;
  let worst = 0;
  let over = 0;
  let spent = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const score = drawVariants({ count, seed, spread, own, common: 12 });
    const means = Array.from({ length: count }, (_, variant) => Array.from({ length: replications }, (_, at) => score(variant, at)).reduce((sum, one) => sum + one, 0) / replications);
    const race = createRace({ count, replications, goal: 'max', indifference });
    if (!race.ok) throw new Error(race.fault.message);
    runRace(race.value, score);
    const best = Math.max(...means);
    const loss = 1 - means[race.value.leader()!]! / best;
    same += Number(loss === 0);
    over += Number(loss > 0.01);
    worst = Math.max(worst, loss);
    spent += race.value.standings().reduce((sum, standing) => sum + standing.replications, 0) / (count * replications);
  }
  console.log(`| ${count} | ${spread} | ${own} | ${100 * indifference} % | ${same} of ${seeds} | ${(100 * worst).toFixed(2)} % | ${over} | ${((100 * spent) / seeds).toFixed(1)} % |`);
}
