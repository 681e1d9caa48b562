/**
 * Regret of the policies on standard Bernoulli cases (distributions 2, 3, 12 and 14 of Auer, Cesa-Bianchi, Fischer 2002),
 * with Lai and Robbins' bound beside it. Prints a table and draws docs/bandit-regret.svg.
 * Run: node tests/bench/bandit-regret.ts [choices] [runs]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createRandom } from '../../src/engine/base/rng.ts';
import { createEpsilonGreedy } from '../../src/engine/exploration/epsilon-greedy.ts';
import type { Policy } from '../../src/engine/exploration/policy.ts';
import { laiRobbinsConstant, runRegret, slopeAgainstLog } from '../../src/engine/exploration/regret.ts';
import { createBernoulliThompson, UNIFORM_PRIOR } from '../../src/engine/exploration/thompson-bernoulli.ts';
import { createUcb1 } from '../../src/engine/exploration/ucb1.ts';

const [choices, runs] = [10_000, 100].map((usual, place) => Number(process.argv[2 + place] ?? usual)) as [number, number];

interface Case {
  readonly name: string;
  readonly rates: readonly number[];
}

const cases: readonly Case[] = [
  { name: '0.9, 0.8', rates: [0.9, 0.8] },
  { name: '0.55, 0.45', rates: [0.55, 0.45] },
  { name: '0.9, 3 × 0.8, 3 × 0.7, 3 × 0.6', rates: [0.9, 0.8, 0.8, 0.8, 0.7, 0.7, 0.7, 0.6, 0.6, 0.6] },
  { name: '0.55, 9 × 0.45', rates: [0.55, ...Array.from({ length: 9 }, () => 0.45)] },
];

const policies: readonly { readonly name: string; readonly colour: string; readonly create: (arms: number) => Policy }[] = [
  { name: 'Thompson sampling', colour: '#0b7285', create: (arms) => createBernoulliThompson(Array.from({ length: arms }, () => UNIFORM_PRIOR)) },
  { name: 'UCB1', colour: '#c2255c', create: (arms) => createUcb1(arms, { alpha: 1, untried: 'first' }) },
  { name: 'epsilon-greedy, 0.1', colour: '#868e96', create: (arms) => createEpsilonGreedy(arms, { kind: 'constant', start: 0.1 }) },
];

const times = Array.from({ length: 25 }, (_, step) => Math.round(10 * (choices / 10) ** (step / 24)));
const late = times.filter((time) => time >= choices / 10);

function averageRegret(create: (arms: number) => Policy, rates: readonly number[]): Float64Array {
  const mean = new Float64Array(times.length);
  for (let run = 1; run <= runs; run += 1) {
    runRegret(create(rates.length), rates, times, createRandom(run)).forEach((lost, place) => {
      mean[place]! += lost / runs;
    });
  }
  return mean;
}

const WIDTH = 440;
const HEIGHT = 300;
const LEFT = 52;
const TOP = 34;
const INNER_WIDTH = WIDTH - LEFT - 32;
const INNER_HEIGHT = HEIGHT - TOP - 44;

/** One panel: regret against log t, Thompson's own scale so that its straight line shows; steeper curves leave at the top. */
function drawPanel(index: number, one: Case, curves: readonly Float64Array[]): string {
  const bound = laiRobbinsConstant(one.rates);
  const top = 1.6 * Math.max(bound * Math.log(choices), curves[0]![times.length - 1]!);
  const x = (time: number): number => LEFT + (INNER_WIDTH * Math.log(time / times[0]!)) / Math.log(choices / times[0]!);
  const y = (lost: number): number => TOP + INNER_HEIGHT * (1 - lost / top);
  const line = (points: Iterable<readonly [number, number]>, style: string): string =>
    `<polyline fill="none" clip-path="url(#plot)" ${style} points="${Array.from(points, ([time, lost]) => `${x(time).toFixed(1)},${y(lost).toFixed(1)}`).join(' ')}"/>`;
  const ticks = [10, 100, 1000, 10_000, 100_000].filter((time) => time >= times[0]! && time <= choices);
  const levels = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
  return [
    `<g transform="translate(${(index % 2) * WIDTH},${Math.floor(index / 2) * HEIGHT})">`,
    `<text x="${LEFT}" y="20" font-weight="600">${one.name}</text>`,
    ...ticks.map((time) => `<text x="${x(time).toFixed(1)}" y="${HEIGHT - 26}" text-anchor="middle">${time.toLocaleString('en-US')}</text>`),
    ...levels.map((level) => `<line x1="${LEFT}" x2="${LEFT + INNER_WIDTH}" y1="${y(level).toFixed(1)}" y2="${y(level).toFixed(1)}" stroke="#dee2e6"/><text x="${LEFT - 8}" y="${(y(level) + 4).toFixed(1)}" text-anchor="end">${level.toFixed(0)}</text>`),
    ...curves.map((curve, place) => line(times.map((time, at) => [time, curve[at]!] as const), `stroke="${policies[place]!.colour}" stroke-width="2"`)),
    line(times.map((time) => [time, bound * Math.log(time)] as const), 'stroke="#212529" stroke-dasharray="5 4"'),
    '</g>',
  ].join('\n');
}

function drawPlot(panels: readonly string[]): string {
  const height = HEIGHT * Math.ceil(panels.length / 2) + 30;
  const keys = [...policies.map(({ name, colour }) => ({ name, style: `stroke="${colour}" stroke-width="2"` })), { name: 'Lai–Robbins constant · ln t', style: 'stroke="#212529" stroke-dasharray="5 4"' }];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * WIDTH} ${height}" font-family="Inter, sans-serif" font-size="12" fill="#212529">`,
    '<title>Regret against the number of choices, on a logarithmic scale</title>',
    `<defs><clipPath id="plot"><rect x="${LEFT}" y="${TOP}" width="${INNER_WIDTH}" height="${INNER_HEIGHT}"/></clipPath></defs>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...panels,
    ...keys.map(({ name, style }, index) => `<line x1="${LEFT + index * 190}" x2="${LEFT + 24 + index * 190}" y1="${height - 18}" y2="${height - 18}" ${style}/><text x="${LEFT + 32 + index * 190}" y="${height - 14}">${name}</text>`),
    '</svg>',
    '',
  ].join('\n');
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
print(`Mean of ${runs} runs. Slope: of regret against ln t, from ${late[0]} to ${choices} choices. Bound: Lai and Robbins' constant.`);
print('| arms | policy | regret at 10 % | regret at the end | slope | bound | slope ÷ bound |');
print('| --- | --- | --- | --- | --- | --- | --- |');
const from = performance.now();
const panels = cases.map((one, index) => {
  const bound = laiRobbinsConstant(one.rates);
  const curves = policies.map(({ name, create }) => {
    const curve = averageRegret(create, one.rates);
    const slope = slopeAgainstLog(late, curve.subarray(times.length - late.length));
    print(`| ${one.name} | ${name} | ${curve[times.length - late.length]!.toFixed(1)} | ${curve[times.length - 1]!.toFixed(1)} | ${slope.toFixed(1)} | ${bound.toFixed(1)} | ${(slope / bound).toFixed(2)} |`);
    return curve;
  });
  return drawPanel(index, one, curves);
});
writeFileSync(join(import.meta.dirname, '../../docs/bandit-regret.svg'), drawPlot(panels));
print(`${((performance.now() - from) / 1000).toFixed(0)} s; plot in docs/bandit-regret.svg`);
