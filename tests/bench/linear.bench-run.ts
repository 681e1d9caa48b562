/**
 * Solver benchmark, a command of its own: `node tests/bench/linear.bench-run.ts [seconds a problem]`.
 * Prints one line a problem: status, objective against the proven optimum, bound, time. Ends with 1 where a proven
 * answer is contradicted (a limit that was hit is not a contradiction).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGlpkSolver } from '../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../src/engine/linear/highs-adapter.ts';
import type { LinearModel, LinearSolver } from '../../src/engine/linear/linear-model.ts';
import { createModelBuilder } from '../../src/engine/linear/model-builder.ts';
import { readExpected } from '../engine/linear/support/expected.ts';
import { parseAssignmentFile, parseKnapsackFile, parseNamedKnapsackFile } from '../engine/linear/support/or-library.ts';

const secondsEach = Number(process.argv[2] ?? 60);
const sharedDir = fileURLToPath(new URL('../../../shared', import.meta.url));
const solverDir = join(sharedDir, 'data', 'solver');
const highs = createHighsSolver();
const glpk = createGlpkSolver();
const now = (): number => performance.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);
let contradictions = 0;
let proven = 0;
let stopped = 0;

async function measure(label: string, solve: LinearSolver, model: LinearModel, optimum: number | null): Promise<void> {
  const startMs = now();
  const { status, objective, bound, solver } = await solve(model, { timeLimitSeconds: secondsEach }, { now });
  const seconds = ((now() - startMs) / 1000).toFixed(2);
  const sign = model.sense === 'min' ? 1 : -1;
  const slack = 1e-6 * Math.max(1, Math.abs(optimum ?? 0));
  const isWrong =
    optimum !== null &&
    ((status === 'optimal' && Math.abs((objective ?? NaN) - optimum) > slack) || (objective !== null && sign * (optimum - objective) > slack) || (bound !== null && sign * (bound - optimum) > slack));
  if (isWrong) contradictions += 1;
  if (status === 'optimal') proven += 1;
  else stopped += 1;
  print([label.padEnd(28), solver.padEnd(6), status.padEnd(11), `objective ${objective}`, `optimum ${optimum ?? '-'}`, `bound ${bound}`, `${seconds} s`, isWrong ? 'WRONG' : ''].join('  ').trimEnd());
}

/** Contacts × channels × days with capacities and a budget: the shape of an allocation, as large as asked for. */
function buildAllocationShape(contacts: number): LinearModel {
  const builder = createModelBuilder({ name: 'allocation shape', sense: 'max' });
  const [channels, days] = [4, 20];
  const capacity = Array.from({ length: channels * days }, () => builder.addRow({ upper: Math.max(1, Math.floor(contacts / 120)) }));
  for (let contact = 0; contact < contacts; contact++) {
    const row = builder.addRow({ upper: 2 });
    for (let cell = 0; cell < channels * days; cell++) {
      const cost = 1 + ((contact * 31 + Math.floor(cell / days) * 17) % 97) / 10 - (cell % days) / 100;
      const column = builder.addColumn({ upper: 1, cost });
      builder.addEntry(row, column, 1);
      builder.addEntry(capacity[cell]!, column, 1);
    }
  }
  return builder.build();
}

if (existsSync(sharedDir)) {
  const expected = readExpected(sharedDir);
  const readText = (...path: string[]): string => readFileSync(join(solverDir, ...path), 'utf8');
  const named = parseNamedKnapsackFile(readText('orlib_mkp', 'mknap2.txt'));
  for (const [index, { problem, cbc_value: optimum }] of expected.mknap2.entries()) await measure(`mknap2 ${problem}`, highs, named[index]!.model, optimum);
  for (const { path, best_known: optimum } of expected.gap) {
    const model = parseAssignmentFile(path, readText('gap', path));
    await measure(path, highs, model, optimum);
    await measure(path, glpk, model, optimum);
  }
  const large = parseKnapsackFile(readText('orlib_mkp', 'mknapcb1.txt'));
  for (const [index, { problem, best_known: optimum }] of expected.mknapcb1.entries()) await measure(`mknapcb1 ${problem}`, highs, large[index]!.model, optimum);
} else {
  print(`No folder ${sharedDir}: only the generated models are measured.`);
}
for (const contacts of [100, 500, 2500]) await measure(`relaxation, ${contacts * 80} columns`, highs, buildAllocationShape(contacts), null);
print(`${proven} proven, ${stopped} stopped at ${secondsEach} s, ${contradictions} contradicted`);
process.exitCode = contradictions > 0 ? 1 : 0;
