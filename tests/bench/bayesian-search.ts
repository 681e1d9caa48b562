/**
 * Bayesian search against random search: the best value after 40 evaluations, on Branin (minimum 0.397887) and Hartmann6
 * (−3.32237), one row for each function and batch size. Random search draws as many points from the same seed.
 * Run: node tests/bench/bayesian-search.ts [seeds] [evaluations]
 */
import { performance } from 'node:perf_hooks';
import { createBayesianSearch } from '../../src/engine/design/bayesian-search.ts';
import { designRandom } from '../../src/engine/design/random.ts';
import type { UnitPoint } from '../../src/engine/design/unit-point.ts';
import { branin, BRANIN_MINIMUM, hartmann6, HARTMANN6_MINIMUM, unitSpace } from '../engine/design/known-functions.ts';

const [seeds, evaluations] = [50, 40].map((usual, place) => Number(process.argv[2 + place] ?? usual)) as [number, number];

function searchBayesian(evaluate: (point: UnitPoint) => number, dimensions: number, seed: number, batch: number): number {
  const search = createBayesianSearch({ space: unitSpace(dimensions), goal: 'min', seed, batch, initial: 2 * dimensions + 2 });
  if (!search.ok) throw new Error(search.fault.message);
  while (search.value.evaluations.length < evaluations) {
    const asked = search.value.ask();
    if (!asked.ok) throw new Error(asked.fault.message);
    const points = asked.value.slice(0, evaluations - search.value.evaluations.length);
    search.value.tell(points, points.map(evaluate));
  }
  return Math.min(...search.value.evaluations.map(({ score }) => score ?? Infinity));
}

function searchRandomly(evaluate: (point: UnitPoint) => number, dimensions: number, seed: number): number {
  const design = designRandom(unitSpace(dimensions), { count: evaluations, seed });
  if (!design.ok) throw new Error(design.fault.message);
  return Math.min(...design.value.points.map(evaluate));
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

console.log(`${seeds} seeds, ${evaluations} evaluations each; distance to the minimum.`);
console.log('| function | batch | Bayesian, median | Bayesian, worst | random, median | random, best | wins | time a search |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const { name, evaluate, dimensions, minimum } of [
  { name: 'Branin', evaluate: branin, dimensions: 2, minimum: BRANIN_MINIMUM },
  { name: 'Hartmann6', evaluate: hartmann6, dimensions: 6, minimum: HARTMANN6_MINIMUM },
]) {
  const drawn = Array.from({ length: seeds }, (_, at) => searchRandomly(evaluate, dimensions, at + 1) - minimum);
  for (const batch of [1, 4]) {
    const from = performance.now();
    const found = Array.from({ length: seeds }, (_, at) => searchBayesian(evaluate, dimensions, at + 1, batch) - minimum);
    const each = (performance.now() - from) / seeds;
    const wins = found.filter((distance, at) => distance < drawn[at]!).length;
    console.log(
      `| ${name} | ${batch} | ${median(found).toFixed(4)} | ${Math.max(...found).toFixed(4)} | ${median(drawn).toFixed(4)} | ${Math.min(...drawn).toFixed(4)} | ${wins} of ${seeds} | ${each.toFixed(0)} ms |`,
    );
  }
}
