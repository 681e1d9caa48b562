/** Lower Cholesky factor of a symmetric positive definite matrix (row-major, size × size), or null where it is not. O(size³). */
export function factorCholesky(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = matrix[row * size + column]!;
      for (let inner = 0; inner < column; inner += 1) rest -= factor[row * size + inner]! * factor[column * size + inner]!;
      if (row > column) factor[row * size + column] = rest / factor[column * size + column]!;
      else if (rest > 0) factor[row * size + row] = Math.sqrt(rest);
      else return null;
    }
  }
  return factor;
}

/** Solves factor · x = right for a lower triangular factor (forward substitution). O(size²). */
export function solveLower(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = right.slice();
  for (let row = 0; row < size; row += 1) {
    let rest = solution[row]!;
    for (let column = 0; column < row; column += 1) rest -= factor[row * size + column]! * solution[column]!;
    solution[row] = rest / factor[row * size + row]!;
  }
  return solution;
}

/** Solves matrix · x = right from the matrix's Cholesky factor. O(size²). */
export function solveCholesky(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = solveLower(factor, right);
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let below = row + 1; below < size; below += 1) solution[row]! -= factor[below * size + row]! * solution[below]!;
    solution[row]! /= factor[row * size + row]!;
  }
  return solution;
}
