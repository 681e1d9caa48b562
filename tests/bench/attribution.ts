/**
 * Time of the heuristic models on a large made-up history beside a plain pass that finds each outcome's last touch only,
 * and of Markov chains on paths beside one pass over the same touches.
 * Run: node tests/bench/attribution.ts [touches] [outcomes] [PATHS.csv]
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createRandom, randomIndex } from '../../src/engine/base/rng.ts';
import { attributeHistory } from '../../src/engine/attribution/compare-models.ts';
import { creditMarkov } from '../../src/engine/attribution/credit-markov.ts';
import { creditOutcomes } from '../../src/engine/attribution/credit-outcomes.ts';
import { compileCreditRules } from '../../src/engine/attribution/credit-rules.ts';
import { findLookbacks } from '../../src/engine/attribution/lookbacks.ts';
import { createPathTable } from '../../src/engine/attribution/path-table.ts';
import { creditShapley } from '../../src/engine/attribution/shapley.ts';
import type { TouchHistory } from '../../src/engine/attribution/touch-history.ts';
import { defaultAttributionSettings, HeuristicModel } from '../../src/engine/model/attribution.ts';

const touchCount = Number(process.argv[2] ?? 1_000_000);
const outcomeCount = Number(process.argv[3] ?? 200_000);
const pathsFile = process.argv[4] ?? new URL('../../../shared/data/attribution/pathdata/Data.csv', import.meta.url);
const CONTACTS = 50_000;
const DAYS = 365;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

function measure<T>(name: string, work: () => T): T {
  const from = performance.now();
  const answer = work();
  print(`${name.padEnd(56)} ${((performance.now() - from) / 1000).toFixed(3)} s`);
  return answer;
}

function makeHistory(seed: number): TouchHistory {
  const random = createRandom(seed);
  const draw = (count: number, size: number): Int32Array => Int32Array.from({ length: count }, () => randomIndex(random, size));
  return {
    contactCount: CONTACTS,
    channels: ['call', 'email', 'event', 'rep_email', 'sms', 'visit', 'web', 'webinar'],
    kinds: ['meeting', 'order', 'reply'],
    touches: { contact: draw(touchCount, CONTACTS), channel: draw(touchCount, 8), day: draw(touchCount, DAYS), second: draw(touchCount, 86_400) },
    outcomes: { contact: draw(outcomeCount, CONTACTS), kind: draw(outcomeCount, 3), day: draw(outcomeCount, DAYS), second: draw(outcomeCount, 86_400), value: Float64Array.from({ length: outcomeCount }, () => Math.round(random() * 1e5) / 100) },
  };
}

/** Last touch of each outcome by one sort of everything in time: the least any attribution has to do. */
function lastTouchOnly({ touches, outcomes, contactCount, channels }: TouchHistory): Float64Array {
  const count = touches.contact.length + outcomes.contact.length;
  const time = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const [columns, at] = row < touches.contact.length ? [touches, row] : [outcomes, row - touches.contact.length];
    time[row] = (columns.day[at]! * 86_400 + columns.second[at]!) * count + row;
  }
  time.sort();
  const last = new Int32Array(contactCount).fill(-1);
  const credit = new Float64Array(channels.length);
  for (const key of time) {
    const row = key % count;
    if (row < touches.contact.length) last[touches.contact[row]!] = row;
    else {
      const touch = last[outcomes.contact[row - touches.contact.length]!]!;
      if (touch >= 0) credit[touches.channel[touch]!]! += 1;
    }
  }
  return credit;
}

const control = { now: () => performance.now() };
const history = makeHistory(1);
print(`${touchCount} touches, ${outcomeCount} outcomes, ${CONTACTS} contacts, window 30 days`);
measure('peer: one sort in time, last touch only', () => lastTouchOnly(history));
const report = measure('all heuristic models, channel totals', () => attributeHistory(history, HeuristicModel.options, { ...defaultAttributionSettings, resamples: 0 }, control));
if (report.ok) print(`attributed ${report.value.totals.attributed} of ${report.value.totals.outcomes}`);
const rules = history.kinds.map((kind) => compileCreditRules(defaultAttributionSettings, history.channels, kind));
measure('credits and confidence per outcome, time decay', () => {
  const lookbacks = findLookbacks(history, rules);
  return lookbacks.ok ? creditOutcomes(history, lookbacks.value, rules, 'time_decay').share.length : 0;
});
measure('all heuristic models and Markov 1–3, 100 resamples', () => attributeHistory(history, [...HeuristicModel.options, 'markov1', 'markov2', 'markov3'], defaultAttributionSettings, control));

const rows = readFileSync(pathsFile, 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => {
    const [path = '', conversions, value, nulls] = line.split(';');
    return { touches: path.split(' > '), conversions: Number(conversions), value: Number(value), nulls: Number(nulls) };
  });
print(`${rows.length} paths`);
measure('peer: count steps between touches (Map), one pass', () => {
  const steps = new Map<string, number>();
  for (const { touches, conversions, nulls } of rows) touches.forEach((touch, at) => steps.set(`${touches[at - 1] ?? ''}>${touch}`, (steps.get(`${touches[at - 1] ?? ''}>${touch}`) ?? 0) + conversions + nulls));
  return steps.size;
});
const table = measure('path table', () => createPathTable(rows));
for (const order of [1, 2, 3, 4]) {
  const credit = measure(`Markov of order ${order}`, () => creditMarkov(table, order, true));
  if (credit.ok) print(`  ${credit.value.stateCount} states, proven error ${credit.value.effects.error.toExponential(1)}`);
}
measure('Shapley', () => creditShapley(table));
print(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
