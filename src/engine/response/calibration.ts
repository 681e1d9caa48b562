import { wilsonInterval } from './wilson.ts';

/** Predictions of about the same size against what happened to them. */
export interface CalibrationBin {
  /** Smallest and largest prediction in the bin. */
  readonly low: number;
  readonly high: number;
  readonly touches: number;
  readonly responded: number;
  /** Mean prediction and share that responded. */
  readonly predicted: number;
  readonly observed: number;
  /** Wilson interval of the share at level 0.95. */
  readonly observedLow: number;
  readonly observedHigh: number;
}

const LEVEL = 0.95;

/**
 * At most `binCount` bins of about equal count, by rising prediction: each takes its share of the rows still left. Equal
 * predictions stay together, so that fewer bins come out where few values were predicted. O(n log n).
 */
export function calibrationTable(predicted: Float64Array, responded: Uint8Array, binCount: number): CalibrationBin[] {
  const order = Uint32Array.from(predicted.keys()).sort((a, b) => predicted[a]! - predicted[b]! || responded[a]! - responded[b]!);
  const bins: CalibrationBin[] = [];
  let from = 0;
  for (let left = binCount; left > 0 && from < order.length; left -= 1) {
    let to = from + Math.max(1, Math.round((order.length - from) / left));
    while (to < order.length && predicted[order[to]!] === predicted[order[to - 1]!]) to += 1;
    bins.push(summariseBin(order.subarray(from, to), predicted, responded));
    from = to;
  }
  return bins;
}

function summariseBin(rows: Uint32Array, predicted: Float64Array, responded: Uint8Array): CalibrationBin {
  let sum = 0;
  let count = 0;
  for (const row of rows) {
    sum += predicted[row]!;
    count += responded[row]!;
  }
  const interval = wilsonInterval(count, rows.length, LEVEL);
  return {
    low: predicted[rows[0]!]!,
    high: predicted[rows[rows.length - 1]!]!,
    touches: rows.length,
    responded: count,
    predicted: Math.min(Math.max(sum / rows.length, predicted[rows[0]!]!), predicted[rows[rows.length - 1]!]!),
    observed: count / rows.length,
    observedLow: interval.low,
    observedHigh: interval.high,
  };
}
