/**
 * Time to fit the response model on a large made-up history, beside a plain group-by of the same touches as a peer.
 * Run: node tests/bench/response.ts [contacts] [channels] [touches]
 */
import { performance } from 'node:perf_hooks';
import { createRandom, randomIndex } from '../../src/engine/base/rng.ts';
import { fitResponse } from '../../src/engine/response/fit-response.ts';
import { linkOutcomes } from '../../src/engine/response/link-outcomes.ts';
import type { ResponseInput } from '../../src/engine/response/response-model.ts';

const [contactCount, channelCount, touchCount] = [50_000, 5, 1_000_000].map((usual, place) => Number(process.argv[2 + place] ?? usual)) as [number, number, number];
const DAYS = 730;
const SEGMENTS = 20;

function makeHistory(seed: number): ResponseInput {
  const random = createRandom(seed);
  const contact = new Int32Array(touchCount);
  const channel = new Uint8Array(touchCount);
  const day = new Int32Array(touchCount);
  const responded = new Uint8Array(touchCount);
  const segmentOf = Int32Array.from({ length: contactCount }, () => randomIndex(random, SEGMENTS));
  const eagerness = Float64Array.from({ length: contactCount }, () => 0.4 + random() * 1.2);
  for (let touch = 0; touch < touchCount; touch += 1) {
    contact[touch] = randomIndex(random, contactCount);
    channel[touch] = randomIndex(random, channelCount);
    day[touch] = randomIndex(random, DAYS);
    const rate = 0.04 * (1 + channel[touch]!) * (0.5 + segmentOf[contact[touch]!]! / SEGMENTS) * eagerness[contact[touch]!]!;
    responded[touch] = random() < rate ? 1 : 0;
  }
  const segmentNames = Array.from({ length: SEGMENTS }, (_, segment) => `segment ${segment + 1}`);
  return { contactCount, channelCount, segmentOf, segmentNames, touches: { contact, channel, day }, responded, asOfDay: DAYS - 1 };
}

function groupBy(input: ResponseInput): number {
  const groups = new Map<string, { touches: number; responded: number }>();
  for (let touch = 0; touch < input.responded.length; touch += 1) {
    const key = `${input.touches.contact[touch]}:${input.touches.channel[touch]}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { touches: 1, responded: input.responded[touch]! });
    else {
      group.touches += 1;
      group.responded += input.responded[touch]!;
    }
  }
  return groups.size;
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

function measure<T>(name: string, work: () => T): T {
  const from = performance.now();
  const answer = work();
  print(`${name.padEnd(34)} ${((performance.now() - from) / 1000).toFixed(2)} s`);
  return answer;
}

const input = makeHistory(1);
print(`${contactCount} contacts, ${channelCount} channels, ${touchCount} touches`);
measure('peer: group touches by pair (Map)', () => groupBy(input));
const outcomes = Int32Array.from(input.responded.keys()).filter((touch) => input.responded[touch] === 1);
measure(`link ${outcomes.length} outcomes`, () =>
  linkOutcomes(
    {
      touches: input.touches,
      outcomes: {
        contact: outcomes.map((touch) => input.touches.contact[touch]!),
        channel: outcomes.map((touch) => input.touches.channel[touch]!),
        day: outcomes.map((touch) => input.touches.day[touch]! + 2),
        kind: new Uint8Array(outcomes.length),
      },
    },
    { windowDaysByChannel: Array.from({ length: channelCount }, () => 14), positiveKinds: new Set([0]) },
  ),
);
let slowest = 0;
let last = performance.now();
const options = { saturationSetting: Array.from({ length: channelCount }, () => 0.8) };
const fit = measure('fit, half-life chosen by backtest', () =>
  fitResponse(input, options, {
    now: () => performance.now(),
    onProgress: () => {
      slowest = Math.max(slowest, performance.now() - last);
      last = performance.now();
    },
  }),
);
print(`longest step between cancel polls   ${(slowest / 1000).toFixed(2)} s`);
if (fit.ok) print(`half-life ${fit.value.halfLifeDays} days, log-loss ${fit.value.backtest?.model.logLoss.toFixed(4)} against ${fit.value.backtest?.baseRate.logLoss.toFixed(4)}`);
measure('fit, half-life given', () => fitResponse(input, { ...options, halfLifeDays: 365 }, { now: () => performance.now() }));
print(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
