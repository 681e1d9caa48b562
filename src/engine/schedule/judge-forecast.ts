/** A done action whose answer could have come by now. */
export interface JudgedAction {
  /** Value expected of it, and the value of an answer: expected / value is the chance of one. */
  readonly expected: number;
  readonly value: number;
  readonly isAnswered: boolean;
}

/** Value realised against expected; the interval is where it lies in 95 of 100 cases if the estimates are right. */
export interface ForecastJudgement {
  readonly judged: number;
  readonly answered: number;
  readonly expected: number;
  readonly realised: number;
  readonly low: number;
  readonly high: number;
  /** `off` only where so many actions are judged that the interval means something. */
  readonly verdict: 'as_expected' | 'below' | 'above' | 'too_few';
}

/** Two-sided 95 % quantile of the normal distribution. */
const QUANTILE = 1.959963984540054;
/** Fewest judged actions, and fewest answers expected and not expected, for the normal interval to hold. */
const FEWEST_ACTIONS = 30;
const FEWEST_ANSWERS = 5;

/**
 * Compares what done actions brought with what was expected. Answers are independent Bernoulli draws with the estimated chances, so
 * the realised value has mean Σ e and variance Σ e · (v − e); the normal interval is used only where Σ p and Σ (1 − p) are at least 5. O(n).
 */
export function judgeForecast(actions: readonly JudgedAction[]): ForecastJudgement {
  let expected = 0;
  let realised = 0;
  let variance = 0;
  let answered = 0;
  let chances = 0;
  for (const { expected: mean, value, isAnswered } of actions) {
    expected += mean;
    variance += Math.max(0, mean * (value - mean));
    chances += value > 0 ? Math.min(1, mean / value) : 0;
    if (!isAnswered) continue;
    answered += 1;
    realised += value;
  }
  const half = QUANTILE * Math.sqrt(variance);
  const [low, high] = [Math.max(0, expected - half), expected + half];
  const isEnough = actions.length >= FEWEST_ACTIONS && chances >= FEWEST_ANSWERS && actions.length - chances >= FEWEST_ANSWERS;
  const verdict = !isEnough ? 'too_few' : realised < low ? 'below' : realised > high ? 'above' : 'as_expected';
  return { judged: actions.length, answered, expected, realised, low, high, verdict };
}
