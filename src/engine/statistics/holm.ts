/**
 * P-values adjusted so that the chance of even one false alarm among all stays at the level tested (Holm 1979): the k-th
 * smallest of m times m − k + 1, never below an earlier one, at most 1. In the order given. O(m log m).
 */
export function adjustHolm(pValues: readonly number[]): number[] {
  const order = Array.from(pValues.keys()).sort((a, b) => pValues[a]! - pValues[b]! || a - b);
  const adjusted = Array.from(pValues, () => 0);
  let highest = 0;
  order.forEach((row, rank) => {
    highest = Math.max(highest, Math.min(1, pValues[row]! * (pValues.length - rank)));
    adjusted[row] = highest;
  });
  return adjusted;
}
