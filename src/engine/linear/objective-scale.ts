import type { LinearModel } from './linear-model.ts';

/** Largest objective coefficient below which the objective is scaled up before solving. */
const smallObjective = 2 ** -4;

/**
 * Power of two that brings the largest objective coefficient into [1, 2) where it is small, else 1. Solvers compare
 * objectives with absolute tolerances near 1e-6: without this, an objective of that size would count as proven at
 * once. A power of two changes no digit.
 */
export function chooseObjectiveScale(model: LinearModel): number {
  const largest = model.objective.reduce((size, cost) => Math.max(size, Math.abs(cost)), 0);
  if (largest === 0 || largest >= smallObjective) return 1;
  return 2 ** Math.min(1000, -Math.floor(Math.log2(largest)));
}
