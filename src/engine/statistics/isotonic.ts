/**
 * The non-decreasing sequence nearest to the values by weighted least squares, by pooling neighbours that fall (Ayer et
 * al. 1955). Weights above 0, all alike where absent. Makes predictions calibrated where their order is right. O(n).
 */
export function fitIsotonic(values: readonly number[], weights?: readonly number[]): number[] {
  if (weights !== undefined && weights.length !== values.length) throw new RangeError(`${weights.length} weights for ${values.length} values`);
  const blocks: { mean: number; weight: number; count: number }[] = [];
  values.forEach((value, index) => {
    let block = { mean: value, weight: weights?.[index] ?? 1, count: 1 };
    if (!(block.weight > 0)) throw new RangeError(`weight ${index} is ${block.weight}, expected above 0`);
    for (let last = blocks.at(-1); last !== undefined && last.mean >= block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      block = { mean: (last.mean * last.weight + block.mean * block.weight) / weight, weight, count: last.count + block.count };
    }
    blocks.push(block);
  });
  return blocks.flatMap(({ mean, count }) => Array.from({ length: count }, () => mean));
}
