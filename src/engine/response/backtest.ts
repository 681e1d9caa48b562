import { calibrationTable } from './calibration.ts';
import { estimateChannelPosterior, estimateContact, type ChannelHistory } from './channel-history.ts';
import type { HeldBack } from './held-back.ts';
import type { Grouping } from './grouping.ts';
import type { OrderedTouches } from './ordered-touches.ts';
import { recencyWeights } from './recency.ts';
import type { Backtest, HalfLifeScore, Score } from './response-model.ts';
import { brierScore, logLossOf, meanLogLoss } from './score.ts';

/** A half-life and what it predicts for each touch held back. */
export interface Trial {
  readonly halfLifeDays: number;
  readonly predicted: Float64Array;
}

const CALIBRATION_BINS = 10;

/**
 * Predicts the touches held back from the history before them: the pair's posterior mean times the saturation of the
 * touch's position where the history shows one.
 */
export function predictHeldBack(
  held: HeldBack,
  ordered: OrderedTouches,
  grouping: Grouping,
  histories: readonly ChannelHistory[],
  halfLifeDays: number,
): Trial {
  const oldest = ordered.day.reduce((first, day) => Math.min(first, day), held.fromDay);
  const weights = recencyWeights(halfLifeDays, held.fromDay - oldest);
  const posteriors = histories.map((history, channel) => estimateChannelPosterior(held.training[channel]!, grouping, history, weights));
  const predicted = Float64Array.from(held.rows, (row) => {
    const pair = ordered.pair[row]!;
    const channel = pair % ordered.channelCount;
    const contact = (pair - channel) / ordered.channelCount;
    const first = estimateContact(posteriors[channel]!, contact, grouping.groupOf[contact]!).mean;
    return first * (histories[channel]!.scales?.saturation ?? 1) ** (ordered.position[row]! - 1);
  });
  return { halfLifeDays, predicted };
}

/**
 * The longest half-life that is not clearly worse than the best: mean loss within one standard error of the paired
 * difference, pairs of contact and channel taken as the independent units. Long half-lives keep more of the history.
 */
export function chooseTrial(trials: readonly Trial[], held: HeldBack, ordered: OrderedTouches): Trial {
  const rising = [...trials].sort((a, b) => a.halfLifeDays - b.halfLifeDays);
  const responded = respondedOf(held, ordered);
  let best = rising[0]!;
  for (const trial of rising) if (meanLogLoss(trial.predicted, responded) < meanLogLoss(best.predicted, responded)) best = trial;
  return rising.findLast((trial) => !isClearlyWorse(trial, best, held, ordered)) ?? best;
}

function isClearlyWorse(trial: Trial, best: Trial, held: HeldBack, ordered: OrderedTouches): boolean {
  let total = 0;
  let squares = 0;
  let ofPair = 0;
  held.rows.forEach((row, index) => {
    const responded = ordered.responded[row]!;
    const worse = logLossOf(trial.predicted[index]!, responded) - logLossOf(best.predicted[index]!, responded);
    total += worse;
    ofPair += worse;
    const following = held.rows[index + 1];
    if (following !== undefined && ordered.pair[following] === ordered.pair[row]) return;
    squares += ofPair * ofPair;
    ofPair = 0;
  });
  return total > Math.sqrt(squares);
}

/** Scores of the chosen trial beside the base rates, its calibration, and every half-life tried. */
export function summariseBacktest(held: HeldBack, ordered: OrderedTouches, chosen: Trial, trials: readonly Trial[]): Backtest {
  const responded = respondedOf(held, ordered);
  const trainedResponded = held.channelResponded.reduce((sum, count) => sum + count, 0);
  const baseRate = trainedResponded / held.trainedTouches;
  const channelRate = held.channelTouches.map((touches, channel) => (touches === 0 ? baseRate : held.channelResponded[channel]! / touches));
  const score = (predicted: Float64Array): Score => ({ logLoss: meanLogLoss(predicted, responded), brier: brierScore(predicted, responded) });
  const halfLives = trials.map((trial): HalfLifeScore => ({ halfLifeDays: trial.halfLifeDays, logLoss: meanLogLoss(trial.predicted, responded) }));
  return {
    fromDay: held.fromDay,
    toDay: held.toDay,
    trainedTouches: held.trainedTouches,
    touches: held.rows.length,
    responded: responded.reduce((sum, value) => sum + value, 0),
    model: score(chosen.predicted),
    baseRate: score(new Float64Array(held.rows.length).fill(baseRate)),
    channelRate: score(Float64Array.from(held.rows, (row) => channelRate[ordered.pair[row]! % ordered.channelCount]!)),
    calibration: calibrationTable(chosen.predicted, responded, CALIBRATION_BINS),
    halfLives: halfLives.sort((a, b) => a.halfLifeDays - b.halfLifeDays),
  };
}

function respondedOf(held: HeldBack, ordered: OrderedTouches): Uint8Array {
  return Uint8Array.from(held.rows, (row) => ordered.responded[row]!);
}
