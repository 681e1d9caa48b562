import type { DayNumber } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { recommendations, type Recommendation } from '../model/uncertainty.ts';
import { responseInterval, type Interval } from '../response/interval.ts';
import { explorationValue } from './exploration-value.ts';
import { recommend, RECOMMENDATION_LIMITS, type RecommendationLimits } from './recommendation.ts';
import { stalenessScore, STALENESS_SETTINGS, type StalenessSettings } from './staleness.ts';
import { splitBernoulliVariance } from './variance-parts.ts';

/** Stands in a column of days for "never". */
export const NO_DAY = -2_147_483_648;

/**
 * Predictions and what they rest on, as columns. A pair is one contact with one channel: index contact · channelCount +
 * channel. `mean`, `sd` and `n` are those of a ResponseFit.
 */
export interface UncertaintyInput {
  readonly contactCount: number;
  readonly channelCount: number;
  readonly today: DayNumber;
  /** As-of day of the fit. */
  readonly predictedDay: DayNumber;
  /** By pair: mean and standard deviation of the response probability, and the judged touches behind it. */
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly n: Float64Array;
  /** By pair: day of the last judged touch; NO_DAY where there is none. */
  readonly lastTouchDay: Int32Array;
  /** By pair: day on which a touch made after the prediction was last judged by its outcome; NO_DAY where none was. */
  readonly lastValidatedDay: Int32Array;
  /** By contact: share of known features and drift, 0–1. */
  readonly completeness: Float64Array;
  readonly drift: Float64Array;
  /** By channel: mean response, and the value of one. */
  readonly channelMean: ArrayLike<number>;
  readonly channelValue: ArrayLike<number>;
}

/** Settings of a calculation; each has a default. */
export interface UncertaintyOptions {
  /** Share of the posterior that the interval holds, in (0, 1) (default 0.9). */
  readonly level?: number;
  /** Standard deviations of the exploration bonus (default 1.645). */
  readonly optimism?: number;
  readonly staleness?: StalenessSettings;
  readonly limits?: RecommendationLimits;
}

/** Answers by pair; ages in whole days, −1 for never. */
export interface UncertaintyColumns {
  readonly contactCount: number;
  readonly channelCount: number;
  readonly level: number;
  readonly predictionAge: number;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Variance of the next outcome and its parts: epistemic + aleatoric = total. */
  readonly total: Float64Array;
  readonly epistemic: Float64Array;
  readonly aleatoric: Float64Array;
  readonly sampleSize: Float64Array;
  readonly recency: Int32Array;
  readonly validationAge: Int32Array;
  readonly staleness: Float64Array;
  readonly explorationValue: Float64Array;
  /** Index into `recommendations`. */
  readonly recommendation: Uint8Array;
}

const CONTACTS_BETWEEN_POLLS = 512;

/**
 * Uncertainty of every contact × channel. Interval: the beta with the posterior's mean and sd. Formulas:
 * docs/uncertainty.md. O(pairs), about 5 µs each, nearly all for the interval; pairs without touches share theirs. Polls
 * cancel and deadline and answers CANCELLED; a level outside (0, 1) or a prediction after today answers BAD_INPUT;
 * columns that do not fit together throw RangeError.
 */
export function calculateBatch(input: UncertaintyInput, options: UncertaintyOptions, control: RunControl): Result<UncertaintyColumns> {
  const level = options.level ?? 0.9;
  if (!(level > 0 && level < 1)) return fail('BAD_INPUT', `level is ${level}.`, { path: 'level', hint: 'Set it above 0 and below 1.' });
  const predictionAge = input.today - input.predictedDay;
  if (!(predictionAge >= 0)) return fail('BAD_INPUT', `The prediction is ${-predictionAge} days in the future.`, { path: 'predictedDay', hint: 'Set it to today or earlier.' });
  checkColumns(input);
  const { contactCount, channelCount } = input;
  const columns = createColumns(input, level, predictionAge);
  const intervalOf = createIntervals(level);
  const codeOf = createCodes();
  for (let contact = 0; contact < contactCount; contact += 1) {
    if (contact % CONTACTS_BETWEEN_POLLS === 0) {
      control.onProgress?.({ phase: 'uncertainty', done: contact, total: contactCount });
      if (stopReason(control) !== null) return fail('CANCELLED', `Stopped after ${contact} of ${contactCount} contacts.`, { hint: 'The last figures stay in use.' });
    }
    for (let channel = 0; channel < channelCount; channel += 1) {
      const pair = contact * channelCount + channel;
      const mean = input.mean[pair]!;
      const sd = input.sd[pair]!;
      const interval = intervalOf(mean, sd, input.n[pair] === 0);
      columns.low[pair] = interval.low;
      columns.high[pair] = interval.high;
      const parts = splitBernoulliVariance(mean, sd * sd);
      columns.total[pair] = parts.total;
      columns.epistemic[pair] = parts.epistemic;
      columns.aleatoric[pair] = parts.aleatoric;
      columns.recency[pair] = ageOf(input.lastTouchDay[pair]!, input.today);
      const validationAge = ageOf(input.lastValidatedDay[pair]!, input.today);
      columns.validationAge[pair] = validationAge;
      const staleness = stalenessScore(predictionAge, validationAge < 0 ? null : validationAge, input.drift[contact]!, options.staleness ?? STALENESS_SETTINGS);
      columns.staleness[pair] = staleness;
      columns.explorationValue[pair] = explorationValue(sd, input.channelValue[channel]!, options.optimism);
      const ground = {
        staleness,
        completeness: input.completeness[contact]!,
        mean,
        sd,
        optimistic: mean + explorationValue(sd, 1, options.optimism),
        channelMean: input.channelMean[channel]!,
      };
      columns.recommendation[pair] = codeOf(recommend(ground, options.limits ?? RECOMMENDATION_LIMITS));
    }
  }
  control.onProgress?.({ phase: 'uncertainty', done: contactCount, total: contactCount });
  return succeed(columns);
}

/** Uncertainty of one contact × channel as one record; ages in days, null for never. */
export interface PairUncertainty {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly total: number;
  readonly epistemic: number;
  readonly aleatoric: number;
  readonly sampleSize: number;
  readonly recency: number | null;
  readonly predictionAge: number;
  readonly validationAge: number | null;
  readonly staleness: number;
  readonly explorationValue: number;
  readonly recommendation: Recommendation;
}

/** One pair out of the columns. Throws RangeError where there is no such pair. */
export function readPair(columns: UncertaintyColumns, contact: number, channel: number): PairUncertainty {
  if (!(contact >= 0 && contact < columns.contactCount && channel >= 0 && channel < columns.channelCount)) throw new RangeError(`no pair ${contact} × ${channel}`);
  const pair = contact * columns.channelCount + channel;
  const days = (age: number): number | null => (age < 0 ? null : age);
  return {
    mean: columns.mean[pair]!,
    low: columns.low[pair]!,
    high: columns.high[pair]!,
    total: columns.total[pair]!,
    epistemic: columns.epistemic[pair]!,
    aleatoric: columns.aleatoric[pair]!,
    sampleSize: columns.sampleSize[pair]!,
    recency: days(columns.recency[pair]!),
    predictionAge: columns.predictionAge,
    validationAge: days(columns.validationAge[pair]!),
    staleness: columns.staleness[pair]!,
    explorationValue: columns.explorationValue[pair]!,
    recommendation: recommendations[columns.recommendation[pair]!]!,
  };
}

function ageOf(day: number, today: DayNumber): number {
  return day === NO_DAY ? -1 : Math.max(0, today - day);
}

function createColumns(input: UncertaintyInput, level: number, predictionAge: number): UncertaintyColumns {
  const { contactCount, channelCount, mean, n } = input;
  const size = contactCount * channelCount;
  const numbers = (): Float64Array => new Float64Array(size);
  return {
    contactCount,
    channelCount,
    level,
    predictionAge,
    mean,
    low: numbers(),
    high: numbers(),
    total: numbers(),
    epistemic: numbers(),
    aleatoric: numbers(),
    sampleSize: n,
    recency: new Int32Array(size),
    validationAge: new Int32Array(size),
    staleness: numbers(),
    explorationValue: numbers(),
    recommendation: new Uint8Array(size),
  };
}

/** Intervals at one level; a certain probability is its own interval, and pairs marked as shared are looked up by their moments. */
function createIntervals(level: number): (mean: number, sd: number, isShared: boolean) => Interval {
  const known = new Map<number, { readonly sd: number; readonly interval: Interval }>();
  return (mean, sd, isShared) => {
    if (sd === 0) return { low: mean, high: mean };
    if (!isShared) return responseInterval(mean, sd, level);
    const found = known.get(mean);
    if (found !== undefined && found.sd === sd) return found.interval;
    const interval = responseInterval(mean, sd, level);
    known.set(mean, { sd, interval });
    return interval;
  };
}

function createCodes(): (recommendation: Recommendation) => number {
  const codes = new Map(recommendations.map((name, code) => [name, code]));
  return (recommendation) => codes.get(recommendation)!;
}

function checkColumns(input: UncertaintyInput): void {
  const pairs = input.contactCount * input.channelCount;
  for (const name of ['mean', 'sd', 'n', 'lastTouchDay', 'lastValidatedDay'] as const) {
    if (input[name].length !== pairs) throw new RangeError(`${name} holds ${input[name].length} of ${pairs} pairs`);
  }
  for (const name of ['completeness', 'drift'] as const) {
    if (input[name].length !== input.contactCount) throw new RangeError(`${name} holds ${input[name].length} of ${input.contactCount} contacts`);
  }
  for (const name of ['channelMean', 'channelValue'] as const) {
    if (input[name].length !== input.channelCount) throw new RangeError(`${name} holds ${input[name].length} of ${input.channelCount} channels`);
  }
}
