/**
 * Benchmark of the method prices, a command of its own: `node tests/bench/prices.ts [contacts] [seconds] [days] [threads]`.
 * Solves a generated problem of every shape (seed 5) and prints objective, proven bound, gap, seconds by the clock and of
 * processor, peak memory and threads. At 1,000 contacts two peers solve the exact model of the same problems in the same
 * run: CBC from an MPS file (`skipped` where `cbc` is not installed) and HiGHS as WebAssembly. Every solve is a process of
 * its own. Ends with 1 where the independent checker finds a fault.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProblem } from '../../src/engine/allocation/compile-problem.ts';
import { buildExactModel } from '../../src/engine/allocation/exact/build-exact-model.ts';
import { solveAllocation } from '../../src/engine/allocation/solve-allocation.ts';
import { createGlpkSolver } from '../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../src/engine/linear/highs-adapter.ts';
import { writeMps } from '../../src/engine/linear/mps-writer.ts';
import type { AllocationProblem } from '../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../src/engine/model/check-problem.ts';
import { createPricesCrew } from '../../src/main/workers/prices-crew.ts';

/** Contacts at which the peers take part. */
const PEER_CONTACTS = 1000;
/** Seconds a peer gets. */
const PEER_SECONDS = 60;
/** Shapes the peers solve; `PEERS=base,reps` takes fewer, `PEERS=` none. */
const peerShapes = (process.env['PEERS'] ?? 'base,tight,reps,coverage,history').split(',');
const GAP = 0.001;

interface Row {
  readonly objective: number | null;
  readonly bound: number | null;
  readonly seconds: number;
  readonly processor: number;
  readonly megabytes: number;
  readonly checker: string;
}

function readProblem(file: string): AllocationProblem {
  const read = readAllocationProblem(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
const now = (): number => performance.now();
const peakMegabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const processorSeconds = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;

/** Solves in this process and prints the row as JSON; the plan goes beside the problem. */
async function solveHere(method: string, file: string, seconds: number, threads: number): Promise<void> {
  const problem = readProblem(file);
  const [startMs, startProcessor] = [now(), processorSeconds()];
  let found: Pick<Row, 'objective' | 'bound'>;
  if (method === 'highs-wasm') {
    const { model } = buildExactModel(compileProblem(problem));
    found = await solvers.highs(model, { relativeGap: GAP, seed: 1, timeLimitSeconds: seconds }, { now });
  } else {
    const crew = createPricesCrew(threads);
    const plan = await solveAllocation(problem, { method: 'prices', seconds, gap: GAP, seed: 1, crew }, solvers, { now });
    await crew.end();
    writeFileSync(`${file}.plan`, JSON.stringify(plan));
    found = plan;
  }
  const { objective, bound } = found;
  process.stdout.write(`${JSON.stringify({ objective, bound, seconds: (now() - startMs) / 1000, processor: processorSeconds() - startProcessor, megabytes: peakMegabytes() })}\n`);
}

function runSelf(method: string, file: string, seconds: number, threads: number): Omit<Row, 'checker'> | null {
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), 'solve', method, file, String(seconds), String(threads)], { encoding: 'utf8' });
  const line = run.stdout.trim().split('\n').at(-1) ?? '';
  if (run.status !== 0 || !line.startsWith('{')) return null;
  const row: Omit<Row, 'checker'> = JSON.parse(line);
  return row;
}

/** What CBC says at its end: "Objective value:", "Lower bound:" or "Gap:", of the model turned into one to be minimised. */
function runCbc(file: string, seconds: number): Row | string {
  if (spawnSync('cbc', ['-stop']).error !== undefined) return 'skipped: cbc is not installed';
  const { model } = buildExactModel(compileProblem(readProblem(file)));
  const text = writeMps(model);
  if (!text.ok) return `failed: ${text.fault.message}`;
  writeFileSync(`${file}.mps`, text.value);
  const startMs = now();
  const run = spawnSync('/usr/bin/time', ['-v', 'cbc', `${file}.mps`, '-max', '-ratio', String(GAP), '-sec', String(seconds), '-timeMode', 'cpu', '-solve'], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const read = (text: string, pattern: RegExp): number | null => {
    const found = pattern.exec(text);
    return found === null ? null : Number(found[1]);
  };
  const objective = read(run.stdout, /^Objective value:\s+(\S+)/mu);
  const bound = read(run.stdout, /^(?:Lower|Upper) bound:\s+(\S+)/mu) ?? (run.stdout.includes('Result - Optimal solution found') ? objective : null);
  const continuous = read(run.stdout, /^Continuous objective value is (\S+)/mu);
  return {
    objective: objective === null ? null : Math.abs(objective),
    bound: bound === null ? (continuous === null ? null : Math.abs(continuous)) : Math.abs(bound),
    seconds: (now() - startMs) / 1000,
    processor: (read(run.stderr, /User time \(seconds\): (\S+)/u) ?? 0) + (read(run.stderr, /System time \(seconds\): (\S+)/u) ?? 0),
    megabytes: Math.round((read(run.stderr, /Maximum resident set size \(kbytes\): (\d+)/u) ?? 0) / 1024),
    checker: '-',
  };
}

const print = (cells: readonly string[]): void => void process.stdout.write(`${cells.map((cell, at) => (at < 2 ? cell.padEnd(11) : cell.padStart(11))).join(' ')}\n`);
const figure = (value: number | null): string => (value === null ? '-' : value.toFixed(1));

function printRow(shape: string, method: string, row: Row | string, threads: number): void {
  if (typeof row === 'string') return print([shape, method, row]);
  const gap = row.objective === null || row.bound === null ? '-' : `${((100 * (row.bound - row.objective)) / row.bound).toFixed(3)} %`;
  print([shape, method, figure(row.objective), figure(row.bound), gap, row.seconds.toFixed(1), row.processor.toFixed(1), String(row.megabytes), String(threads), row.checker]);
}

async function main(): Promise<void> {
  const [contacts = 1000, seconds = 60, days = 28, threads = availableParallelism()] = process.argv.slice(2).map(Number);
  const tools = fileURLToPath(new URL('../../../shared/tools', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-bench-'));
  let faults = 0;
  try {
    print(['shape', 'method', 'objective', 'bound', 'gap', 'seconds', 'processor', 'MB', 'threads', 'checker']);
    for (const shape of ['base', 'tight', 'reps', 'coverage', 'history']) {
      const file = join(folder, `${shape}.json`);
      writeFileSync(file, execFileSync(process.execPath, [join(tools, 'make-allocation.mjs'), ...['--contacts', contacts, '--days', days, '--shape', shape, '--seed', 5].map(String)], { encoding: 'utf8', maxBuffer: 2 ** 30 }));
      const row = runSelf('prices', file, seconds, threads);
      const isLawful = row !== null && spawnSync(process.execPath, [join(tools, 'check-plan.mjs'), file, `${file}.plan`]).status === 0;
      if (!isLawful) faults += 1;
      printRow(shape, 'prices', row === null ? 'failed' : { ...row, checker: isLawful ? 'ok' : 'FAULT' }, threads);
      if (contacts !== PEER_CONTACTS || !peerShapes.includes(shape)) continue;
      printRow(shape, 'cbc', runCbc(file, PEER_SECONDS), 1);
      const highs = runSelf('highs-wasm', file, PEER_SECONDS, 1);
      printRow(shape, 'highs-wasm', highs === null ? 'failed: it ended without an answer' : { ...highs, checker: '-' }, 1);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  process.exitCode = faults === 0 ? 0 : 1;
}

if (process.argv[2] === 'solve') {
  const [method = '', file = '', seconds = '', threads = ''] = process.argv.slice(3);
  await solveHere(method, file, Number(seconds), Number(threads));
} else await main();
