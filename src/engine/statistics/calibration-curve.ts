/** Predictions of one bin of equal width: how many, their mean, and the share that came true. */
export interface CurvePoint {
  readonly count: number;
  readonly predicted: number;
  readonly observed: number;
}

/**
 * Reliability curve over bins of equal width on [0, 1], empty bins left out; a prediction on a border belongs to the bin
 * above it. For bins of equal count see calibrationTable in engine/response. O(n).
 */
export function calibrationCurve(predicted: ArrayLike<number>, happened: ArrayLike<number>, binCount: number): CurvePoint[] {
  if (predicted.length !== happened.length) throw new RangeError(`${predicted.length} predictions, ${happened.length} outcomes`);
  const bins = Array.from({ length: binCount }, () => ({ count: 0, predicted: 0, observed: 0 }));
  for (let row = 0; row < predicted.length; row += 1) {
    const probability = predicted[row]!;
    if (!(probability >= 0 && probability <= 1)) throw new RangeError(`prediction ${row} is ${probability}`);
    const bin = bins[Math.min(binCount - 1, Math.floor(probability * binCount))]!;
    bin.count += 1;
    bin.predicted += probability;
    bin.observed += happened[row]!;
  }
  return bins.filter((bin) => bin.count > 0).map(({ count, predicted, observed }) => ({ count, predicted: predicted / count, observed: observed / count }));
}
