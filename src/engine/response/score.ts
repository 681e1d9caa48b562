/** Predicted probabilities are kept this far from 0 and 1 in the log-loss, so that one certain miss is not infinite. */
const SMALLEST_PROBABILITY = 1e-12;

/** Loss of one prediction: −log of the probability given to what happened (natural logarithm). */
export function logLossOf(predicted: number, responded: number): number {
  const given = responded === 1 ? predicted : 1 - predicted;
  return -Math.log(Math.max(given, SMALLEST_PROBABILITY));
}

/** Mean log-loss of predictions against outcomes 0 or 1; 0 where there are none. */
export function meanLogLoss(predicted: Float64Array, responded: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < predicted.length; row += 1) sum += logLossOf(predicted[row]!, responded[row]!);
  return predicted.length === 0 ? 0 : sum / predicted.length;
}

/** Mean squared difference of prediction and outcome (Brier 1950); 0 where there are none. */
export function brierScore(predicted: Float64Array, responded: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < predicted.length; row += 1) sum += (predicted[row]! - responded[row]!) ** 2;
  return predicted.length === 0 ? 0 : sum / predicted.length;
}
