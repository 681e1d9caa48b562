import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createGlpkSolver } from '../../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../../src/engine/linear/highs-adapter.ts';
import type { LinearModel, LinearSolver } from '../../../src/engine/linear/linear-model.ts';
import { readLp } from '../../../src/engine/linear/lp-reader.ts';
import { writeLp } from '../../../src/engine/linear/lp-writer.ts';
import { readMps } from '../../../src/engine/linear/mps-reader.ts';
import { writeMps } from '../../../src/engine/linear/mps-writer.ts';
import { recountSolution } from '../../../src/engine/linear/recount-solution.ts';
import { describeWithShared, sharedDir } from '../../support/shared.ts';
import { freeControl } from './support/controls.ts';
import { readExpected } from './support/expected.ts';
import { parseAssignmentFile, parseKnapsackFile, parseNamedKnapsackFile } from './support/or-library.ts';

const solverDir = join(sharedDir, 'data', 'solver');
const readText = (...path: string[]): string => readFileSync(join(solverDir, ...path), 'utf8');
const highs = createHighsSolver();
const glpk = createGlpkSolver();

async function expectOptimum(solve: LinearSolver, model: LinearModel, optimum: number): Promise<void> {
  const solution = await solve(model, {}, freeControl);
  expect(solution.status).toBe('optimal');
  const slack = 1e-6 * Math.max(1, Math.abs(optimum));
  expect(Math.abs(solution.objective! - optimum)).toBeLessThanOrEqual(slack);
  expect(Math.abs(solution.bound! - optimum)).toBeLessThanOrEqual(slack);
  expect(recountSolution(model, solution.values!)).toMatchObject({ isFeasible: true, objective: solution.objective });
}

describeWithShared('known answers: multi-dimensional knapsacks', () => {
  const expected = readExpected(sharedDir);
  const readFirst = () => parseKnapsackFile(readText('orlib_mkp', 'mknap1.txt'));
  const readNamed = () => parseNamedKnapsackFile(readText('orlib_mkp', 'mknap2.txt'));

  it('every problem of the files has an answer', () => {
    const [first, named] = [readFirst(), readNamed()];
    expect(first.map(({ optimum }) => optimum)).toEqual(expected.mknap1.map((problem) => problem.published_optimum));
    expect(named.map(({ name, optimum }) => [name, optimum])).toEqual(expected.mknap2.map((problem) => [problem.problem, problem.published_optimum]));
    expect([first.length, named.length]).toEqual([7, 48]);
  });

  it.each(expected.mknap1.map((problem, index) => [problem.problem, index] as const))('mknap1 problem %i, both solvers', async (_problem, index) => {
    const { model } = readFirst()[index]!;
    await expectOptimum(highs, model, expected.mknap1[index]!.cbc_value);
    await expectOptimum(glpk, model, expected.mknap1[index]!.cbc_value);
  });

  it.each(expected.mknap2.map((problem, index) => [problem.problem, index] as const))('mknap2 %s', async (_problem, index) => {
    await expectOptimum(highs, readNamed()[index]!.model, expected.mknap2[index]!.cbc_value);
  });
});

describeWithShared('known answers: generalised assignment', () => {
  it.each(readExpected(sharedDir).gap)('$path: $best_known', async ({ path, best_known: optimum, jobs }) => {
    const model = parseAssignmentFile(path, readText('gap', path));
    await expectOptimum(highs, model, optimum);
    if (jobs <= 15) await expectOptimum(glpk, model, optimum);
  });
});

describeWithShared('known answers: model files', () => {
  const { mps } = readExpected(sharedDir);
  const readModel = (file: string): LinearModel => {
    const read = file.endsWith('.lp') ? readLp(readText('mps', file)) : readMps(readText('mps', file));
    if (!read.ok) throw new Error(read.fault.message);
    return read.value;
  };
  /** Files whose published optimum nobody printed: silly-names by hand (at most one unit of five equal columns). */
  const byHand: Readonly<Record<string, number>> = { 'silly-names.mps': -1, 'no-newline-eof.lp': 0 };
  const small = new Set(['adlittle.mps', 'afiro.mps', 'egout.mps', 'flugpl.mps', 'infeasible-mip0.mps', 'no-newline-eof.lp', 'silly-names.mps', 'small_mip.mps', 'standata.mps']);

  it.each(mps.map(({ file, published }) => [file, published] as const))('%s: %s', async (file, published) => {
    const model = readModel(file);
    for (const solve of small.has(file) ? [highs, glpk] : [highs]) {
      if (published === 'infeasible') expect(await solve(model, {}, freeControl)).toMatchObject({ status: 'infeasible', objective: null, values: null });
      else await expectOptimum(solve, model, typeof published === 'number' ? published : byHand[file]!);
    }
  });

  it.each(mps.map(({ file }) => [file] as const))('%s survives being written and read again', (file) => {
    const model = readModel(file);
    for (const [write, read] of [[writeMps, readMps], [writeLp, readLp]] as const) {
      const text = write(model);
      if (text.ok) expect(read(text.value)).toEqual({ ok: true, value: { ...model, name: model.name.trim() } });
      else expect(text.fault.code).toBe('BAD_INPUT');
    }
  });

  it.each([
    ['bad_garbage.mps', 'BAD_FORMAT', 2],
    ['bad_garbage.lp', 'BAD_FORMAT', 2],
    ['bad_nan0.mps', 'BAD_FORMAT', 8],
    ['bad_warnings.mps', 'UNKNOWN_REFERENCE', 12],
  ])('%s is refused as %s on line %i', (file, code, line) => {
    const read = file.endsWith('.lp') ? readLp(readText('mps', file)) : readMps(readText('mps', file));
    expect(read).toMatchObject({ ok: false, fault: { code, path: `line ${line}` } });
    if (!read.ok) expect(read.fault.message).toMatch(/^Line \d+: found .+, expected .+\.$/);
  });
});
