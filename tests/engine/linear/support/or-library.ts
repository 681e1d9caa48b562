import type { LinearModel } from '../../../../src/engine/linear/linear-model.ts';
import { createModelBuilder } from '../../../../src/engine/linear/model-builder.ts';

/** Reads whitespace-separated numbers one by one; running out or meeting a word is a broken file. */
function createNumberReader(text: string): () => number {
  const words = text.trim().split(/\s+/);
  let position = 0;
  return () => {
    const value = Number(words[position]);
    if (words[position] === undefined || Number.isNaN(value)) throw new Error(`number ${position} of the file is ${words[position]}`);
    position += 1;
    return value;
  };
}

const readNumbers = (next: () => number, count: number): number[] => Array.from({ length: count }, () => next());

/** Maximise profits of 0/1 objects under capacities; `weights[row][object]`. */
function buildKnapsack(name: string, profits: readonly number[], weights: readonly (readonly number[])[], capacities: readonly number[]): LinearModel {
  const builder = createModelBuilder({ name, sense: 'max' });
  for (const cost of profits) builder.addColumn({ upper: 1, cost, isInteger: true });
  capacities.forEach((upper, row) => {
    builder.addRow({ upper });
    weights[row]?.forEach((weight, column) => builder.addEntry(row, column, weight));
  });
  return builder.build();
}

/** mknap1 and mknapcb: a count, then per problem `objects rows optimum`, profits, rows of weights, capacities. */
export function parseKnapsackFile(text: string): { model: LinearModel; optimum: number }[] {
  const next = createNumberReader(text);
  return Array.from({ length: next() }, (_unused, index) => {
    const [objects, rows, optimum] = [next(), next(), next()];
    const profits = readNumbers(next, objects);
    const weights = Array.from({ length: rows }, () => readNumbers(next, objects));
    return { model: buildKnapsack(`knapsack-${index + 1}`, profits, weights, readNumbers(next, rows)), optimum };
  });
}

/** mknap2: after a preface, `problem NAME.DAT` and per problem `rows objects`, profits, capacities, weights, optimum. */
export function parseNamedKnapsackFile(text: string): { name: string; model: LinearModel; optimum: number }[] {
  const parts = text.split(/^\s*problem\s+(\w+)\.DAT\s*$/m).slice(1);
  return Array.from({ length: parts.length / 2 }, (_unused, index) => {
    const name = parts[2 * index] ?? '';
    const next = createNumberReader((parts[2 * index + 1] ?? '').replaceAll(/^\s*\++\s*$/gm, ''));
    const [rows, objects] = [next(), next()];
    const profits = readNumbers(next, objects);
    const capacities = readNumbers(next, rows);
    const weights = Array.from({ length: rows }, () => readNumbers(next, objects));
    return { name, model: buildKnapsack(name, profits, weights, capacities), optimum: next() };
  });
}

/** Generalised assignment: `agents jobs`, costs by agent, resources by agent, capacities; each job once, least cost. */
export function parseAssignmentFile(name: string, text: string): LinearModel {
  const next = createNumberReader(text);
  const [agents, jobs] = [next(), next()];
  const builder = createModelBuilder({ name, sense: 'min' });
  for (let job = 0; job < jobs; job++) builder.addRow({ name: `job${job}`, lower: 1, upper: 1 });
  for (let agent = 0; agent < agents; agent++) {
    for (let job = 0; job < jobs; job++) {
      const column = builder.addColumn({ name: `x${agent}_${job}`, upper: 1, cost: next(), isInteger: true });
      builder.addEntry(job, column, 1);
    }
  }
  const resources = Array.from({ length: agents }, () => readNumbers(next, jobs));
  resources.forEach((needs, agent) => {
    const row = builder.addRow({ name: `agent${agent}`, upper: next() });
    needs.forEach((need, job) => builder.addEntry(row, agent * jobs + job, need));
  });
  return builder.build();
}
