/** Points in (0, 1) and weights that sum to 1. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss–Jacobi rule for the expectation under Beta(alpha, beta): exact for polynomials up to degree 2·size − 1, so for
 * the likelihood of up to 2·size − 1 touches. The rule is the eigenproblem of the three-term recurrence (Golub & Welsch
 * 1969), its coefficients those of the Jacobi polynomials moved to [0, 1]. O(size²).
 */
export function betaQuadrature(alpha: number, beta: number, size: number): Quadrature {
  const a = beta - 1;
  const b = alpha - 1;
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(size);
  diagonal[0] = alpha / (alpha + beta);
  for (let n = 1; n < size; n += 1) {
    const sum = 2 * n + a + b;
    diagonal[n] = (1 + ((b - a) * (b + a)) / (sum * (sum + 2))) / 2;
    const squared =
      n === 1
        ? (4 * (1 + a) * (1 + b)) / (sum * sum * (sum + 1))
        : (4 * n * (n + a) * (n + b) * (n + a + b)) / (sum * sum * (sum + 1) * (sum - 1));
    offDiagonal[n - 1] = Math.sqrt(squared) / 2;
  }
  const first = solveTridiagonal(diagonal, offDiagonal);
  return { nodes: diagonal.map((node) => Math.min(Math.max(node, 1e-18), 1 - 1e-16)), weights: first.map((component) => component * component) };
}

/**
 * Eigenvalues of a symmetric tridiagonal matrix by the implicit QL method, left in `diagonal`; answers the first
 * component of each normalised eigenvector. `offDiagonal[i]` couples rows i and i + 1 and is used up.
 */
function solveTridiagonal(diagonal: Float64Array, offDiagonal: Float64Array): Float64Array {
  const size = diagonal.length;
  const first = new Float64Array(size);
  first[0] = 1;
  for (let row = 0; row < size; row += 1) {
    for (let sweep = 0; sweep < 100; sweep += 1) {
      let end = row;
      while (end < size - 1 && Math.abs(offDiagonal[end]!) > Number.EPSILON * (Math.abs(diagonal[end]!) + Math.abs(diagonal[end + 1]!))) end += 1;
      if (end === row) break;
      rotateBlock(diagonal, offDiagonal, first, row, end);
    }
  }
  return first;
}

/** One implicit QL sweep with Wilkinson's shift over rows `start` … `end`. */
function rotateBlock(diagonal: Float64Array, offDiagonal: Float64Array, first: Float64Array, start: number, end: number): void {
  const half = (diagonal[start + 1]! - diagonal[start]!) / (2 * offDiagonal[start]!);
  const root = Math.hypot(half, 1);
  let carried = diagonal[end]! - diagonal[start]! + offDiagonal[start]! / (half + (half < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let row = end - 1; row >= start; row -= 1) {
    const bulge = sine * offDiagonal[row]!;
    const coupled = cosine * offDiagonal[row]!;
    const length = Math.hypot(bulge, carried);
    offDiagonal[row + 1] = length;
    if (length === 0) {
      diagonal[row + 1]! -= shift;
      offDiagonal[end] = 0;
      return;
    }
    sine = bulge / length;
    cosine = carried / length;
    const reduced = diagonal[row + 1]! - shift;
    const mixed = (diagonal[row]! - reduced) * sine + 2 * cosine * coupled;
    shift = sine * mixed;
    diagonal[row + 1] = reduced + shift;
    carried = cosine * mixed - coupled;
    const lower = first[row + 1]!;
    first[row + 1] = sine * first[row]! + cosine * lower;
    first[row] = cosine * first[row]! - sine * lower;
  }
  diagonal[start]! -= shift;
  offDiagonal[start] = carried;
  offDiagonal[end] = 0;
}
