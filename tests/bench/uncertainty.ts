/**
 * Time to calculate the uncertainty of every contact × channel, beside a bound in the same run: the two beta quantiles of
 * an interval, computed bare for as many pairs. Drift and completeness of the profiles are measured too.
 * Run: node tests/bench/uncertainty.ts [contacts] [channels]
 */
import { performance } from 'node:perf_hooks';
import { createRandom, randomIndex, randomNormal } from '../../src/engine/base/rng.ts';
import { responseInterval } from '../../src/engine/response/interval.ts';
import { calculateBatch, NO_DAY, type UncertaintyInput } from '../../src/engine/uncertainty/calculate-batch.ts';
import { reportDataQuality } from '../../src/engine/uncertainty/data-quality.ts';
import { measureCompleteness, type FeatureTable } from '../../src/engine/uncertainty/feature-table.ts';
import { measurePopulationDrift } from '../../src/engine/uncertainty/population-drift.ts';
import { measureProfileChange } from '../../src/engine/uncertainty/profile-change.ts';
import { recommendations } from '../../src/engine/model/uncertainty.ts';
import { combineDrift } from '../../src/engine/uncertainty/staleness.ts';

const [contactCount, channelCount] = [50_000, 5].map((usual, place) => Number(process.argv[2 + place] ?? usual)) as [number, number];
const pairs = contactCount * channelCount;
const CATEGORIES = 4;
const NUMBERS = 4;
const TARGET_SECONDS = 3;

function makeProfiles(seed: number, shift: number): FeatureTable {
  const random = createRandom(seed);
  const isUnknown = (): boolean => random() < 0.1;
  const values = Array.from({ length: 20 }, (_, code) => `value ${code}`);
  return {
    rowCount: contactCount,
    features: [
      ...Array.from({ length: CATEGORIES }, (_, index) => ({
        kind: 'category' as const,
        name: `category ${index}`,
        codes: Int32Array.from({ length: contactCount }, () => (isUnknown() ? -1 : randomIndex(random, values.length))),
        values,
      })),
      ...Array.from({ length: NUMBERS }, (_, index) => ({
        kind: 'number' as const,
        name: `number ${index}`,
        numbers: Float64Array.from({ length: contactCount }, () => (isUnknown() ? Number.NaN : randomNormal(random) + (index === 0 ? shift : 0))),
      })),
    ],
  };
}

const random = createRandom(1);
const n = Float64Array.from({ length: pairs }, () => randomIndex(random, 8));
const mean = n.map((touches) => (touches === 0 ? 0.1 : 0.01 + 0.3 * random()));
const sd = mean.map((one, pair) => Math.sqrt((one * (1 - one)) / (13 + n[pair]!)));
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

function measure<T>(name: string, work: () => T): { readonly answer: T; readonly seconds: number } {
  const from = performance.now();
  const answer = work();
  const seconds = (performance.now() - from) / 1000;
  print(`${name.padEnd(44)} ${seconds.toFixed(2)} s`);
  return { answer, seconds };
}

print(`${contactCount} contacts × ${channelCount} channels, ${CATEGORIES + NUMBERS} features`);
const bound = measure('bound: two beta quantiles for every pair', () => {
  let sum = 0;
  for (let pair = 0; pair < pairs; pair += 1) sum += responseInterval(mean[pair]!, sd[pair]!, 0.9).low;
  return sum;
});
const then = makeProfiles(2, 0);
const now = makeProfiles(2, 0.15);
const completeness = measure('completeness', () => measureCompleteness(now)).answer;
const population = measure('drift of the population (PSI, KS)', () => measurePopulationDrift(then, now)).answer;
const own = measure('change of each profile', () => measureProfileChange(then, now, Int32Array.from({ length: contactCount }, (_, row) => row))).answer;
if (!population.ok || !own.ok) throw new Error('drift refused');
const input: UncertaintyInput = {
  contactCount,
  channelCount,
  today: 20,
  predictedDay: 0,
  mean,
  sd,
  n,
  lastTouchDay: Int32Array.from(n, (touches) => (touches === 0 ? NO_DAY : -randomIndex(random, 300))),
  lastValidatedDay: Int32Array.from(n, (touches) => (touches < 6 ? NO_DAY : randomIndex(random, 20))),
  completeness,
  drift: own.value.score.map((change) => combineDrift(population.value.score, change)),
  channelMean: new Float64Array(channelCount).fill(0.12),
  channelValue: new Float64Array(channelCount).fill(100),
};
const batch = measure('uncertainty of every pair', () => calculateBatch(input, {}, { now: () => performance.now() }));
if (!batch.answer.ok) throw new Error(batch.answer.fault.message);
const columns = batch.answer.value;
measure('data quality report', () => reportDataQuality(columns, now));
const counts = recommendations.map((name, code) => `${name} ${columns.recommendation.reduce((count, one) => count + (one === code ? 1 : 0), 0)}`);
print(`recommendations: ${counts.join(', ')}; drifted: ${population.value.drifted.join(', ')}`);
print(`uncertainty ÷ bound ${(batch.seconds / bound.seconds).toFixed(2)}; target ${TARGET_SECONDS} s ${batch.seconds <= TARGET_SECONDS ? 'kept' : 'missed'}`);
