const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Where a function of one variable is largest on [low, high]: a coarse grid finds the hill, golden-section search its
 * top to `tolerance`. Calls `evaluate` about gridSize + 1.44·log2(2·(high − low) / (gridSize · tolerance)) times.
 */
export function maximizeOnInterval(evaluate: (x: number) => number, low: number, high: number, gridSize: number, tolerance: number): number {
  const step = (high - low) / gridSize;
  let best = low;
  let bestValue = -Infinity;
  for (let index = 0; index <= gridSize; index += 1) {
    const value = evaluate(low + index * step);
    if (value > bestValue) {
      best = low + index * step;
      bestValue = value;
    }
  }
  let left = Math.max(low, best - step);
  let right = Math.min(high, best + step);
  let inner = right - GOLDEN * (right - left);
  let outer = left + GOLDEN * (right - left);
  let innerValue = evaluate(inner);
  let outerValue = evaluate(outer);
  while (right - left > tolerance) {
    if (innerValue >= outerValue) {
      right = outer;
      outer = inner;
      outerValue = innerValue;
      inner = right - GOLDEN * (right - left);
      innerValue = evaluate(inner);
    } else {
      left = inner;
      inner = outer;
      innerValue = outerValue;
      outer = left + GOLDEN * (right - left);
      outerValue = evaluate(outer);
    }
  }
  return (left + right) / 2;
}
