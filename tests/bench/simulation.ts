/**
 * Simulation beside the same model in numpy on one core, on two threads, of many variants, and extended by 1 % of the contacts.
 * Times are of the processor, which a busy machine does not stretch, but for two threads, whose elapsed time counts.
 * Run: node tests/bench/simulation.ts [contacts] [replications] [variants]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createRandom, randomIndex } from '../../src/engine/base/rng.ts';
import type { AllocationProblem } from '../../src/engine/model/allocation.ts';
import type { Scenario } from '../../src/engine/model/scenario.ts';
import { compileScenario } from '../../src/engine/simulation/compile-scenario.ts';
import { addContacts, removeContacts } from '../../src/engine/simulation/edit-contacts.ts';
import { extendSimulation, keepSimulation } from '../../src/engine/simulation/extend-simulation.ts';
import { drawState, openScenario, playPolicy, type PlayedScenario } from '../../src/engine/simulation/simulate-scenario.ts';
import { sumNames, type ReplicationRange, type SimulationState } from '../../src/engine/simulation/simulation-state.ts';
import { fillWords } from '../../src/engine/simulation/threefry.ts';

const contactCount = Number(process.argv[2] ?? 10_000);
const replications = Number(process.argv[3] ?? 512);
const variantCount = Number(process.argv[4] ?? 1000);
const VARIANT_REPLICATIONS = 16;
const DAYS = 28;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

function makeScenario(seed: number, isTight: boolean): Scenario {
  const random = createRandom(seed);
  const column = <T>(make: () => T): T[] => Array.from({ length: contactCount }, make);
  const chances = (low: number, high: number): number[] => column(() => low + (high - low) * random());
  const problem: AllocationProblem = {
    format: 'omnivor.allocation/1',
    name: 'bench',
    horizon: { start: '2027-01-04', days: DAYS },
    channels: [
      { id: 'email', unitCost: 0.5, saturation: 0.85, maxPerContact: 6, cooldownDays: 2 },
      { id: 'call', unitCost: 12, saturation: 0.7, maxPerContact: 3, cooldownDays: 5, weekdays: [1, 2, 3, 4, 5] },
      { id: 'visit', unitCost: 80, saturation: 0.6, maxPerContact: 2, cooldownDays: 7, weekdays: [1, 2, 3, 4, 5] },
      { id: 'webinar', unitCost: 20, saturation: 0.5, maxPerContact: 2, cooldownDays: 10 },
    ],
    contacts: {
      ids: Array.from({ length: contactCount }, (_, at) => `contact-${at}`),
      value: column(() => Math.round(random() * 50_000) / 100),
      segment: column(() => ['A', 'B', 'C', 'D', 'E'][randomIndex(random, 5)]!),
      rep: column(() => `rep ${randomIndex(random, 40)}`),
      response: { email: chances(0.01, 0.1), call: chances(0.05, 0.2), visit: chances(0.1, 0.4), webinar: chances(0.02, 0.2) },
      sd: { email: chances(0.005, 0.02), call: chances(0.01, 0.05), visit: chances(0.02, 0.1), webinar: chances(0.01, 0.05) },
    },
    constraints: [
      { id: 'reps', kind: 'rep_capacity', channels: ['call', 'visit'], per: 'week', max: isTight ? Math.round(contactCount / 100) : contactCount },
      { id: 'budget', kind: 'budget', max: contactCount * 1000 },
      { id: 'rest', kind: 'frequency', windowDays: 7, max: 3 },
    ],
    objective: { metric: 'lift' },
  };
  const policy: Scenario['policy'] = { kind: 'mix', actionsPerContact: 4, shares: { email: 0.4, call: 0.25, visit: 0.2, webinar: 0.15 } };
  return { format: 'omnivor.scenario/1', name: 'bench', problem, policy, replications, seed };
}

function valueOf<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: { readonly message: string } }): T {
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

/** Seconds of processor time. */
function measure<T>(work: () => T): { readonly seconds: number; readonly value: T } {
  const from = process.cpuUsage();
  const value = work();
  const used = process.cpuUsage(from);
  return { seconds: (used.user + used.system) / 1e6, value };
}

/** The shortest of several. */
function measureBest<T>(times: number, work: () => T): { readonly seconds: number; readonly value: T } {
  const runs = Array.from({ length: times }, () => measure(work));
  return runs.reduce((best, run) => (run.seconds < best.seconds ? run : best));
}

const format = (seconds: number): string => `${seconds.toFixed(3)} s`;
const line = (name: string, text: string): boolean => print(`${name.padEnd(58)} ${text}`);

/** Schedule and estimates as the peer reads them. */
function describeSchedule({ scenario, schedule }: PlayedScenario): string {
  const pairs = new Map<number, number>();
  const centre: number[] = [];
  const spread: number[] = [];
  const columns = { pair: [] as number[], contact: [] as number[], segment: [] as number[] };
  for (let contact = 0; contact < contactCount; contact += 1) {
    for (let at = schedule.start[contact]!; at < schedule.start[contact + 1]!; at += 1) {
      const key = contact * 16 + schedule.channel[at]!;
      if (!pairs.has(key)) {
        const estimate = scenario.estimateOf(contact, schedule.channel[at]!);
        pairs.set(key, centre.length);
        centre.push(estimate.centre);
        spread.push(estimate.spread);
      }
      columns.pair.push(pairs.get(key)!);
      columns.contact.push(contact);
      columns.segment.push(scenario.segmentOf[contact]!);
    }
  }
  return JSON.stringify({ ...columns, centre, spread, factor: [...schedule.factor], day: [...schedule.day], channel: [...schedule.channel], value: scenario.problem.contacts.value, days: DAYS, channels: 4, segments: scenario.segments.length });
}

function comparePeer(played: PlayedScenario): void {
  const range = { firstReplication: 0, replications };
  valueOf(drawState(played, { firstReplication: 0, replications: 16 }));
  const own = measureBest(5, () => valueOf(drawState(played, range)));
  line(`draw and sum, one thread, ${replications} replications`, format(own.seconds));
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-bench-'));
  const file = join(folder, 'schedule.json');
  writeFileSync(file, describeSchedule(played));
  const ended = spawnSync('python3', [join(import.meta.dirname, 'peers/simulate.py'), file, String(replications)], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (ended.status !== 0) return void line('peer', `did not run: ${(ended.stderr || String(ended.error)).trim().split('\n').at(-1)}`);
  const answer = JSON.parse(ended.stdout) as { skipped?: string; seconds: number; chunk: number; lift: number; responses: number; numpy: string };
  if (answer.skipped !== undefined) return void line('peer', `skipped: ${answer.skipped}`);
  line(`peer: numpy ${answer.numpy}, ${answer.chunk} replications at once`, `${format(answer.seconds)}, ${(answer.seconds / own.seconds).toFixed(2)} times ours`);
  const channelRow = own.value.days.length * replications;
  const lift = own.value.lift.subarray(channelRow, channelRow + 4 * replications).reduce((sum, parts) => sum + parts, 0) / own.value.valueScale.parts / replications;
  line('mean lift, ours and the peer’s', `${lift.toFixed(1)} and ${answer.lift.toFixed(1)}`);
}

/** Elapsed seconds of threads that make themselves ready first: of the draws of ranges, or of drawing words alone. */
async function measureThreads(tasks: readonly (ReplicationRange | 'words')[]): Promise<number> {
  const workers = tasks.map((task) => new Worker(new URL(import.meta.url), { workerData: task, argv: process.argv.slice(2) }));
  const next = (worker: Worker): Promise<SimulationState | number | 'ready'> => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await Promise.all(workers.map(next));
  const from = performance.now();
  for (const worker of workers) worker.postMessage('go');
  await Promise.all(workers.map(next));
  const seconds = (performance.now() - from) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return seconds;
}

/** Two threads beside one, and beside what the machine gives two threads that share nothing and touch no memory: the same words drawn by each. */
async function compareThreads(): Promise<void> {
  const half = 2 * Math.ceil(replications / 4);
  const least = { one: Infinity, two: Infinity, words: Infinity, bothWords: Infinity };
  const keepLeast = (name: keyof typeof least, seconds: number): void => void (least[name] = Math.min(least[name], seconds));
  for (let turn = 0; turn < 3; turn += 1) {
    keepLeast('one', await measureThreads([{ firstReplication: 0, replications }]));
    keepLeast('two', await measureThreads([{ firstReplication: 0, replications: half }, { firstReplication: half, replications: replications - half }]));
    keepLeast('words', await measureThreads(['words']));
    keepLeast('bothWords', await measureThreads(['words', 'words']));
  }
  line('elapsed on one thread and on two', `${format(least.one)} and ${format(least.two)}, ${(least.one / least.two).toFixed(2)} times as fast`);
  line('bound: words alone, on one thread and twice as many on two', `${format(least.words)} and ${format(least.bothWords)}, ${((2 * least.words) / least.bothWords).toFixed(2)} times as fast`);
}

/** Draws words into a few cache lines: processor alone. */
function drawWords(): number {
  const words = new Uint32Array(512);
  const stream = { key0: 1, key1: 2, counter1: 3 };
  for (let turn = 0; turn < 500_000; turn += 1) {
    stream.counter1 = turn;
    fillWords(words, stream, 0, words.length / 2);
  }
  return words[0]!;
}

function runVariants(base: Scenario): void {
  const random = createRandom(7);
  const open = openScenario(base);
  const from = performance.now();
  const { seconds } = measure(() => {
    for (let at = 0; at < variantCount; at += 1) {
      const values = { 'policy.shares.email': 0.2 + 0.4 * random(), 'policy.shares.visit': 0.1 + 0.2 * random(), 'assumptions.response.call': 0.5 + random(), 'policy.targetShare': 0.9 + 0.1 * random() };
      valueOf(open.simulate(values, { replications: VARIANT_REPLICATIONS }));
    }
  });
  line(`${variantCount} variants × ${contactCount} contacts × ${DAYS} days × ${VARIANT_REPLICATIONS} replications, one thread`, `${format(seconds)} (elapsed ${format((performance.now() - from) / 1000)}), ${((1000 * seconds) / variantCount).toFixed(1)} ms each`);
}

function compareExtension(name: string, base: Scenario): void {
  const one = Math.ceil(contactCount / 100);
  const ids = base.problem.contacts.ids.slice(0, one);
  const less = removeContacts(base, ids);
  const gone = removeContacts(base, base.problem.contacts.ids.slice(one));
  const more = addContacts(less, gone.problem.contacts);
  const kept = measureBest(2, () => valueOf(keepSimulation(less)));
  const grown = measureBest(12, () => valueOf(extendSimulation(kept.value, more)));
  const full = measureBest(2, () => valueOf(keepSimulation(more)));
  const isSame = sumNames.every((sum) => Buffer.from(full.value.state[sum].buffer).equals(Buffer.from(grown.value.state[sum].buffer)));
  line(`${name}: full, and extended by ${one} contacts`, `${format(full.seconds)} and ${format(grown.seconds)}, ${(full.seconds / grown.seconds).toFixed(0)} times as fast, ${grown.value.drawn} drawn, ${isSame ? 'the same bytes' : 'OTHER BYTES'}`);
}

if (isMainThread) {
  const base = makeScenario(1, false);
  print(`${contactCount} contacts, 4 actions each, ${DAYS} days`);
  const played = playPolicy(compileScenario(base));
  comparePeer(played);
  await compareThreads();
  runVariants(base);
  compareExtension('no rule full', base);
  compareExtension('rep capacity full', makeScenario(1, true));
} else {
  const task = workerData as ReplicationRange | 'words';
  const played = playPolicy(compileScenario(makeScenario(1, false)));
  const work = task === 'words' ? drawWords : () => valueOf(drawState(played, task));
  if (task === 'words') drawWords();
  else valueOf(drawState(played, { firstReplication: 0, replications: 32 }));
  parentPort?.once('message', () => parentPort?.postMessage(work()));
  parentPort?.postMessage('ready');
}
