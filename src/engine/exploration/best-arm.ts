import { createPanelRule } from './gauss-panel.ts';

/** Distribution of one arm's worth: the logarithm of its density up to a constant, where it lies and how wide it is. */
export interface WorthDensity {
  readonly logDensity: (x: number) => number;
  readonly centre: number;
  /** About one standard deviation; the density must be negligible 32 of them away. */
  readonly spread: number;
}

const NODES = 16;
const rule = createPanelRule(NODES);
/** Panel borders around each centre, in spreads. */
const BORDERS = [-32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32];

/**
 * Probability that each arm is worth most, worths independent: P(i best) = ∫ f_i·Π_{j≠i} F_j. One pass of composite
 * Gauss–Legendre quadrature over panels that follow every arm's spread; the distributions F come from the same nodes.
 * Error about 1e-10 for log-concave densities. O(arms² · nodes per arm).
 */
export function bestArmProbabilities(arms: readonly WorthDensity[]): Float64Array {
  if (arms.length === 1) return Float64Array.of(1);
  const borders = Float64Array.from(new Set(arms.flatMap((arm) => BORDERS.map((border) => arm.centre + border * arm.spread)))).sort();
  const points = (borders.length - 1) * NODES;
  const weights = new Float64Array(points);
  for (let panel = 0; panel + 1 < borders.length; panel += 1) {
    const half = (borders[panel + 1]! - borders[panel]!) / 2;
    for (let node = 0; node < NODES; node += 1) weights[panel * NODES + node] = half * rule.weights[node]!;
  }
  const densities: Float64Array[] = [];
  const distributions: Float64Array[] = [];
  for (const arm of arms) {
    const top = arm.logDensity(arm.centre);
    const density = new Float64Array(points);
    const distribution = new Float64Array(points);
    let mass = 0;
    for (let panel = 0; panel + 1 < borders.length; panel += 1) mass = fillPanel(density, distribution, panel, borders, (x) => Math.exp(arm.logDensity(x) - top), mass);
    densities.push(density.map((value) => value / mass));
    distributions.push(distribution.map((value) => Math.min(1, Math.max(0, value / mass))));
  }
  return integrateBest(densities, distributions, weights);
}

/** Density at the nodes of one panel and mass below each; answers the mass below the panel's end. */
function fillPanel(density: Float64Array, distribution: Float64Array, panel: number, borders: Float64Array, densityAt: (x: number) => number, below: number): number {
  const from = panel * NODES;
  const half = (borders[panel + 1]! - borders[panel]!) / 2;
  const middle = borders[panel]! + half;
  let mass = 0;
  for (let node = 0; node < NODES; node += 1) {
    density[from + node] = densityAt(middle + half * rule.nodes[node]!);
    mass += rule.weights[node]! * density[from + node]!;
  }
  for (let upTo = 0; upTo < NODES; upTo += 1) {
    let sum = 0;
    for (let node = 0; node < NODES; node += 1) sum += rule.integral[upTo * NODES + node]! * density[from + node]!;
    distribution[from + upTo] = below + half * sum;
  }
  return below + half * mass;
}

/** ∫ f_i·Π_{j≠i} F_j for every i, products of the others from before and behind; made to sum to 1. */
function integrateBest(densities: readonly Float64Array[], distributions: readonly Float64Array[], weights: Float64Array): Float64Array {
  const count = densities.length;
  const probabilities = new Float64Array(count);
  const behind = new Float64Array(count + 1);
  for (let point = 0; point < weights.length; point += 1) {
    behind[count] = 1;
    for (let arm = count - 1; arm >= 0; arm -= 1) behind[arm] = behind[arm + 1]! * distributions[arm]![point]!;
    let before = weights[point]!;
    for (let arm = 0; arm < count; arm += 1) {
      probabilities[arm]! += before * densities[arm]![point]! * behind[arm + 1]!;
      before *= distributions[arm]![point]!;
    }
  }
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  return probabilities.map((probability) => probability / sum);
}
