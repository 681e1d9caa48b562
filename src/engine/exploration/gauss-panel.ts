/**
 * Gauss–Legendre rule on [−1, 1] that also integrates up to each node: `integral[k · size + l]` is the weight of node l
 * in ∫ from −1 to node k. Exact for polynomials of degree below `size` (up to a node) and 2·size − 1 (over all).
 */
export interface PanelRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  readonly integral: Float64Array;
}

/** Legendre polynomials P₀ … P_top at x by the three-term recurrence. */
function legendre(x: number, top: number): Float64Array {
  const values = new Float64Array(top + 1);
  values[0] = 1;
  values[1] = x;
  for (let n = 1; n < top; n += 1) values[n + 1] = ((2 * n + 1) * x * values[n]! - n * values[n - 1]!) / (n + 1);
  return values;
}

/**
 * Builds the rule. Nodes are the roots of P_size by Newton's method from cos(π·(i + ¾)/(size + ½)) (Abramowitz & Stegun
 * 22.16.6), weights 2/((1 − x²)·P′(x)²) (25.4.29). Weights up to a node integrate the interpolating polynomial, written in
 * Legendre polynomials with ∫ P_n from −1 to x = (P_{n+1}(x) − P_{n−1}(x))/(2n + 1).
 */
export function createPanelRule(size: number): PanelRule {
  const nodes = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let index = 0; index < size; index += 1) {
    let x = -Math.cos((Math.PI * (index + 0.75)) / (size + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step += 1) {
      const values = legendre(x, size);
      slope = (size * (values[size - 1]! - x * values[size]!)) / (1 - x * x);
      const change = values[size]! / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    nodes[index] = x;
    weights[index] = 2 / ((1 - x * x) * slope * slope);
  }
  const polynomials = Array.from(nodes, (node) => legendre(node, size));
  const integral = new Float64Array(size * size);
  for (let upTo = 0; upTo < size; upTo += 1) {
    for (let node = 0; node < size; node += 1) {
      let sum = nodes[upTo]! + 1;
      for (let n = 1; n < size; n += 1) sum += polynomials[node]![n]! * (polynomials[upTo]![n + 1]! - polynomials[upTo]![n - 1]!);
      integral[upTo * size + node] = (weights[node]! / 2) * sum;
    }
  }
  return { nodes, weights, integral };
}
